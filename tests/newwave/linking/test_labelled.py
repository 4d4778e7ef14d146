"""The linker against names that a person read and judged, one half kept for testing only."""

import re
from collections import Counter
from pathlib import Path

import labelling
import pandas as pd
import pytest

from newwave import linking

HALVES = ("develop", "hold out")
# The aim is 0.98 and 0.90 on both. On the half that was never looked at precision reaches it and
# recall does not. These are the marks below which the linker has become worse.
REACHED = (("develop", 0.98, 0.92), ("hold out", 0.98, 0.86))
COLUMNS = "source key decision urns reading half kind note"
DECISIONS = {"link", "several schools", "ambiguous", "none"}
SOURCES = {"names_2018", "sample_2021", "history"}
KINDS = {
    "abbreviated",
    "activities only",
    "alumni",
    "church friends",
    "converted",
    "endowment",
    "friends of something else",
    "hospital",
    "infant-junior pair",
    "old name",
    "other",
    "outside England",
    "overseas",
    "parents of no one school",
    "place needed",
    "plain",
    "playgroup",
    "postcode needed",
    "saint",
    "school fund",
    "school itself",
    "secondary",
}


@pytest.fixture(scope="module")
def labelled() -> pd.DataFrame:
    return labelling.labels()


@pytest.fixture(scope="module")
def schools(opendata: Path) -> pd.DataFrame:
    return labelling.schools(opendata)


@pytest.fixture(scope="module")
def charities(opendata: Path, labelled: pd.DataFrame) -> pd.DataFrame:
    return labelling.charities(opendata, labelled)


@pytest.fixture(scope="module")
def links(charities: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    return linking.link(charities, schools)


@pytest.mark.parametrize(("half", "precision", "recall"), REACHED)
def test_links_are_right_and_found_as_often_as_was_reached(
    links: pd.DataFrame, labelled: pd.DataFrame, half: str, precision: float, recall: float
) -> None:
    marks = labelling.score(links, labelled, half)
    print(f"{half}: {marks}")
    assert marks.precision >= precision, f"{half}: {marks}"
    assert marks.recall >= recall, f"{half}: {marks}"


def test_every_labelled_charity_is_in_its_source(charities: pd.DataFrame) -> None:
    assert charities["name"].notna().all()
    assert charities["charity_number"].is_unique


def test_every_labelled_school_is_the_current_one(
    schools: pd.DataFrame, labelled: pd.DataFrame
) -> None:
    named = {urn for urns in labelled["urns"] for urn in urns}
    assert named <= set(schools["urn"])
    replaced = schools.loc[schools["successor_urn"].notna(), "urn"]
    assert not named & set(replaced)


def test_the_halves_are_decided_by_a_hash_disjoint_and_about_equal(labelled: pd.DataFrame) -> None:
    assert not labelled.duplicated(["source", "key"]).any()
    first = labelled[labelled["reading"] == "1"]
    decided = [
        labelling.half_of(source, key)
        for source, key in zip(first["source"], first["key"], strict=True)
    ]
    assert first["half"].tolist() == decided
    sizes = first["half"].value_counts()
    assert set(sizes.index) == set(HALVES)
    assert sizes.min() / sizes.max() > 0.9
    linkable = first[first["decision"].isin(labelling.LINKABLE)]["half"].value_counts()
    assert linkable.min() > 100


def test_later_readings_are_for_development(labelled: pd.DataFrame) -> None:
    later = labelled[labelled["reading"] != "1"]
    assert set(later["reading"]) == set(labelling.FIRST_SIGHT)
    assert set(later["half"]) == {"develop"}


def test_the_number_of_schools_fits_the_decision(labelled: pd.DataFrame) -> None:
    count = labelled["urns"].map(len)
    assert (count[labelled["decision"] == "link"] == 1).all()
    assert (count[labelled["decision"] == "several schools"] > 1).all()
    assert (count[labelled["decision"] == "none"] == 0).all()


def test_the_labels_hold_no_names(labelled: pd.DataFrame) -> None:
    raw = pd.read_csv(labelling.LABELS, dtype=str, keep_default_na=False)
    assert list(raw.columns) == [*COLUMNS.split()]
    assert set(raw["source"]) <= SOURCES
    assert raw["key"].str.fullmatch(r"\d+").all()
    assert set(raw["decision"]) <= DECISIONS
    assert raw["urns"].str.fullmatch(r"(\d{6}(;\d{6})*)?").all()
    assert set(raw["half"]) <= set(HALVES)
    assert set(raw["kind"]) <= KINDS
    assert not [note for note in raw["note"] if re.search(r"\b[A-Z]{2,}\b", note)]


def test_no_note_repeats_words_of_its_charity(
    charities: pd.DataFrame, labelled: pd.DataFrame
) -> None:
    """A word of a name may stand in its note only where it is common to several names."""
    words = [set(re.findall(r"[a-z]{3,}", name.lower())) for name in charities["name"]]
    counts = Counter(word for each in words for word in each)
    for own, note in zip(words, labelled["note"], strict=True):
        repeated = own & set(re.findall(r"[a-z]{3,}", note.lower()))
        assert not {word for word in repeated if counts[word] < 3}, note


def test_marks_count_pairs_and_punish_guesses() -> None:
    labelled = pd.DataFrame(
        {
            "charity_number": [1, 2, 3, 4, 5],
            "decision": ["link", "several schools", "ambiguous", "none", "link"],
            "urns": [(100001,), (100002, 100003), (100004, 100005), (), (100006,)],
            "half": ["develop"] * 4 + ["hold out"],
        }
    )
    links = pd.DataFrame(
        {
            "charity_number": [1, 2, 3, 4, 4, 5],
            "urn": pd.array([100001, 100002, 100004, 100007, pd.NA, 100009], dtype="Int64"),
            "decision": ["link", "several schools", "ambiguous", "link", "none", "link"],
        }
    )
    marks = labelling.score(links, labelled, "develop")
    assert (marks.wanted, marks.found, marks.right) == (3, 3, 2)
    assert marks.precision == pytest.approx(2 / 3)
    assert marks.recall == pytest.approx(2 / 3)
    other = labelling.score(links, labelled, "hold out")
    assert (other.wanted, other.found, other.right) == (1, 1, 0)
