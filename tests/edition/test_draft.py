"""The draft of a wave's page: every sentence bound, chosen by the claims that hold."""

import json
import re
import shutil
from types import SimpleNamespace

import pytest

from boundtext import prose
from edition import draft
from edition.errors import EditionError
from edition.execution import read_results
from edition.sentences import Sentences
from helpers import project

MONEY = ("direct", "pta", "recorded")
TEMPLATE = project.root() / "book" / draft.TEMPLATE
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


def page(wave, results):
    return draft.draft_page(TEMPLATE, wave, results)


def sentences(text):
    body = "\n".join(line for line in text.splitlines() if not line.startswith(("#", "%")))
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
    text = page(PAGES[case][1], PAGES[case][0])
    told = sentences(text)
    assert told
    assert [one for one in told if "{num}" not in one and "{holds}" not in one] == []


@pytest.mark.parametrize("case", PAGES)
def test_every_key_was_recorded_and_every_claim_holds(case):
    found, given = PAGES[case]
    text = page(given, found)
    for role, key in re.findall(r"\{(num|holds)\}`2022\.([a-z0-9]+\.[a-z0-9_]+)", text):
        assert key in found
        assert role == "num" or found[key]["truth"]


@pytest.mark.parametrize("case", PAGES)
def test_no_bare_digit_but_the_waves_name(case):
    text = page(PAGES[case][1], PAGES[case][0])
    assert prose.bare_numbers(text, [r"\b2022\b"]) == []
    assert prose.malformed_roles(text) == []


@pytest.mark.parametrize(
    ("way", "words"),
    [("rose", "is more than"), ("fell", "is less than"), ("unclear", "chance alone")],
)
def test_the_finding_comes_first_and_follows_the_claim(way, words):
    text = page(wave(), results([*GIVEN, *CHANGES], way))
    first = text.split("\n\n")[1]
    assert f"{{holds}}`2022.rq1.recorded_per_pupil_{way}:" in first
    assert words in first
    others = {"rose", "fell", "unclear"} - {way}
    assert not any(f"_{other}:" in text for other in others)


@pytest.mark.parametrize(
    ("way", "words"),
    [("positive", "the more is"), ("negative", "the less is"), ("unclear", "areas is open")],
)
def test_a_gradient_is_told_whichever_way_it_goes(way, words):
    names = ("rq3.decile_gradient_per_pupil", "rq3.decile_gradient")
    claims = {f"{name}_{way}".replace(".", "__"): True for name in names}
    text = page(wave(), results(GIVEN, way="", **claims))
    assert words in text.split("\n\n")[1]
    assert f"{{holds}}`2022.rq3.decile_gradient_{way}:" in text


def test_without_associations_nothing_but_donations_is_told_of():
    keys = [key for key in [*GIVEN, *CHANGES] if ".pta_per" not in key]
    first = page(wave(), results(keys)).split("\n\n")[1]
    assert "2022.rq1.direct_per_pupil_rose" in first
    assert "recorded_per_pupil" not in first.split("rq3.")[0]
    assert "rq1.recorded_per_pupil_mean" not in page(wave(), results(keys))


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
    assert words in page(wave(), found)
    assert words not in page(wave(survey=object()), EVERYTHING)


def test_a_reason_in_place_of_a_value_is_no_result():
    lacking = {key: {"key": key, "kind": "unmeasured", "reason": "none"} for key in ASKED}
    claims = {
        f"rq1.minutes_{way}": {"kind": "claim", "reason": "none"} for way in ("rose", "unclear")
    }
    found = {key: one for key, one in EVERYTHING.items() if not key.startswith(("rq2", "rq1.min"))}
    text = page(wave(survey=object()), found | lacking | claims)
    assert "is volunteer time known" in text
    assert "did a head answer" in text
    assert "minutes" not in text


def test_the_end_lists_what_the_author_must_look_at():
    text = page(wave(), results([*GIVEN, *CHANGES], "unclear"))
    end = text[text.index("% For the author:") :]
    assert "rq3.gini_schools_unclear" in end
    assert "no survey" in end
    assert "One assumption." in end
    assert all(line.startswith("%") for line in end.splitlines() if line)


