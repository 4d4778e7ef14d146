"""The words of school names: the script counts what is committed, and runs as a command."""

import shutil
import subprocess
import sys

import pytest
import school_name_words
from small_country import write_official_files

from helpers import project

REFERENCE = project.root() / "data" / "reference"


def test_the_files_give_exactly_what_is_committed(opendata):
    made = school_name_words.make_table(opendata).to_csv(index=False, lineterminator="\n")
    assert made == (REFERENCE / "school_name_words.csv").read_text(encoding="utf-8")


def test_words_of_open_schools_that_three_of_them_bear_are_counted(tmp_path):
    made = school_name_words.make_table(write_official_files(tmp_path))
    assert made[["word", "schools", "of_schools"]].to_numpy().tolist() == [["park", 3, 7]]


def run(folder, *words):
    script = shutil.copytree(REFERENCE / "scripts", folder / "scripts") / "school_name_words.py"
    return subprocess.run(
        [sys.executable, str(script), *map(str, words)], capture_output=True, text=True, check=False
    )


def test_the_command_writes_the_table_beside_the_folder_of_scripts(tmp_path):
    ran = run(tmp_path / "reference", write_official_files(tmp_path / "official"))
    assert ran.returncode == 0, ran.stderr
    written = (tmp_path / "reference" / "school_name_words.csv").read_text(encoding="utf-8")
    assert written.splitlines()[1].startswith("park,3,7,")


@pytest.mark.parametrize(("words", "told"), [([], "usage: "), (["empty"], "error: ")])
def test_the_command_says_what_it_lacks(tmp_path, words, told):
    (tmp_path / "empty").mkdir()
    ran = run(tmp_path / "reference", *(tmp_path / word for word in words))
    assert ran.returncode == 1
    assert ran.stderr.startswith(told)
    assert "Traceback" not in ran.stderr
