import json
from types import SimpleNamespace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

import boundtext
from boundtext import MIME, Estimate, Unmeasured, above, recording
from boundtext.store import UnmeasuredError

MEAN = Estimate(51.0, 47.0, 55.0, 0.95, 306, "GBP per pupil", "mean", "synthetic", "2018")


@pytest.fixture
def shown(monkeypatch):
    """What a notebook would display, bundle by bundle."""
    bundles = []
    monkeypatch.setattr(recording, "display", lambda bundle: bundles.append(bundle))
    monkeypatch.setattr(recording, "_recorded", {})
    monkeypatch.setattr(recording, "_results", {})
    return bundles


def test_a_recorded_estimate_travels_in_the_output_and_is_shown(shown):
    boundtext.record("direct_mean", MEAN)
    (bundle,) = shown
    (entry,) = bundle[MIME]["records"]
    assert entry == {"key": "direct_mean", "kind": "estimate", "estimate": MEAN.to_dict()}
    assert 'id="result-direct_mean"' in bundle["text/html"]
    assert "£51 per pupil" in bundle["text/plain"]


def test_many_estimates_make_one_table(shown):
    boundtext.record({"a": MEAN, "b": MEAN}, caption="Both")
    assert [entry["key"] for entry in shown[0][MIME]["records"]] == ["a", "b"]
    assert "<caption>Both</caption>" in shown[0]["text/html"]


def test_a_claim_keeps_predicate_subject_truth_and_reason(shown):
    boundtext.record("direct_mean", MEAN)
    boundtext.claim("many", above(MEAN, 40))
    (entry,) = shown[1][MIME]["records"]
    assert (entry["kind"], entry["truth"], entry["estimate"]["value"]) == ("claim", True, 51)
    assert entry["predicate"] == {
        "name": "above",
        "parameters": {"line": 40},
        "tested": "its whole interval lies above 40",
    }
    assert entry["subject"] == "direct_mean"
    assert shown[1]["text/plain"].startswith("Claim many holds: £51 per pupil (95% interval £47")
    assert 'id="result-many"' in shown[1]["text/html"]


def test_the_subject_is_the_very_result_and_no_equal_one(shown):
    twin = Estimate.from_dict(MEAN.to_dict())
    boundtext.record({"first": MEAN, "second": twin})
    boundtext.claim("many", above(twin, 40))
    assert shown[1][MIME]["records"][0]["subject"] == "second"


def test_a_caption_is_said_by_name(shown):
    with pytest.raises(TypeError, match="caption="):
        boundtext.record({"a": MEAN}, "Caption")


def test_what_was_not_measured_is_recorded_with_its_reason_and_said(shown):
    boundtext.record({"a": MEAN, "b": Unmeasured("Nobody asked.")})
    assert shown[0][MIME]["records"][1] == {
        "key": "b",
        "kind": "unmeasured",
        "reason": "Nobody asked.",
    }
    assert shown[0]["text/plain"].splitlines()[-1] == "Not shown (b): Nobody asked."
    assert 'id="result-b"' not in shown[0]["text/html"]


def test_a_reason_that_is_all_there_is_stands_alone_and_once(shown):
    lacking = {key: Unmeasured("No <survey>.") for key in "ab"}
    boundtext.record(lacking, caption="Answers")
    assert shown[0]["text/plain"] == "Not shown (Answers): No <survey>."
    assert shown[0]["text/html"] == "<p>Not shown (Answers): No &lt;survey&gt;.</p>"
    boundtext.record(lacking)
    assert shown[1]["text/plain"] == "Not shown (a, b): No <survey>."


def test_claims_on_what_was_not_measured_are_neither_true_nor_false(shown):
    boundtext.direction("gifts", Unmeasured("Nobody asked."))
    entries = shown[0][MIME]["records"]
    assert [entry["reason"] for entry in entries] == ["Nobody asked."] * 3
    assert not [entry for entry in entries if "truth" in entry]
    assert list(shown[0]) == [MIME], "the reason is told where the value is recorded"


