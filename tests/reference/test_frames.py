"""The facts about real schools: what frames.csv says, and that the official files say so."""

import frames
import pandas as pd
import pytest
import school_histories
from small_country import AREAS as SMALL_AREAS
from small_country import write_official_files, write_returns

from helpers import project
from newwave.errors import SourceError

REFERENCE = project.root() / "data" / "reference"

YEARS = ("2013-14", "2014-15", "2015-16", "2016-17", "2017-18")
AREAS = ("kent", "medway", "bromley", "east-sussex", "manchester", "sunderland", "england")
COLUMNS = [
    "id", "area_code", "area", "period", "quantity", "group", "value", "unit", "statement",
    "source", "publisher", "licence",
]  # fmt: skip

KENT_SCHOOLS = dict(zip(YEARS, (378, 346, 335, 313, 299), strict=True))
KENT_DECILES = {
    "2013-14": (14, 18, 26, 33, 38, 78, 54, 32, 47, 38),
    "2016-17": (10, 12, 21, 25, 31, 66, 47, 29, 39, 33),
}
KENT_SMALL_AREAS = (51, 65, 70, 90, 96, 125, 126, 95, 91, 93)
KENT_INCOME = {"2013-14": (1088880, 918644), "2016-17": (1205326, 987125)}
KENT_OPEN = {"all": 455, "maintained": 279, "academies": 176}
"""Counted before from the same files; none of these figures differs from what is made here."""


