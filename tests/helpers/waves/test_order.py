"""Which wave is compared with which."""

import pytest
import yaml

from helpers import project
from helpers.waves import order


def wave(folder, ident, code=886, evidence="observed"):
    (folder / ident).mkdir()
    facts = {"id": ident, "area": {"code": code, "name": "Somewhere"}, "evidence": evidence}
    (folder / ident / "wave.yml").write_text(yaml.safe_dump(facts), encoding="utf-8")


def test_a_wave_is_compared_with_the_one_before_of_its_own_kind(tmp_path):
    for ident in ("2016", "2018"):
        wave(tmp_path, ident, evidence="synthetic")
    wave(tmp_path, "2019")
    wave(tmp_path, "2020", code=887)
    wave(tmp_path, "2021")
    wave(tmp_path, "2022", code="all")
    assert order.baselines(tmp_path) == {
        "2016": "",
        "2018": "2016",
        "2019": "",
        "2020": "",
        "2021": "2019",
        "2022": "",
    }


def test_a_wave_in_between_becomes_the_baseline_of_the_next(tmp_path):
    wave(tmp_path, "2019")
    wave(tmp_path, "2023")
    assert order.baselines(tmp_path)["2023"] == "2019"
    wave(tmp_path, "2021")
    assert order.baselines(tmp_path)["2023"] == "2021"


def test_the_synthetic_waves_of_the_book_are_compared():
    assert order.baselines(project.root() / "data" / "waves")["2018"] == "2016"


@pytest.mark.parametrize("text", ["id: [", "- a list", "id: 2019-99-99", "area: [886]"])
def test_a_wave_that_cannot_be_read_is_left_to_its_loading(tmp_path, text):
    for ident in ("2019", "2020"):
        (tmp_path / ident).mkdir()
        (tmp_path / ident / "wave.yml").write_text(text, encoding="utf-8")
    wave(tmp_path, "2021")
    assert order.baselines(tmp_path) == {"2019": "", "2020": "", "2021": ""}


def test_a_folder_in_place_of_the_facts_is_left_to_the_loading(tmp_path):
    (tmp_path / "2019" / "wave.yml").mkdir(parents=True)
    wave(tmp_path, "2021")
    assert order.baselines(tmp_path) == {"2019": "", "2021": ""}


@pytest.mark.parametrize("faulty", [{"code": [886]}, {"evidence": ["observed"]}, {"code": {}}])
def test_lists_in_place_of_words_are_left_to_the_loading(tmp_path, faulty):
    for ident in ("2019", "2020"):
        wave(tmp_path, ident, **faulty)
    wave(tmp_path, "2021")
    assert order.baselines(tmp_path) == {"2019": "", "2020": "", "2021": ""}
