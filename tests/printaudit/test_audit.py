"""The audit as a whole: an invented paper with verdicts worked by hand, and the command."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from judging import figure, judged

import printaudit
from printaudit import RegisterError, audit_report
from printaudit.__main__ import main
from printaudit.figure import parse_number
from printaudit.relations import Reading
from printaudit.units import CALENDAR
from printaudit.verdict import CONSISTENT, INCONSISTENT, UNDECIDED, UNDER_READING, VERDICTS

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
    "stone": UNDER_READING,  # 6 of 17 is 35.3%
    "gas": CONSISTENT,  # 11 of 18 is 61.1%
    "other": INCONSISTENT,  # 7 of 18 is 38.9%, 7 of 17 is 41.2%
    "ovens": INCONSISTENT,  # 136
    "baking": UNDER_READING,
    "flour": CONSISTENT,  # 480 loaves
    "dated": UNDER_READING,
    "pointed": INCONSISTENT,
    "dearer": CONSISTENT,
    "cheaper": INCONSISTENT,
    "tastier": UNDECIDED,
}


@pytest.fixture(scope="module")
def bakery():
    return printaudit.audit(*FILES)


def test_verdicts_on_an_invented_paper(bakery):
    assert {one.relation: one.verdict for one in bakery} == BY_HAND


def test_figures_of_an_invented_paper(bakery):
    found = printaudit.judge_figures(bakery, printaudit.read_figures(FILES[0]))
    given = ("rise", "dearer", "rise-again", "pointed", "cheaper")
    assert found["price-then"] == (CONSISTENT, given)
    assert found["price-rise-again"].verdict == INCONSISTENT
    assert found["ovens-stone"].relations == ("ovens", "stone")
    assert found["answered"].verdict == CONSISTENT  # taken as given where an oven's share fails
    assert found["taste-words"] == (UNDECIDED, ("tastier",))
    assert found["accounts"].verdict == UNDER_READING
    assert printaudit.judge_figures(bakery, ["elsewhere"])["elsewhere"] == (UNDECIDED, ())


def test_counts_leave_no_verdict_out(bakery):
    counted = printaudit.count_verdicts(one.verdict for one in bakery)
    assert counted == {CONSISTENT: 7, UNDER_READING: 3, INCONSISTENT: 8, UNDECIDED: 1}
    assert list(printaudit.count_verdicts([])) == list(VERDICTS)


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
    assert (found.verdict, found.reading) == (UNDER_READING, "if sixteen answered")
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
    found = printaudit.judge_figures([verdict], ["share", "heads"])
    assert found["share"].verdict == INCONSISTENT
    assert found["heads"] == (UNDECIDED, ("relation",))


def test_each_printed_text_is_parsed_once():
    parse_number.cache_clear()
    verdicts = printaudit.audit(*FILES)
    quantities = [
        one.printed
        for one in printaudit.read_figures(FILES[0]).values()
        if one.kind == "quantity" and one.unit not in CALENDAR
    ]
    assert verdicts
    assert parse_number.cache_info().misses <= len(set(quantities))


def test_a_figure_printed_as_zero_divides_nothing():
    figures = {
        "before": figure("a", "0/1", "ratio"),
        "after": figure("b", "1/2", "ratio"),
        "growth": figure("g", "50", wave="change"),
    }
    found = judged("growth", figures)
    assert found.verdict == UNDECIDED
    assert "zero" in found.arithmetic


def test_two_registers_may_not_share_an_id():
    with pytest.raises(RegisterError, match="also stand in another register"):
        printaudit.read_figures([FILES[0], FILES[0]])


# The command


def test_the_command_tells_and_writes_the_verdicts(tmp_path, capsys):
    folder = tmp_path / "new" / "out"
    assert main([*map(str, FILES), "--out", str(folder)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("19 relations: 7 consistent, 3 only under a reading, 8 inconsistent")
    assert "inconsistent: other: No whole number of 18 rounds to 40%" in said
    assert said.endswith("".join(f"{folder / name}\n" for name in audit_report.FILES))
    with (folder / "verdicts.csv").open(encoding="utf-8", newline="") as lines:
        assert {row["relation"]: row["verdict"] for row in csv.DictReader(lines)} == BY_HAND
    with (folder / "figure_verdicts.csv").open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 26
    assert (folder / "audit.md").read_text(encoding="utf-8").startswith("# Audit\n")


def test_the_command_keeps_the_registers_that_it_reads(tmp_path, capsys):
    for file in FILES:
        shutil.copy(file, tmp_path)
    register, relations = (tmp_path / file.name for file in FILES)
    words = [str(register), str(relations), "--out", str(tmp_path)]
    assert main(words) == 0
    assert register.read_bytes() == FILES[0].read_bytes()
    capsys.readouterr()
    taken = register.replace(tmp_path / "figure_verdicts.csv")
    assert main([str(taken), *words[1:]]) == 1
    assert f"{taken} is read, and would be overwritten; name another" in capsys.readouterr().err
    assert taken.read_bytes() == FILES[0].read_bytes()


def test_an_empty_folder_name_is_refused(capsys):
    with pytest.raises(SystemExit):
        main([*map(str, FILES), "--out", ""])
    assert "found an empty path; name a file or folder" in capsys.readouterr().err


def test_an_interrupt_is_told_without_a_traceback(monkeypatch, capsys):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("printaudit.__main__.report_audit", interrupt)
    assert main([*map(str, FILES)]) == 130
    assert capsys.readouterr().err == "stopped; run the command again to finish\n"


def test_a_reader_who_has_seen_enough_ends_it_quietly():
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "printaudit", "--checks"],
        stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
    )  # fmt: skip
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("files", [[FILES[0]], [FILES[1]], [*FILES, Path("notes.txt")]])
def test_the_command_needs_registers_and_relations(files, capsys):
    assert main([*map(str, files)]) == 1
    assert "registers (.csv) and relations (.yml)" in capsys.readouterr().err


def test_the_command_tells_what_is_wrong_with_the_files(tmp_path, capsys):
    bad = tmp_path / "bad.yml"
    bad.write_text("relations:\n- {id: a, check: grim, figures: {share: x, of: n}}\n")
    assert main([str(FILES[0]), str(bad)]) == 1
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
    assert main([str(register), str(relations), str(more)]) == 1
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


def test_one_base_tells_all_that_is_wrong(tmp_path):
    register, relations = tmp_path / "bad.csv", tmp_path / "bad.yml"
    register.write_text(FILES[0].read_text(encoding="utf-8").replace(",75,", ",175,"))
    relations.write_text("relations:\n- {id: a, check: guess, figures: {x: mean}}\n")
    for files, kind in (
        ((register, FILES[1]), RegisterError),
        ((FILES[0], relations), printaudit.RelationsError),
        ((register, relations), printaudit.AuditError),
    ):
        with pytest.raises(printaudit.AuditError) as caught:
            printaudit.audit(*files)
        assert type(caught.value) is kind


def test_two_files_may_not_share_the_id_of_a_relation(tmp_path):
    with pytest.raises(printaudit.RelationsError, match="response names relations in two files"):
        printaudit.audit(FILES[0], [FILES[1], FILES[1]])


def test_two_audits_are_the_same(bakery, tmp_path):
    figures = printaudit.read_figures(FILES[0])
    first = audit_report.write(bakery, figures, tmp_path / "one")
    second = audit_report.write(printaudit.audit(*FILES), figures, tmp_path / "two")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_a_missing_register_is_told_in_one_line(tmp_path, capsys):
    assert main([str(tmp_path / "none.csv"), str(FILES[1])]) == 1
    assert "none.csv: no register there; correct the path" in capsys.readouterr().err