def test_a_name_of_an_area_is_no_markup():
    text = page(wave(area_name="<b>{num}`x`</b>"), FIRST)
    assert "<b>" not in text
    assert "of its area" in text
    assert text.startswith("# The 2022 wave\n")
    named = page(wave(area_name="Bristol, City of"), FIRST)
    assert named.startswith("# The 2022 wave: Bristol, City of\n")
    assert "of Bristol, City of." in named


@pytest.fixture
def book(tmp_path):
    """A book with nothing in it but the template."""
    (tmp_path / "_templates").mkdir()
    shutil.copy(TEMPLATE, tmp_path / draft.TEMPLATE)
    return tmp_path


def test_a_page_that_an_author_changed_is_left_alone(book):
    assert draft.write_draft(book, wave(), FIRST)
    path = draft.page_of(book, "2022")
    assert path == book / "waves" / "2022.md"
    assert draft.write_draft(book, wave(), EVERYTHING)
    assert path.read_text() == page(wave(), EVERYTHING)
    path.write_text(path.read_text().replace("Donations", "Gifts", 1))
    mine = path.read_text()
    assert not draft.write_draft(book, wave(), FIRST)
    assert path.read_text() == mine


def test_a_page_without_a_mark_is_an_authors():
    assert not draft._MARK.search("# Mine\n")


def test_removing_keeps_what_an_author_wrote(book):
    draft.write_draft(book, wave(), FIRST)
    path = draft.page_of(book, "2022")
    assert draft.remove_page(book, "2022") is None
    assert not path.exists()
    assert draft.remove_page(book, "2022") is None
    path.write_text("# Mine\n")
    kept = draft.remove_page(book, "2022")
    assert kept is not None
    assert kept.read_text() == "# Mine\n"
    assert list(book.rglob("*.md")) == []


def test_notebooks_that_did_not_run_are_told():
    with pytest.raises(EditionError, match="run the wave's notebooks first"):
        page(wave(), {})


def test_recorded_results_are_read_under_the_names_that_pages_use(tmp_path):
    entry = {"key": "direct_per_pupil_mean", "kind": "estimate"}
    (tmp_path / "rq1_extent.json").write_text(json.dumps({"records": [entry]}))
    assert read_results(tmp_path) == {"rq1.direct_per_pupil_mean": entry}
    with pytest.raises(EditionError, match="run them first"):
        read_results(tmp_path / "none")


def test_a_sentence_goes_with_its_result():
    told = Sentences("2022", results(["rq1.a"], rq1__b_rose=True, rq1__c_rose=False))
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
    with pytest.raises(EditionError, match="found no result in 'It is so"):
        told.say("It is so.")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{{ say('It rained.') }}", "found no result in 'It rained.'"),
        ("{{ say() }}", "missing 1 required positional argument"),
        ("{{ weather }}", "'weather' is undefined"),
        ("{% if %}", "Expected an expression"),
        ("{{ 'a' | shout }}", "No filter named 'shout'"),
    ],
)
def test_what_is_wrong_in_the_template_is_told_with_its_line(book, line, says):
    template = book / draft.TEMPLATE
    lines = template.read_text().splitlines()
    row = lines.index("## Money")
    template.write_text("\n".join([*lines[:row], line, *lines[row:]]))
    with pytest.raises(EditionError) as told:
        draft.write_draft(book, wave(), EVERYTHING)
    assert f"{template}, line {row + 1}: " in str(told.value)
    assert says in str(told.value)
    assert not draft.page_of(book, "2022").exists()


def test_a_sentence_of_the_template_is_edited_without_python(book):
    template = book / draft.TEMPLATE
    template.write_text(template.read_text().replace("The school in the middle", "The median"))
    draft.write_draft(book, wave(), EVERYTHING)
    text = draft.page_of(book, "2022").read_text()
    assert "The median received {num}`2022.rq1.direct_per_pupil_median`." in text


def test_a_template_that_is_gone_is_told(book):
    (book / draft.TEMPLATE).unlink()
    with pytest.raises(EditionError, match="found no such template"):
        draft.write_draft(book, wave(), EVERYTHING)
