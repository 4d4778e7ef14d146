"""Every notebook runs on real records, whatever they lack, and says in words what it lacks."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from observed_project import Project

from edition.draft import TEMPLATE, draft_page
from helpers import project, waves


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("observed")


@pytest.fixture(scope="module")
def accounts_alone(folder):
    """Another county from its accounts alone: no survey, register, premium or baseline.

    Its gradient is so steep that the fitted line begins below zero.
    """
    with pytest.MonkeyPatch.context() as patch:
        own = Project(folder / "accounts")
        own.wave(
            "2021", "2018", la_code=301, pta_status="unknown", pta_income=np.nan,
            pupil_premium=np.nan, name="<script>alert(1)</script>",
            direct_donations=lambda schools: 9 * schools["pupils"] * _above(schools["imd_decile"]),
        )  # fmt: skip
        patch.chdir(own.home)
        return own.run("2021")


def _above(decile):
    """Nothing up to the sixth decile, then more and more."""
    return (decile - 6).clip(lower=0) ** 2


@pytest.fixture(scope="module")
def one_area(folder):
    """One authority of two national waves, the later with a survey that few answered."""
    with pytest.MonkeyPatch.context() as patch:
        own = Project(folder / "country")
        for ident, like in (("2020", "2016"), ("2022", "2018")):
            survey = own.survey(like)
            schools = waves.load(like).schools
            own.wave(ident, like, survey=survey, la_code=np.where(schools["urn"] % 3, 301, 886))
        patch.chdir(own.home)
        assert waves.load("2022").area_code == "all"
        assert 5 < len(waves.load("2022", "301").survey) < len(waves.load("2022").survey)
        return own.run("2022", "--baseline", "2020", "--area", "301")


@pytest.fixture(scope="module")
def tiny(folder):
    """Four schools, one of them with the accounts of its association; three questionnaires."""
    with pytest.MonkeyPatch.context() as patch:
        own = Project(folder / "tiny")
        few = own.survey("2018").head(3).assign(urn=pd.NA)
        own.wave("2021", "2018", survey=few, pta_income=np.nan, pta_status="registered")
        path = own.home / "data" / "waves" / "2021" / "schools.csv"
        schools = pd.read_csv(path).head(4)
        schools.loc[0, "pta_income"] = 5000
        schools.to_csv(path, index=False)
        patch.chdir(own.home)
        ran = own.run("2021")
        results = {
            f"{n.split('_')[0]}.{key}": r
            for n, one in ran.items()
            for key, r in one.entries.items()
        }
        template = own.root / "book" / TEMPLATE
        return results, draft_page(template, waves.load("2021"), results)


def test_the_draft_of_a_tiny_wave_binds_what_was_recorded(tiny):
    results, page = tiny
    told = re.findall(r"\{(num|holds)\}`2021\.(\w+\.\w+)", page)
    assert ("num", "frame.schools") in told
    assert [key for role, key in told if "reason" in results[key]] == []
    assert all(results[key]["truth"] for role, key in told if role == "holds")


def test_the_draft_of_a_tiny_wave_denies_nothing_that_is_there(tiny):
    _, page = tiny
    few = "For too few of the {num}`2021.frame.schools` of this wave, if for any, "
    assert f"{few}were accounts of a parents' association found." in page
    assert f"{few}did a head answer such questions." in page
    assert "For none" not in page


def test_what_accounts_alone_do_not_tell_is_said(accounts_alone):
    for name, words in {
        "frame": "has no survey of head-teachers",
        "rq1_extent": "first wave of its area and kind",
        "rq2_drivers": "has no survey of head-teachers",
        "rq3_distribution": "no accounts of parents' associations",
    }.items():
        assert [line for line in accounts_alone[name].not_shown() if words in line], name


def test_the_counts_of_kent_do_not_stand_beside_another_county(accounts_alone):
    frame = accounts_alone["frame"]
    assert "real_schools" not in frame.records
    assert any("counts of all schools in X" in line for line in frame.not_shown())


def test_what_accounts_do_tell_is_recorded(accounts_alone):
    extent, spread = (accounts_alone[name].records for name in ("rq1_extent", "rq3_distribution"))
    assert extent["direct_per_pupil_mean"]["estimate"]["evidence"] == "observed"
    assert "pta_per_pupil_mean" not in extent
    assert "direct donations alone" in spread["gini_schools"]["estimate"]["caveat"]
    assert {"recorded_decile_1", "decile_gradient_positive", "decile_gradient_unclear"} <= set(
        spread
    )
    assert "pta_part_decile_1" not in spread


def test_pages_tell_of_the_latest_wave_what_a_steep_one_records(accounts_alone):
    book = project.root() / "book"
    pages = [*book.glob("*.md"), *book.glob("[!_]*/*.md")]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    told = set(re.findall(r"`latest\.(\w+)\.(\w+)", text))
    recorded = {(n.split("_")[0], key) for n, ran in accounts_alone.items() for key in ran.records}
    assert ("rq3", "relative_index") not in recorded
    assert ("rq3", "slope_index") in told
    assert told <= recorded


def test_the_paper_printed_nothing_of_a_later_wave(accounts_alone):
    said = accounts_alone["rq1_extent"].not_shown()
    assert sum("The paper printed nothing of this wave" in line for line in said) == 2


def test_a_national_wave_runs_for_one_area(one_area):
    assert "Schools in 2022: local authority 301 alone" in one_area["frame"].html
    schools = one_area["frame"].records["schools"]["estimate"]
    assert schools["n"] == int((waves.load("2018").schools["urn"] % 3 > 0).sum())
    assert "attrition_share" in one_area["frame"].records
    directions = [f"direct_per_pupil_{way}" for way in ("rose", "fell", "unclear")]
    truths = [one_area["rq1_extent"].records[key]["truth"] for key in directions]
    assert sorted(truths) == [False, False, True]


def _survey_derived(records):
    for key, record in records.items():
        estimate = record["estimate"]
        if estimate["of"] == "questionnaires" or key.startswith(("response", "minutes")):
            yield key, estimate


def test_no_small_count_of_heads_is_recorded(one_area):
    seen = 0
    for ran in one_area.values():
        for key, estimate in _survey_derived(ran.records):
            seen += 1
            assert not 0 < estimate["n"] < 5, key
            if estimate["unit"] == "percent" and not key.endswith("growth"):
                yes = round(estimate["value"] * estimate["n"] / 100)
                assert not 0 < yes < 5, key
                assert not 0 < estimate["n"] - yes < 5, key
    assert seen > 10


def test_no_small_count_of_heads_is_in_a_download(one_area):
    seen = 0
    for ran in one_area.values():
        for name, (head, *rows) in ran.downloads().items():
            if not name.startswith(("figure2", "survey", "response")):
                continue
            seen += 1
            places = [i for i, column in enumerate(head) if column == "n" or column.endswith("_n")]
            assert places, name
            assert not [row for row in rows for i in places if 0 < float(row[i]) < 5], name
    assert seen >= 2


def test_small_counts_are_said_to_be_withheld(one_area):
    assert any("answer of one head" in line for line in one_area["rq1_extent"].not_shown())
    assert "minutes_highest_per_school" not in one_area["rq1_extent"].records


def test_a_name_with_markup_is_nowhere_on_a_page(accounts_alone):
    assert not [name for name, ran in accounts_alone.items() if "<script>" in ran.html]
