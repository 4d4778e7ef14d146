"""The draft of a wave's page: every sentence bound, chosen by the claims that hold."""

import json
import re
from types import SimpleNamespace

import pytest

from boundtext import prose
from edition import draft
from edition.sentences import Binding, recorded

MONEY = ("direct", "pta", "recorded")
GIVEN = [
    *(f"rq1.{kind}_per_pupil_{of}" for kind in MONEY for of in ("mean", "median", "of_totals")),
    *("rq1.direct_share_above_10k", "frame.schools", "frame.pta_registered", "frame.pta_unknown"),
    *("frame.poorer_half_share", "rq3.gini_schools", "rq3.gini_pupils", "rq3.top10_schools"),
    *("rq3.recorded_slope", "rq3.recorded_per_pupil_slope", "rq3.slope_index"),
    "rq3.deprivation_r_squared",
]
CHANGES = [
    *(f"rq1.{kind}_per_pupil_change" for kind in MONEY),
    *("rq1.direct_share_above_10k_change", "rq3.gini_schools_change", "rq3.gini_pupils_change"),
    *("rq3.top10_schools_change", "rq3.slope_index_change", "frame.attrition_share"),
    "frame.leavers_minus_stayers_direct_per_pupil",
]
ASKED = [
    *("rq1.minutes_per_pupil_mean", "rq1.minutes_per_pupil_median", "rq3.minutes_half_ratio"),
    *("rq2.pressure_to_raise", "rq2.sought_business", "frame.response_share"),
]
MOVING = [
    *(f"rq1.{kind}_per_pupil" for kind in MONEY),
    *("rq1.share_above_10k", "rq3.gini_schools", "rq3.gini_pupils", "rq3.top10_schools"),
    *("rq3.slope_index", "rq1.minutes", "rq2.pressure_to_raise"),
]


def results(keys, way="rose", **claims):
    found = {key: {"key": key, "kind": "estimate"} for key in keys}
    if way:
        for name in MOVING:
            for each in ("rose", "fell", "unclear"):
                found[f"{name}_{each}"] = {"kind": "claim", "truth": each == way}
    for key, truth in claims.items():
        found[key.replace("__", ".")] = {"kind": "claim", "truth": truth}
    return found


def wave(**changed):
    given = {"id": "2022", "area_name": "Kent", "survey": None, "notes": ["One assumption."]}
    return SimpleNamespace(**(given | changed))


def sentences(page):
    body = "\n".join(line for line in page.splitlines() if not line.startswith(("#", "%")))
    inside = re.sub(r"`[^`]*`", lambda role: role.group().replace(".", "\u2024"), body)
    return [part.strip() for part in re.split(r"\.(?:\s|$)", inside) if part.strip()]


EVERYTHING = results([*GIVEN, *CHANGES, *ASKED], rq3__decile_gradient_positive=True)
FIRST = results([*GIVEN], way="")
PAGES = {
    "everything": (EVERYTHING, wave(survey=object())),
    "first wave": (FIRST, wave()),
    "no survey": (results([*GIVEN, *CHANGES], "fell"), wave()),
    "nothing but schools": (results(["frame.schools"], way=""), wave()),
}


@pytest.mark.parametrize("case", PAGES)
def test_every_sentence_is_bound(case):
    page = draft.page(PAGES[case][1], PAGES[case][0])
    told = sentences(page)
    assert told
    assert [one for one in told if "{num}" not in one and "{holds}" not in one] == []


@pytest.mark.parametrize("case", PAGES)
def test_every_key_was_recorded_and_every_claim_holds(case):
    found, given = PAGES[case]
    page = draft.page(given, found)
    for role, key in re.findall(r"\{(num|holds)\}`2022\.([a-z0-9]+\.[a-z0-9_]+)", page):
        assert key in found
        assert role == "num" or found[key]["truth"]


@pytest.mark.parametrize("case", PAGES)
def test_no_bare_digit_but_the_waves_name(case):
    page = draft.page(PAGES[case][1], PAGES[case][0])
    assert prose.bare_numbers(page, [r"\b2022\b"]) == []
    assert prose.malformed_roles(page) == []


@pytest.mark.parametrize(
    ("way", "words"),
    [("rose", "is more than"), ("fell", "is less than"), ("unclear", "chance alone")],
)
def test_the_finding_comes_first_and_follows_the_claim(way, words):
    page = draft.page(wave(), results([*GIVEN, *CHANGES], way))
    first = page.split("\n\n")[1]
    assert f"{{holds}}`2022.rq1.recorded_per_pupil_{way}:" in first
    assert words in first
    others = {"rose", "fell", "unclear"} - {way}
    assert not any(f"_{other}:" in page for other in others)