@pytest.fixture(scope="module")
def committed():
    return pd.read_csv(REFERENCE / "frames.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def told(committed):
    return dict(zip(committed["id"], committed["value"].astype(float), strict=True))


@pytest.fixture(scope="module")
def official(opendata):
    return school_histories.read_tables(opendata)


@pytest.fixture(scope="module")
def made(official):
    rows = [row for area in frames.AREAS for row in frames.facts_of_area(official, area)]
    return pd.DataFrame(rows)


def test_every_fact_has_an_id_a_number_and_a_source(committed):
    assert list(committed.columns) == COLUMNS
    assert committed["id"].is_unique
    assert committed["value"].astype(float).ge(0).all()
    needed = committed.drop(columns="group")
    assert needed.ne("").all().all()
    assert not committed.isin(["nan", "None", "<NA>"]).any().any()


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("later", ["2016-17", "2017-18"])
def test_every_school_of_the_first_year_has_one_fate(told, area, later):
    fates = [told[f"{area}-fate-{fate}-{later}"] for fate in school_histories.FATES]
    assert sum(fates) == told[f"{area}-n-2013-14"]
    left = sum(fates[len(school_histories.STAYED) :]) / sum(fates)
    assert told[f"{area}-left-share-{later}"] == pytest.approx(100 * left, abs=0.05)


@pytest.mark.parametrize("area", AREAS[:4])
def test_deciles_add_up_to_the_schools_whose_decile_is_known(told, area):
    for year in YEARS:
        counts = [told[f"{area}-decile-{decile}-{year}"] for decile in range(1, 11)]
        assert sum(counts) == told[f"{area}-decile-known-{year}"] <= told[f"{area}-n-{year}"]
        deprived = 100 * sum(counts[:3]) / sum(counts)
        assert told[f"{area}-deprived-{year}"] == pytest.approx(deprived, abs=0.05)


def test_where_no_decile_is_known_none_is_told(told):
    for area in ("manchester", "sunderland"):
        assert told[f"{area}-decile-known-2013-14"] == 0
        assert f"{area}-decile-1-2013-14" not in told
        assert f"{area}-deprived-2013-14" not in told
    assert "england-decile-known-2013-14" not in told


@pytest.mark.parametrize("area", AREAS)
def test_academies_and_maintained_schools_are_all_open_ones(told, area):
    both = told[f"{area}-open-maintained-2017-18"] + told[f"{area}-open-academies-2017-18"]
    assert both == told[f"{area}-open-all-2017-18"]


def test_the_deciles_of_england_are_tenths_of_its_small_areas(told):
    assert sum(told[f"england-areas-{decile}"] for decile in range(1, 11)) == 32844
    assert {told[f"england-areas-share-{decile}"] for decile in range(1, 11)} == {10.0}


def test_the_files_give_exactly_what_is_committed(made):
    text = made.to_csv(index=False, lineterminator="\n")
    assert text.encode() == (REFERENCE / "frames.csv").read_bytes()


def test_kent_year_by_year_is_as_counted_before(made):
    value = dict(zip(made["id"], made["value"].astype(float), strict=True))
    assert {year: value[f"kent-n-{year}"] for year in YEARS} == KENT_SCHOOLS
    for year, counts in KENT_DECILES.items():
        assert tuple(value[f"kent-decile-{place}-{year}"] for place in range(1, 11)) == counts
    for year, income in KENT_INCOME.items():
        assert tuple(value[f"kent-income-{kind}-{year}"] for kind in ("mean", "median")) == income
    assert tuple(value[f"kent-areas-{place}"] for place in range(1, 11)) == KENT_SMALL_AREAS
    assert {group: value[f"kent-open-{group}-2017-18"] for group in KENT_OPEN} == KENT_OPEN


def test_three_schools_of_kent_are_found_only_over_several_links(official):
    """One step back from the list of 2017/18 gives 375 schools in 2013/14, not 378."""
    first = school_histories.schools_with_return(official, frames.AREAS[0], 2014)
    listed = set(official.schools.index)
    far = [urn for urn in first.index if not ({urn} | official.successors.get(urn, set())) & listed]
    assert len(first) - len(far) == 375


def schools(**listed):
    """Listed schools by number: u900001=("Academy", "open", day of opening)."""
    rows = {int(urn[1:]): told for urn, told in listed.items()}
    table = pd.DataFrame.from_dict(
        rows, orient="index", columns=["minor_group", "status", "opened"]
    )
    return table.assign(opened=pd.to_datetime(table["opened"]))


def country(listed, after, sent):
    return school_histories.OfficialTables(
        listed, after, {2017: pd.Series(1.0, index=sorted(sent))}, pd.Series(), listed, listed
    )


def fate(listed, after, sent, first=(900001,)):
    table = pd.DataFrame({"income": 1.0}, index=list(first))
    return school_histories.trace_fates(country(listed, after, sent), table, 2017).to_dict()


OPEN = ("Maintained School", "open", None)
CLOSED = ("Maintained School", "closed", None)
ACADEMY = ("Academy", "open", None)


def test_a_school_with_a_return_stayed_whatever_else_happened():
    assert fate(schools(u900001=CLOSED), {900001: {900002}}, {900001, 900002}) == {900001: "stayed"}


def test_a_school_under_another_number_and_two_that_merged():
    after = {900001: {900003}, 900002: {900003}}
    listed = schools(u900003=OPEN)
    assert fate(listed, after, {900003}) == {900001: "renumbered"}
    assert set(fate(listed, after, {900003}, (900001, 900002)).values()) == {"merged"}


def test_a_school_taken_in_by_one_that_was_there_already_merged():
    found = fate(schools(u900002=OPEN), {900001: {900002}}, {900002}, (900001, 900002))
    assert found == {900001: "merged", 900002: "stayed"}


def test_those_that_left_and_those_that_stayed_make_up_the_first_year(told):
    for area in AREAS[:4]:
        for place in range(1, 11):
            parts = [told[f"{area}-{group}-decile-{place}-2016-17"] for group in ("left", "stayed")]
            assert sum(parts) == told[f"{area}-decile-{place}-2013-14"]


def test_an_academy_after_several_steps():
    after = {900001: {900002}, 900002: {900003}}
    assert fate(schools(u900003=ACADEMY), after, set()) == {900001: "academy"}


def test_an_academy_that_opened_after_the_year_is_not_yet_one():
    listed = schools(u900001=CLOSED, u900002=("Academy", "open", "2017-04-01"))
    assert fate(listed, {900001: {900002}}, set()) == {900001: "no-return"}
    listed = schools(u900001=CLOSED, u900002=("Academy", "open", "2017-03-31"))
    assert fate(listed, {900001: {900002}}, set()) == {900001: "academy"}


def test_schools_without_a_return_that_are_open_closed_or_nowhere():
    assert fate(schools(u900001=OPEN), {}, set()) == {900001: "no-return"}
    assert fate(schools(u900001=CLOSED), {}, set()) == {900001: "closed"}
    assert fate(schools(u900009=OPEN), {}, set()) == {900001: "unknown"}


def test_the_nearest_listed_school_even_where_links_run_in_a_circle():
    circle = {900001: {900002}, 900002: {900003, 900001}, 900003: {900001, 900004}}
    assert school_histories.nearest_listed(900001, circle, {900004}) == 900004
    assert school_histories.nearest_listed(900001, circle, {900003, 900004}) == 900003
    assert school_histories.nearest_listed(900001, circle, {900001, 900003}) == 900001
    assert school_histories.nearest_listed(900001, circle, {900009}) is None
    assert fate(schools(u900004=ACADEMY), circle, set()) == {900001: "academy"}


@pytest.fixture
def small(tmp_path, monkeypatch):
    """The values of a country of eight schools, by id."""
    monkeypatch.setattr(frames, "AREAS", SMALL_AREAS)
    table = frames.make_table(write_official_files(tmp_path))
    assert list(table.columns) == COLUMNS
    return dict(zip(table["id"], table["value"], strict=True))


def test_a_small_country_is_counted_by_hand(small):
    expected = {
        "kent-n-2013-14": "3",
        "kent-n-2016-17": "2",
        "kent-income-total-2013-14": "900000",
        "kent-income-mean-2013-14": "300000",
        "kent-income-median-2016-17": "353000",
        "kent-decile-1-2013-14": "1",
        "kent-decile-9-2013-14": "2",
        "kent-affluent-2013-14": "66.7",
        "kent-fate-stayed-2016-17": "2",
        "kent-fate-academy-2016-17": "1",
        "kent-left-share-2016-17": "33.3",
        "kent-left-income-mean-2016-17": "200000",
        "kent-left-decile-9-2016-17": "1",
        "kent-same-income-then-2017-18": "350000",
        "kent-same-income-later-2017-18": "354000",
        "kent-income-largest-1": "603000",
        "kent-academy-share-2017-18": "33.3",
        "kent-free-meals-academies-2018-19": "10.0",
        "kent-roll-largest": "200",
        "kent-areas-1": "1",
        "medway-n-2013-14": "1",
        "medway-decile-5-2017-18": "1",
        "medway-areas-share-1": "20.0",
        "england-n-2013-14": "4",
        "england-untraced-2013-14": "1",
        "england-areas-10": "2",
    }
    assert {ident: small[ident] for ident in expected} == expected


def test_returns_of_another_year_under_a_false_name_are_refused(tmp_path):
    folder = write_official_files(tmp_path)
    write_returns(folder, 2015, told=2016)
    with pytest.raises(SourceError, match=r"financials_2015\.csv: found returns of other years"):
        school_histories.read_tables(folder)


def test_a_folder_without_postcodes_is_told(tmp_path):
    folder = write_official_files(tmp_path)
    for path in (folder / "postcodes").iterdir():
        path.unlink()
    with pytest.raises(FileNotFoundError, match=r"postcodes/imd2015_\*\.csv\.gz: found no such"):
        school_histories.read_tables(folder)
