"""The synthetic waves: made the same each time, in agreement with what they claim, plausible."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import paper, project, waves
from newwave import synthetic
from newwave.errors import NewWaveError
from newwave.synthetic import calibration, conflicts, given_numbers, numerics


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folders = [tmp_path_factory.mktemp("built") for _ in range(2)]
    return [(folder, synthetic.write_waves(folder=folder)) for folder in folders]


@pytest.fixture(scope="module")
def pair():
    return {wave.id: wave for wave in waves.all() if wave.id in ("2016", "2018")}


@pytest.fixture(scope="module")
def report():
    return calibration.read_report().set_index("target")


def test_two_builds_and_the_committed_files_are_the_same_bytes(built):
    committed = project.root() / "data" / "waves"
    (first, paths), (second, _) = built
    assert len(paths) == 7
    for path in paths:
        name = path.relative_to(first)
        assert path.read_bytes() == (second / name).read_bytes()
        assert path.read_bytes() == (committed / name).read_bytes(), (
            f"{name} is not what the code makes: run `edition wave synthetic`"
        )


def test_another_seed_makes_other_schools(tmp_path, built):
    synthetic.write_waves(seed=7, folder=tmp_path)
    folder, _ = built[0]
    for name in ("2016/schools.csv", "2018/survey.csv"):
        assert (tmp_path / name).read_bytes() != (folder / name).read_bytes()


def test_the_report_is_measured_on_the_committed_tables(pair, report):
    for target in calibration.list_targets():
        generated = target.measure(pair)
        row = report.loc[target.id]
        assert row["generated"] == pytest.approx(generated, abs=1e-4)
        assert row["met"] == target.met(generated)


def test_met_rows_round_to_what_was_printed(report):
    checked = 0
    for id in report.index[report["met"]]:
        if id.startswith("kent-"):
            continue
        figure = paper.figure(id)
        if figure.kind != "quantity" or figure.qualifier:
            continue
        digits = len(figure.printed.partition(".")[2])
        # Printed halves are rounded up, as people round.
        rounded = math.floor(report.at[id, "generated"] * 10**digits + 0.5) / 10**digits
        assert rounded == figure.value, id
        checked += 1
    assert checked > 40


def test_what_is_not_met_says_what_stands_against_it(report):
    unmet = report[~report["met"]]
    assert (unmet["conflicts_with"] != "").all()
    assert (report.loc[report["met"], "conflicts_with"] == "").all()
    assert set(unmet.index) == {
        "meth-54-withdrawn",
        "t1-max-2018",
        "rq3-top1-10",
        "rq3-bottom1-033pp",
        "rq2-general-2018",
        "disc-58pct",
    }
    assert unmet.at["rq3-top1-10", "conflicts_with"].split(";") == [
        "rq3-max-total",
        "rq3-mean-19883",
        "rq3-top1-476784",
    ]


def test_the_totals_that_were_met_can_hold_together():
    met = frozenset(conflicts.RECORDED_INCOME) - {"rq3-top1-10"}
    assert conflicts.incomes_possible(met)
    assert not conflicts.incomes_possible(met | {"rq3-top1-10"})


def test_a_printed_figure_in_words_is_told_with_its_file():
    with pytest.raises(NewWaveError, match=r"figures\.csv: rq3-trendline, .* is no number"):
        given_numbers.printed_number("rq3-trendline")


def test_smallest_conflicts_are_smallest():
    def possible(ids):
        return not ({"a", "b"} <= ids or {"a", "c", "d"} <= ids)

    found = conflicts.smallest_conflicts("a", ["b", "c", "d"], possible)
    assert found == [frozenset("b"), frozenset("cd")]


def test_the_later_wave_is_made_of_survivors(pair):
    first, second = pair["2016"].schools, pair["2018"].schools
    both = first.merge(second, on="urn", suffixes=("", "_later"))
    assert len(both) == len(second) == 306
    assert len(first) == 380
    assert (both["imd_decile"] == both["imd_decile_later"]).all()
    assert (both["name"] == both["name_later"]).all()
    assert both["name"].str.fullmatch(r"Synthetic School \d{3}").all()


def test_questionnaires_come_from_schools_of_the_wave(pair):
    for wave, count in (("2016", 114), ("2018", 70)):
        survey = pair[wave].survey
        assert len(survey) == count
        assert survey["urn"].is_unique
        assert set(survey["urn"]) <= set(pair[wave].schools["urn"])


def test_items_that_were_not_asked_are_missing_throughout(pair):
    not_asked = ["volunteer_focus_up", "volunteer_support_up", "reduced_specialist_staff"]
    first = pair["2016"].survey
    assert first[not_asked].isna().all(axis=None)
    assert first[list(set(waves.SURVEY_ITEMS) - set(not_asked))].notna().all(axis=None)
    assert pair["2018"].survey[list(waves.SURVEY_ITEMS)].notna().all(axis=None)


def test_the_poorest_reporters_hold_true_zeros_and_true_gaps(pair):
    schools = pair["2016"].schools
    assert (schools["direct_donations"] == 0).any()
    assert (schools["pta_income"].isna() == schools["pta_status"].ne("registered")).all()


@pytest.mark.parametrize("wave", ["2016", "2018"])
class TestPlausible:
    def rank(self, one, other):
        return one.astype(float).corr(other.astype(float), method="spearman")

    def test_income_rises_with_size_and_affluence(self, pair, wave):
        schools = pair[wave].schools
        recorded = waves.income(schools, "recorded")
        assert self.rank(recorded, schools["pupils"]) > 0.2
        assert self.rank(recorded, schools["imd_decile"]) > 0.2
        assert self.rank(schools["pupil_premium"] / schools["pupils"], schools["imd_decile"]) < -0.5

    def test_the_part_of_associations_rises_with_affluence(self, pair, wave):
        schools = pair[wave].schools
        recorded = waves.income(schools, "recorded")
        part = (schools["pta_income"].fillna(0) / recorded)[recorded > 0]
        assert self.rank(part, schools["imd_decile"]) > 0.3

    def test_schools_of_one_decile_differ_widely(self, pair, wave):
        schools = pair[wave].schools
        recorded = waves.income(schools, "recorded")
        groups = recorded.groupby(schools["imd_decile"])
        assert (groups.quantile(0.9) > 1.5 * groups.quantile(0.1)).all()

    def test_help_rises_with_affluence(self, pair, wave):
        survey = pair[wave].survey.merge(pair[wave].schools[["urn", "imd_decile"]], on="urn")
        per_pupil = survey["volunteer_minutes"] / survey["pupils"]
        assert self.rank(per_pupil, survey["imd_decile"]) > 0.4

    def test_budgets_per_pupil_are_those_of_primary_schools(self, pair, wave):
        schools = pair[wave].schools
        per_pupil = schools["total_income"] / schools["pupils"]
        assert 3_800 < per_pupil.median() < 5_000
        assert self.rank(per_pupil, schools["pupils"]) < 0
        assert schools["pupils"].between(40, 803).all()


def test_schools_keep_their_rank_between_the_waves(pair):
    money = {
        wave.id: wave.schools.set_index("urn").pipe(waves.income, "recorded")
        for wave in pair.values()
    }
    both = money["2016"].to_frame("first").join(money["2018"].rename("second"), how="inner")
    assert both.corr(method="spearman").iloc[0, 1] > 0.4


def test_calibrating_meets_the_total_inside_the_limits():
    rng = np.random.default_rng(1)
    low, high, weights = np.zeros(50), rng.uniform(1, 3, 50), rng.uniform(0.5, 2, 50)
    values = high * rng.uniform(0.1, 0.9, 50)
    goal = 1.2 * float(weights @ values)
    moved = numerics.calibrate(values, low, high, weights, goal)
    assert weights @ moved == pytest.approx(goal)
    assert ((low < moved) & (moved < high)).all()
    assert (moved > values).all()
    with pytest.raises(ValueError, match="the limits allow"):
        numerics.calibrate(values, low, high, weights, 1e6)


def test_rounding_keeps_the_total():
    values = np.array([1.5, 2.25, 0.25, 3.0])
    assert numerics.round_to_total(values).tolist() == [2.0, 2.0, 0.0, 3.0]
    assert numerics.apportion(10, np.array([1, 1, 1])).tolist() == [4, 3, 3]


def test_a_straight_line_is_the_smoothest_curve_between_two_points():
    grid = np.array([0.0, 1.0, 3.0, 4.0])
    ends = [(np.array([1.0, 0, 0, 0]), 2.0), (np.array([0, 0, 0, 1.0]), 10.0)]
    assert numerics.smoothest_curve(grid, ends) == pytest.approx([2, 4, 8, 10])


def test_mean_and_median_are_reached():
    values = np.random.default_rng(2).lognormal(0, 0.5, 101)
    got = numerics.stretch_to(values, 12.0, 10.0)
    assert got.mean() == pytest.approx(12.0)
    assert np.median(got) == pytest.approx(10.0)
    assert (np.argsort(got) == np.argsort(values)).all()