def test_a_heading_begins_anew(shown):
    boundtext.record("first", MEAN)
    boundtext.heading(SimpleNamespace(title="The next wave", evidence="observed"))
    boundtext.record("second", MEAN)
    boundtext.summary()
    assert "second" in shown[-1]["text/plain"]
    assert "first" not in shown[-1]["text/plain"]


def test_a_shared_method_is_noted_once_and_another_has_its_own_letter(shown):
    other = Estimate(9, None, None, None, 9, "schools", "count", "observed", "2018")
    boundtext.record({"a": MEAN, "b": MEAN, "c": other})
    lines = shown[0]["text/plain"].splitlines()
    assert [line[-1] for line in lines[:3]] == ["a", "a", "b"]
    assert lines[3:] == ["a: synthetic 2018. mean", "b: observed 2018. count"]


@pytest.mark.parametrize(
    ("ends", "holds"),
    [
        ((2, 8), "rose"),
        ((-8, -2), "fell"),
        ((-2, 8), "unclear"),
        ((0, 8), "unclear"),
        ((None, None), "unclear"),
    ],
)
@pytest.mark.parametrize(
    ("record", "words"),
    [
        (boundtext.direction, {"rose": "rose", "fell": "fell"}),
        (boundtext.gradient, {"rose": "positive", "fell": "negative"}),
    ],
)
def test_of_three_claims_on_a_direction_exactly_one_holds(shown, ends, holds, record, words):
    level = None if ends[0] is None else 0.95
    change = Estimate(
        5 if level is None else sum(ends) / 2, *ends, level, 9, "pounds", "mean", "observed", "2018"
    )
    record("gifts", change)
    (bundle,) = shown
    truths = {entry["key"]: entry["truth"] for entry in bundle[MIME]["records"]}
    words = words | {"unclear": "unclear"}
    assert list(truths) == [f"gifts_{word}" for word in words.values()]
    assert [key for key, truth in truths.items() if truth] == [f"gifts_{words[holds]}"]
    assert bundle["text/plain"].startswith(f"Claim gifts_{words[holds]} holds, ")
    assert all(f'id="result-{key}"' in bundle["text/html"] for key in truths)


@pytest.mark.parametrize("truth", [None, True, "yes", MEAN])
def test_a_claim_is_a_predicate_and_nothing_else(shown, truth):
    with pytest.raises(TypeError, match="no predicate"):
        boundtext.claim("rises", truth)


@pytest.mark.parametrize("key", ["Direct", "direct-mean", "2018_mean", ""])
def test_keys_that_could_not_be_quoted_are_refused(shown, key):
    with pytest.raises(ValueError, match="lower_snake_case"):
        boundtext.record(key, MEAN)


def test_a_bare_number_is_not_a_result(shown):
    with pytest.raises(TypeError, match="only an Estimate"):
        boundtext.record("direct_mean", 51.0)


def test_the_summary_repeats_what_was_recorded_but_records_nothing(shown):
    boundtext.record("direct_mean", MEAN)
    boundtext.summary()
    assert MIME not in shown[-1]
    assert "direct_mean" in shown[-1]["text/html"]
    assert 'id="result-' not in shown[-1]["text/html"]


def test_the_heading_tells_the_evidence(shown):
    boundtext.heading(SimpleNamespace(title="Wave <2018>", evidence="synthetic"))
    assert "say nothing about the world" in shown[0]["text/plain"]
    assert "Wave &lt;2018&gt;" in shown[0]["text/html"]


def executed(tmp_path, *entries):
    """An executed notebook whose cells hold these records."""
    cells = []
    for entry in entries:
        output = new_output("display_data", {MIME: {"records": [entry]}, "text/plain": "x"})
        cells.append(new_code_cell("pass", outputs=[output]))
    path = tmp_path / "rq1_extent.ipynb"
    nbformat.write(new_notebook(cells=cells), path)
    return path