@pytest.mark.parametrize(
    ("way", "words"),
    [("positive", "the more is"), ("negative", "the less is"), ("unclear", "areas is open")],
)
def test_a_gradient_is_told_whichever_way_it_goes(way, words):
    names = ("rq3.decile_gradient_per_pupil", "rq3.decile_gradient")
    claims = {f"{name}_{way}".replace(".", "__"): True for name in names}
    page = draft.page(wave(), results(GIVEN, way="", **claims))
    assert words in page.split("\n\n")[1]
    assert f"{{holds}}`2022.rq3.decile_gradient_{way}:" in page


def test_without_associations_nothing_but_donations_is_told_of():
    keys = [key for key in [*GIVEN, *CHANGES] if ".pta_per" not in key]
    first = draft.page(wave(), results(keys)).split("\n\n")[1]
    assert "2022.rq1.direct_per_pupil_rose" in first
    assert "recorded_per_pupil" not in first.split("rq3.")[0]
    assert "rq1.recorded_per_pupil_mean" not in draft.page(wave(), results(keys))


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("rq1.direct", "do the accounts tell donations"),
        ("rq1.pta", "accounts of a parents' association found"),
        ("rq1.minutes", "is volunteer time known"),
        ("rq2", "did a head answer"),
        ("rq3", "both income and the deprivation"),
        ("rq1", "With no earlier wave"),
    ],
)
def test_what_a_wave_does_not_hold_is_said_in_words(missing, words):
    found = {key: one for key, one in EVERYTHING.items() if not key.startswith(missing)}
    assert words in draft.page(wave(), found)
    assert words not in draft.page(wave(survey=object()), EVERYTHING)


def test_the_end_lists_what_the_author_must_look_at():
    page = draft.page(wave(), results([*GIVEN, *CHANGES], "unclear"))
    end = page[page.index("% For the author:") :]
    assert "rq3.gini_schools_unclear" in end
    assert "no survey" in end
    assert "One assumption." in end
    assert all(line.startswith("%") for line in end.splitlines() if line)


def test_a_name_of_an_area_is_no_markup():
    page = draft.page(wave(area_name="<b>{num}`x`</b>"), FIRST)
    assert "<b>" not in page
    assert "of its area" in page
    assert page.startswith("# The 2022 wave\n")
    named = draft.page(wave(area_name="Bristol, City of"), FIRST)
    assert named.startswith("# The 2022 wave: Bristol, City of\n")
    assert "of Bristol, City of." in named


def test_a_page_that_an_author_changed_is_left_alone(tmp_path):
    assert draft.write(wave(), FIRST, tmp_path)
    path = draft.path_of(tmp_path, "2022")
    assert path == tmp_path / "waves" / "2022.md"
    assert draft.write(wave(), EVERYTHING, tmp_path)
    assert path.read_text() == draft.page(wave(), EVERYTHING)
    path.write_text(path.read_text().replace("Donations", "Gifts", 1))
    mine = path.read_text()
    assert not draft.write(wave(), FIRST, tmp_path)
    assert path.read_text() == mine


def test_a_page_without_a_mark_is_an_authors():
    assert not draft._MARK.search("# Mine\n")


def test_removing_keeps_what_an_author_wrote(tmp_path):
    draft.write(wave(), FIRST, tmp_path)
    path = draft.path_of(tmp_path, "2022")
    assert draft.remove("2022", tmp_path) is None
    assert not path.exists()
    assert draft.remove("2022", tmp_path) is None
    path.write_text("# Mine\n")
    kept = draft.remove("2022", tmp_path)
    assert kept is not None
    assert kept.read_text() == "# Mine\n"
    assert list(tmp_path.rglob("*.md")) == []


def test_notebooks_that_did_not_run_are_told():
    with pytest.raises(ValueError, match="run the wave's notebooks first"):
        draft.page(wave(), {})


def test_recorded_results_are_read_under_the_names_that_pages_use(tmp_path):
    entry = {"key": "direct_per_pupil_mean", "kind": "estimate"}
    (tmp_path / "rq1_extent.json").write_text(json.dumps({"records": [entry]}))
    assert recorded(tmp_path) == {"rq1.direct_per_pupil_mean": entry}
    with pytest.raises(FileNotFoundError, match="run them first"):
        recorded(tmp_path / "none")


def test_a_sentence_goes_with_its_result():
    told = Binding("2022", results(["rq1.a"], rq1__b_rose=True, rq1__c_rose=False))
    assert told.say("It is <rq1.a>.") == "It is {num}`2022.rq1.a`."
    assert told.say("It is <rq1.a> and <rq1.z>.") == ""
    assert told.holds("rq1.b_rose", "So it is", "; by <rq1.a>") == (
        "{holds}`2022.rq1.b_rose: So it is`; by {num}`2022.rq1.a`."
    )
    assert told.holds("rq1.b_rose", "So it is", "; by <rq1.z>") == (
        "{holds}`2022.rq1.b_rose: So it is`."
    )
    assert told.holds("rq1.c_rose", "So it is") == ""
    assert told.direction("rq1.c", "Up", "Down", "Open") == ""
