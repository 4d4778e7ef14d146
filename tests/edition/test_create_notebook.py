"""A new notebook is made whole, or nothing is."""

import shutil

import pytest

from edition.errors import EditionError
from edition.new_notebook import TEMPLATE, create_notebook
from helpers import project

TOC = "book/_toc.yml"
PARTS = (TOC, TEMPLATE, "notebooks/notebooks.yml")


@pytest.fixture
def home(tmp_path):
    """A project with what a new notebook needs."""
    for part in PARTS:
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(project.root() / part, tmp_path / part)
    return tmp_path


def contents_of(home):
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def create(home):
    return create_notebook(home, "rq4_help", "who helps", False, ["2016", "2018"])


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (TOC, None),
        (TOC, "root: [\n"),
        (TOC, "root: intro\n"),
        (TEMPLATE, None),
        (TEMPLATE, "{{ nothing }}"),
        (TEMPLATE, ""),
        ("notebooks/rq4_help.md", ""),
    ],
)
def test_nothing_is_written_where_a_part_is_faulty_and_it_works_once_mended(home, part, text):
    path = home / part
    good = path.read_bytes() if path.exists() else None
    path.unlink(missing_ok=True)
    if text is not None:
        path.write_text(text, encoding="utf-8")
    before = contents_of(home)
    with pytest.raises((EditionError, OSError)) as raised:
        create(home)
    assert path.name in str(raised.value)
    assert contents_of(home) == before
    if good is None:
        path.unlink()
    else:
        path.write_bytes(good)
    assert all(made.is_file() for made in create(home))


def test_a_command_stopped_before_the_registry_was_written_can_be_repeated(home):
    registry = home / "notebooks" / "notebooks.yml"
    before = registry.read_bytes()
    create(home)
    whole = contents_of(home)
    registry.write_bytes(before)
    create(home)
    assert contents_of(home) == whole
