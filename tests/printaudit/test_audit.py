"""The audit as a whole: an invented paper with verdicts worked by hand, and this paper."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from judging import figure, judged

import printaudit
from edition import cli
from helpers import project
from helpers.paper import audit_with_context, path
from printaudit import RegisterError, report
from printaudit.relations import Reading
from printaudit.verdict import CANNOT, CONSISTENT, INCONSISTENT, ONLY, VERDICTS

BAKERY = Path(__file__).parent / "bakery"
FILES = [BAKERY / "figures.csv", BAKERY / "relations.yml"]

BY_HAND = {
    "response": CONSISTENT,  # 18 of 24 is three quarters
    "rise": CONSISTENT,  # 2.995 / 2.405 = 1.245, 3.005 / 2.395 = 1.255
    "rise-again": INCONSISTENT,
    "rises-equal": INCONSISTENT,
    "output": CONSISTENT,  # 24 times 479.5 to 480.5 is 11508 to 11532
    "output-again": INCONSISTENT,
    "output-ends": CONSISTENT,
    "largest": INCONSISTENT,  # 1100 of 11520 is 9.5%
    "stone": ONLY,  # 6 of 17 is 35.3%
    "gas": CONSISTENT,  # 11 of 18 is 61.1%
    "other": INCONSISTENT,  # 7 of 18 is 38.9%, 7 of 17 is 41.2%
    "ovens": INCONSISTENT,  # 136
    "baking": ONLY,
    "flour": CONSISTENT,  # 480 loaves
    "dated": ONLY,
    "pointed": INCONSISTENT,
    "dearer": CONSISTENT,
    "cheaper": INCONSISTENT,
    "tastier": CANNOT,
}


@pytest.fixture(scope="module")
def bakery():
    return printaudit.audit(*FILES)


@pytest.fixture(scope="module")
def paper():
    return audit_with_context()


def test_verdicts_on_an_invented_paper(bakery):
    assert {one.relation: one.verdict for one in bakery} == BY_HAND


def test_figures_of_an_invented_paper(bakery):
    found = printaudit.by_figure(bakery, printaudit.figures_of(FILES[0]))
    given = ("rise", "dearer", "rise-again", "pointed", "cheaper")
    assert found["price-then"] == (CONSISTENT, given)
    assert found["price-rise-again"].verdict == INCONSISTENT
    assert found["ovens-stone"].relations == ("ovens", "stone")
    assert found["answered"].verdict == CONSISTENT  # taken as given where an oven's share fails
    assert found["taste-words"] == (CANNOT, ("tastier",))
    assert found["accounts"].verdict == ONLY
    assert printaudit.by_figure(bakery, ["elsewhere"])["elsewhere"] == (CANNOT, ())


def test_counts_leave_no_verdict_out(bakery):
    counted = printaudit.counts(one.verdict for one in bakery)
    assert counted == {CONSISTENT: 7, ONLY: 3, INCONSISTENT: 8, CANNOT: 1}
    assert list(printaudit.counts([])) == list(VERDICTS)


def test_readings_are_tried_in_order_and_the_reason_is_told():
    share, heads = figure("share", "75"), figure("heads", "18", "heads")
    others = (figure("a", "16", "heads"), figure("b", "4", "heads"))
    readings = (
        Reading("if seventeen answered", {"of": "c"}),
        Reading("if sixteen answered", {"of": "a"}),
        Reading("if four answered", {"of": "b"}),
    )
    found = judged(
        "count",
        {"share": share, "count": figure("k", "12", "heads"), "of": heads},
        readings=readings,
        others=(*others, figure("c", "17", "heads")),
        because="some did not.",
        note="A remark.",
    )
    assert (found.verdict, found.reading) == (ONLY, "if sixteen answered")
    assert found.arithmetic == (
        "12 of 18 is 66.7%, which does not round to the printed 75%. It holds if sixteen answered:"
        " 12 of 16 is 75%, which rounds to the printed 75%. A remark. Most likely reason: some did"
        " not."
    )
    assert found.figures == ("share", "k", "heads", "a")


def test_a_reading_that_nothing_tests_leaves_the_verdict_and_is_named():
    figures = {
        "share": figure("share", "70"),
        "count": figure("k", "12", "heads"),
        "of": figure("heads", "18", "heads"),
    }
    readings = (
        Reading("if sixteen answered", {"of": "a"}),
        Reading("if some were counted twice"),
    )
    found = judged("count", figures, readings=readings, others=(figure("a", "16", "heads"),))
    assert (found.verdict, found.reading) == (INCONSISTENT, "")
    assert "Nor does it hold if sixteen answered." in found.arithmetic
    assert "if some were counted twice, which no printed figure can test" in found.arithmetic


def test_a_relation_that_fails_spares_the_figures_it_takes_as_given():
    figures = {
        "share": figure("share", "70"),
        "count": figure("k", "12", "heads"),
        "of": figure("heads", "18", "heads"),
    }
    verdict = judged("count", figures, in_doubt=("share",))
    found = printaudit.by_figure([verdict], ["share", "heads"])
    assert found["share"].verdict == INCONSISTENT
    assert found["heads"] == (CANNOT, ("relation",))


def test_two_registers_may_not_share_an_id():
    with pytest.raises(RegisterError, match="also stand in another register"):
        printaudit.figures_of([FILES[0], FILES[0]])


# This paper


def verdict_of(paper, relation: str) -> printaudit.Verdict:
    (found,) = [one for one in paper if one.relation == relation]
    return found


@pytest.mark.parametrize(
    ("relation", "verdict", "told"),
    [
        ("growth-donations", CONSISTENT, "21.7% to 27.2%"),
        ("growth-associations", CONSISTENT, "21.9% to 28.2%"),
        ("schools-left", INCONSISTENT, "leaves 74"),
        ("top-share-of-income", INCONSISTENT, "7.84%"),
        ("incomes-without-top-share", CONSISTENT, "at once"),
        ("incomes-with-top-share", INCONSISTENT, "top 1% with a share of 10%"),
        ("greatest-direct-not-above-greatest-combined", INCONSISTENT, "£594.50"),
        ("grim-general-2018", ONLY, "52 of 69"),
        ("growth-of-statutory", ONLY, "32 of 114 to 30 of 70"),
        ("growth-of-statutory-as-rounded", CONSISTENT, "49.1% to 58.2%"),
        ("size-of-lowest", ONLY, "870.1 to 897.9 pupils"),
        ("reference-to-table-1", ONLY, "Figure 1"),
        ("strategic-dated-2016", ONLY, "2013/14"),
        ("range-units-2018", ONLY, "19,440 times"),
        ("response-2018", CONSISTENT, "22.9%"),
        ("ctx-donations-first-own-site", INCONSISTENT, "£43"),
        ("ctx-donations-and-association", ONLY, "£95 to £97"),
        ("ctx-funding-in-all", INCONSISTENT, "100.7%"),
    ],
)
def test_what_is_known_of_this_paper(paper, relation, verdict, told):
    found = verdict_of(paper, relation)
    assert found.verdict == verdict
    assert told in found.arithmetic


def test_every_quantity_that_could_be_checked_and_every_statement_has_a_relation(paper):
    figures = printaudit.figures_of(REGISTERS_OF_PAPER)
    found = printaudit.by_figure(paper, figures)
    untouched = [id for id, one in found.items() if not one.relations]
    kinds = {id: figures[id].kind for id in untouched}
    assert [id for id, kind in kinds.items() if kind == "statement"] == []
    # Numbers of others, dates and lists that the paper does not spell out.
    alone = {
        "intro-rally-date",
        "intro-letters-date",
        "intro-one-la",
        "lit-ostrom-1977",
        "lit-voorberg-3-levels",
        "lit-bh-4-types",
        "lit-two-areas",
        "mkt-academies-act-2000",
        "mkt-academies-act-2010",
        "mkt-dfe-2018",
        "meth-variables",
        "meth-int-top10",
        "disc-seven-evils",
    }
    assert {id for id, kind in kinds.items() if kind == "quantity"} == alone


REGISTERS_OF_PAPER = path("figures.csv")


def test_the_paper_can_be_audited_without_what_others_printed(paper):
    alone = printaudit.audit(REGISTERS_OF_PAPER, path("relations.yml"))
    assert alone == paper[: len(alone)]
    assert all(one.relation.startswith("ctx-") for one in paper[len(alone) :])


def test_every_sentence_is_whole(paper):
    for one in paper:
        assert one.arithmetic.endswith("."), one
        assert ".." not in one.arithmetic, one
        assert "  " not in one.arithmetic, one
        assert "None" not in one.arithmetic, one
        assert (one.verdict == ONLY) == bool(one.reading), one
        assert one.figures, one


def test_plausible_sizes_are_those_of_the_real_schools():
    frame = pd.read_csv(project.root() / "data/reference/frames.csv").set_index("id")["value"]
    text = (path("relations.yml")).read_text(encoding="utf-8")
    ends = (frame["kent-roll-smallest"], frame["kent-roll-largest"])
    assert f"plausible: [{ends[0]:.0f}, {ends[1]:.0f}]" in text
    assert f"plausible: [0, {frame['kent-income-largest-1']:.0f}]" in text


# The command


def test_the_command_tells_and_writes_the_verdicts(tmp_path, capsys):
    folder = tmp_path / "new" / "out"
    assert cli.main(["audit", *map(str, FILES), "--out", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("19 relations: 7 consistent, 3 only under a reading, 8 inconsistent")
    assert "inconsistent: other: No whole number of 18 rounds to 40%" in said
    table = pd.read_csv(folder / "verdicts.csv")
    assert dict(zip(table["relation"], table["verdict"], strict=True)) == BY_HAND
    assert len(pd.read_csv(folder / "figures.csv")) == 26
    assert (folder / "audit.md").read_text(encoding="utf-8").startswith("# Audit\n")


@pytest.mark.parametrize("files", [[FILES[0]], [FILES[1]], [*FILES, Path("notes.txt")]])
def test_the_command_needs_registers_and_relations(files, capsys):
    assert cli.main(["audit", *map(str, files)]) == 1
    assert "registers (.csv) and relations (.yml)" in capsys.readouterr().err


def test_the_command_tells_what_is_wrong_with_the_files(tmp_path, capsys):
    bad = tmp_path / "bad.yml"
    bad.write_text("relations:\n- {id: a, check: grim, figures: {share: x, of: n}}\n")
    assert cli.main(["audit", str(FILES[0]), str(bad)]) == 1
    said = capsys.readouterr().err
    assert f"{bad}: 1 problem(s)" in said
    assert "no figure 'x'" in said


def test_all_that_is_wrong_with_all_files_comes_in_one_message(tmp_path, capsys):
    register = tmp_path / "bad.csv"
    rows = FILES[0].read_text(encoding="utf-8").splitlines()
    rows[1] = rows[1].replace(",24,bakeries", ",,bakeries")  # row 2, n: no value
    rows[3] = rows[3].replace(",75,percent", ",175,percent")  # row 4, response
    rows[6] = rows[6].replace(",10,", ",,", 1)  # row 7, price-then: no line
    rows[10] = rows[10].replace(",direction,", ",,")  # row 11, price-words: no unit
    register.write_text("\n".join(rows) + "\n", encoding="utf-8")
    relations = tmp_path / "bad.yml"
    relations.write_text(
        "relations:\n"
        "- {id: a, check: count, figures: {share: response, count: answered, of: bakers}}\n"
        "- {id: b, check: grim, figures: {share: mean, of: answered}}\n",
        encoding="utf-8",
    )
    more = tmp_path / "more.yml"
    more.write_text("relations:\n- {id: c, check: guess, figures: {x: mean}}\n", encoding="utf-8")
    assert cli.main(["audit", str(register), str(relations), str(more)]) == 1
    said = capsys.readouterr().err
    for told in (
        f"{register}: 4 problem(s)",
        "row 2, printed: empty",
        "row 4, printed: '175' is above 100 percent",
        "row 7, lines: empty",
        "row 11, unit: empty",
        f"{relations}: 2 problem(s)",
        "line 2, a: of: no figure 'bakers'",
        "line 3, b: share: mean is '480' in 'loaves per bakery per day'; name percent",
        f"{more}: 1 problem(s)",
        "unknown check 'guess'",
    ):
        assert told in said


def test_two_files_may_not_share_the_id_of_a_relation(tmp_path):
    with pytest.raises(printaudit.RelationsError, match="response names relations in two files"):
        printaudit.audit(FILES[0], [FILES[1], FILES[1]])


def test_two_audits_are_the_same(bakery, tmp_path):
    figures = printaudit.figures_of(FILES[0])
    first = report.write(bakery, figures, tmp_path / "one")
    second = report.write(printaudit.audit(*FILES), figures, tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_missing_register_is_told_in_one_line(tmp_path, capsys):
    assert cli.main(["audit", str(tmp_path / "none.csv"), str(FILES[1])]) == 1
    assert "none.csv: no register there; correct the path" in capsys.readouterr().err