def entry(key="direct_mean", **changes):
    return {"key": key, "kind": "estimate", "estimate": MEAN.to_dict() | changes}


def test_collecting_finds_every_record(tmp_path):
    path = executed(tmp_path, entry("a"), entry("b"))
    collected = boundtext.collect(path, "2018")
    assert (collected["run"], collected["notebook"]) == ("2018", "rq1_extent")
    assert [record["key"] for record in collected["records"]] == ["a", "b"]


def test_a_key_recorded_twice_is_an_error(tmp_path):
    with pytest.raises(boundtext.ResultError, match=r"'a' is recorded twice"):
        boundtext.collect(executed(tmp_path, entry("a"), entry("a")), "2018")


def test_a_result_of_another_run_is_an_error(tmp_path):
    with pytest.raises(boundtext.ResultError, match="says run '2016'"):
        boundtext.collect(executed(tmp_path, entry(run="2016")), "2018")


@pytest.fixture
def store(tmp_path):
    (tmp_path / "2018").mkdir()
    for stem in ("rq1_extent", "rq2_drivers", "frame"):
        content = json.dumps({"records": [entry("direct_mean")]})
        (tmp_path / "2018" / f"{stem}.json").write_text(content)
    quoted = {"key": "t1-don-2018", "kind": "quoted", "display": "£51"}
    (tmp_path / "figures.json").write_text(json.dumps({"records": [quoted]}))
    return boundtext.Store(tmp_path)


def test_a_key_may_shorten_the_notebook(store):
    assert store.find("2018.rq1.direct_mean").estimate == MEAN
    assert store.find("2018.rq1_extent.direct_mean").notebook == "rq1_extent"
    assert store.find("2018.frame.direct_mean").run == "2018"


def test_a_quoted_figure_is_found_by_collection_and_id(store):
    found = store.find("figures.t1-don-2018")
    assert found.entry["display"] == "£51"
    assert found.estimate is None


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("2018.rq1.direct_maen", "nearest: direct_mean"),
        ("2018.rq.direct_mean", "not 'rq'"),
        ("2022.rq1.direct_mean", "no results of '2022'; there are 2018"),
        ("printed.t1-don-2018", "collections: figures"),
        ("direct_mean", "neither"),
    ],
)
def test_a_missing_key_says_what_there_is(store, key, message):
    with pytest.raises(boundtext.ResultError, match=message):
        store.find(key)


def test_a_store_that_changed_is_read_again(store):
    assert store.find("2018.frame.direct_mean").estimate.value == 51
    path = store.folder / "2018" / "frame.json"
    path.write_text(json.dumps({"records": [entry(value=52.0)]}))
    import os

    os.utime(path, ns=(1, 1))
    assert store.find("2018.frame.direct_mean").estimate.value == 52


@pytest.fixture
def unmeasured(store):
    """A later run that says why it has no such number."""
    (store.folder / "2022").mkdir()
    lacking = {"key": "direct_mean", "kind": "unmeasured", "reason": "Nobody asked."}
    path = store.folder / "2022" / "frame.json"
    path.write_text(json.dumps({"records": [lacking]}), encoding="utf-8")
    return store


def test_what_a_named_run_did_not_measure_is_an_error_with_the_reason(unmeasured):
    with pytest.raises(UnmeasuredError, match=r"2022\.frame\.direct_mean .*: Nobody asked\."):
        unmeasured.find("2022.frame.direct_mean")


def test_latest_passes_over_a_run_that_did_not_measure(unmeasured):
    assert unmeasured.find("latest.frame.direct_mean").run == "2018"


def test_where_no_run_measured_every_reason_is_told(unmeasured):
    earlier = {"key": "direct_mean", "kind": "unmeasured", "reason": "It rained."}
    path = unmeasured.folder / "2018" / "frame.json"
    path.write_text(json.dumps({"records": [earlier]}), encoding="utf-8")
    with pytest.raises(UnmeasuredError, match=r"Nobody asked.*It rained"):
        unmeasured.find("latest.frame.direct_mean")
