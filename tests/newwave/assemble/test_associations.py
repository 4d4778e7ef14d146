"""Parents' associations: registered or unknown, whose accounts, of which year."""

from datetime import date

import pandas as pd
import pytest
from built_from import made, one_each, register, school, touched
from hypothesis import given
from hypothesis import strategies as st

from newwave.assemble.associations import closest_returns
from newwave.assemble.succession import Succession

PTA = {"charity_number": 1000001, "name": "Elm Road Primary School PTA"}
OAK = {"charity_number": 1000002, "name": "Friends of Oak Lane Primary School"}


def filed(number, end, income):
    return {"charity_number": number, "end": end, "income": income}


def links(*rows):
    return pd.DataFrame(rows, columns=["urn", "linked_urn", "link"])


def test_a_school_is_registered_or_unknown_and_never_none():
    found = register([PTA], [filed(1000001, "2022-03-31", 8300.0)])
    built = made(one_each({}, {}, register=found))
    assert built.schools["pta_status"].tolist() == ["registered", "unknown"]
    assert school(built, 100001)["pta_income"] == 8300
    assert pd.isna(school(built, 100002)["pta_income"])
    assert touched(built, "unknown, not none") == 1


def test_without_the_register_every_status_is_unknown_and_the_note_says_so():
    built = made(one_each({}, {}))
    assert set(built.schools["pta_status"]) == {"unknown"}
    assert any("register of charities was not at hand" in note for note in built.facts["notes"])


def test_a_return_of_zero_is_zero():
    built = made(one_each({}, register=register([PTA], [filed(1000001, "2022-03-31", 0.0)])))
    assert school(built, 100001)["pta_income"] == 0


def test_the_closest_year_counts_and_how_far_it_is_off_is_told():
    returns = [
        filed(1000001, "2021-08-31", 111.0),
        filed(1000001, "2022-08-31", 222.0),
        filed(1000002, "2022-07-31", 444.0),
        filed(1000002, "2021-07-31", 333.0),
    ]
    built = made(one_each({}, {}, register=register([PTA, OAK], returns)))
    assert built.schools["pta_income"].tolist() == [222, 444]
    assert "  1  4 months" in built.report
    assert "  1  5 months" in built.report


def pair(end="2022-03-31"):
    return pd.DataFrame({"charity_number": [1], "school": [9], "ends": [pd.Timestamp(end)]})


def returns(*rows):
    table = pd.DataFrame(rows, columns=["end", "income"]).assign(charity_number=1)
    return table.assign(end=pd.to_datetime(table["end"]))


def test_of_two_equally_close_accounts_the_earlier_is_taken():
    found = closest_returns(pair(), returns(("2022-09-30", 2.0), ("2021-09-30", 1.0)), 12)
    assert found[["income", "apart"]].to_numpy().tolist() == [[1.0, 6]]


@given(
    st.lists(
        st.tuples(st.dates(date(2019, 1, 1), date(2025, 1, 1)), st.floats(0, 1e6)), max_size=6
    ),
    st.integers(0, 24),
)
def test_no_account_within_reach_is_closer_than_the_one_taken(filed_on, within):
    found = closest_returns(pair(), returns(*filed_on), within)
    off = [abs((end.year - 2022) * 12 + end.month - 3) for end, _ in filed_on]
    near = [months for months in off if months <= within]
    assert found["apart"].tolist() == ([min(near)] if near else [])


@pytest.mark.parametrize(("within", "income"), [(12, [5.0]), (11, [])])
def test_accounts_too_far_off_do_not_count(within, income):
    assert (
        closest_returns(pair(), returns(("2023-03-31", 5.0)), within)["income"].tolist() == income
    )


def test_a_return_that_gives_no_income_counts_as_none():
    found = closest_returns(pair(), returns(("2022-03-31", None), ("2021-12-31", 7.0)), 12)
    assert found[["income", "apart"]].to_numpy().tolist() == [[7.0, 3]]


def test_registered_without_accounts_of_the_time_has_no_income():
    found = register([PTA], [filed(1000001, "2015-03-31", 8300.0)])
    built = made(one_each({}, register=found))
    assert school(built, 100001)["pta_status"] == "registered"
    assert pd.isna(school(built, 100001)["pta_income"])
    assert touched(built, "without accounts within 12 months") == 1
    nearer = made(one_each({}, register=found), months_apart=120)
    assert school(nearer, 100001)["pta_income"] == 8300


def test_accounts_below_the_threshold_are_kept_and_what_is_unseen_has_no_bound():
    found = register([PTA], [filed(1000001, "2022-03-31", 900.0)])
    built = made(one_each({}, {}, {}, register=found))
    assert school(built, 100001)["pta_income"] == 900
    assert touched(built, "Accounts below £5,000") == 1
    assert "Unseen: no association of 2 schools was found" in built.report
    assert "one below £5,000 a year, which need not register" in built.report
    assert "less than £" not in built.report
    lower = made(one_each({}, {}, {}, register=found), threshold=800)
    assert school(lower, 100001)["pta_income"] == 900
    assert touched(lower, "Accounts below £800") == 0
    assert "one below £800 a year" in lower.report


def test_an_association_counts_only_while_it_is_on_the_register():
    gone = PTA | {"removed": pd.Timestamp("2021-03-31"), "status": "removed"}
    later = OAK | {"registered": pd.Timestamp("2022-04-01")}
    built = made(one_each({}, {}, register=register([gone, later])))
    assert set(built.schools["pta_status"]) == {"unknown"}
    assert touched(built, "removed before the finance year") == 1
    assert touched(built, "registered after the finance year") == 1
    during = PTA | {"removed": pd.Timestamp("2021-06-30"), "status": "removed"}
    assert made(one_each({}, register=register([during]))).schools["pta_status"].tolist() == [
        "registered"
    ]


def test_several_associations_of_one_school_are_added():
    friends = {"charity_number": 1000005, "name": "Friends of Elm Road Primary School"}
    found = register(
        [PTA, friends],
        [filed(1000001, "2022-03-31", 1000.0), filed(1000005, "2022-03-31", 500.0)],
    )
    built = made(one_each({}, register=found))
    assert school(built, 100001)["pta_income"] == 1500
    assert touched(built, "several associations") == 1


SHARED = {"charity_number": 1000009, "name": "Elm Road Infant and Junior Schools PTA"}
INFANTS = {"gias_name": "Elm Road Infant School", "gias_low_age": 4, "gias_high_age": 7}
JUNIORS = {"gias_name": "Elm Road Junior School", "gias_low_age": 7, "gias_high_age": 11}


def test_an_association_of_two_schools_is_divided_by_pupils():
    found = register([SHARED], [filed(1000009, "2022-03-31", 4000.0)])
    built = made(one_each(INFANTS | {"pupils": 100.0}, JUNIORS | {"pupils": 300.0}, register=found))
    assert built.schools["pta_income"].tolist() == [1000, 3000]
    assert built.schools["pta_status"].tolist() == ["registered", "registered"]
    assert touched(built, "income divided by pupils") == 1


def test_the_share_of_a_school_outside_the_wave_stays_outside():
    found = register([SHARED], [filed(1000009, "2022-03-31", 4000.0)])
    inputs = one_each(INFANTS | {"pupils": 100.0}, JUNIORS | {"gias_pupils": 300.0})
    infants = inputs.accounts[inputs.accounts["urn"] == 100001]
    built = made(one_each(INFANTS, JUNIORS | {"gias_pupils": 300.0}, accounts=infants,
                          register=found))  # fmt: skip
    assert built.schools["pta_income"].tolist() == [1000]


def test_a_share_among_schools_of_unknown_size_is_missing():
    found = register([SHARED], [filed(1000009, "2022-03-31", 4000.0)])
    built = made(one_each(INFANTS, JUNIORS | {"pupils": None, "gias_pupils": None}, register=found))
    assert built.schools["pta_income"].isna().all()
    assert set(built.schools["pta_status"]) == {"registered"}


def test_an_association_of_a_secondary_school_is_given_to_no_primary_school():
    inputs = one_each(
        {"gias_name": "Elm Road Primary School"},
        {"gias_name": "Elm Road Secondary School", "gias_phase": "Secondary", "gias_low_age": 11,
         "gias_high_age": 18},
    )  # fmt: skip
    one = inputs.accounts[inputs.accounts["urn"] == 100001]
    found = register([{"charity_number": 1000003, "name": "Elm Road Secondary School PTA"}])
    built = made(one_each({}, accounts=one, schools=inputs.schools, register=found))
    assert built.schools["pta_status"].tolist() == ["unknown"]
    assert touched(built, "not in the wave") == 1


def test_the_secondary_schools_of_an_authority_that_was_divided_are_known_too():
    moved = {"gias_la_code": 942}
    inputs = one_each(
        moved | {"gias_name": "Elm Road Primary School"},
        moved | {"gias_name": "Elm Road Secondary School", "gias_phase": "Secondary"},
    )
    one = inputs.accounts[inputs.accounts["urn"] == 100001]
    found = register([{"charity_number": 1000003, "name": "Elm Road Secondary School PTA"}])
    built = made(one_each({}, accounts=one, schools=inputs.schools, register=found))
    assert built.schools["pta_status"].tolist() == ["unknown"]
    assert touched(built, "not in the wave") == 1


def test_an_association_of_the_academy_that_a_school_became_is_the_schools():
    academy = {"gias_name": "Elm Road Academy", "gias_status": "Open"}
    inputs = one_each({"gias_status": "Closed", "gias_closed": "2021-12-31"}, academy)
    one = inputs.accounts[inputs.accounts["urn"] == 100001]
    found = register(
        [{"charity_number": 1000004, "name": "Elm Road Academy PTA"}],
        [filed(1000004, "2022-03-31", 600.0)],
    )
    built = made(
        one_each({}, accounts=one, schools=inputs.schools, register=found,
                 links=links((100001, 100002, "successor")))
    )  # fmt: skip
    assert built.schools["pta_status"].tolist() == ["registered"]
    assert school(built, 100001)["pta_income"] == 600
    assert touched(built, "earlier or later URN") == 1


def test_ambiguous_associations_are_given_to_none():
    twins = [
        {"gias_name": "St Mary's Primary School", "gias_town": "Hythe", "gias_postcode": "CT11AA"},
        {"gias_name": "St Mary's Primary School", "gias_town": "Deal", "gias_postcode": "CT22BB"},
    ]
    found = register([{"charity_number": 1000006, "name": "St Mary's Primary School PTA"}])
    built = made(one_each(*twins, register=found))
    assert set(built.schools["pta_status"]) == {"unknown"}
    assert touched(built, "given to none") == 1


def test_a_number_given_again_stands_once():
    old = PTA | {"registered": pd.Timestamp("1990-01-01"), "name": "Another Trust"}
    built = made(one_each({}, register=register([old, PTA])))
    assert built.schools["pta_status"].tolist() == ["registered"]


def test_double_counting_is_bounded_and_not_netted():
    found = register([PTA, OAK], [filed(1000001, "2022-03-31", 3000.0),
                                  filed(1000002, "2022-03-31", 9000.0)])  # fmt: skip
    built = made(one_each({"donations": 5000.0}, {"donations": 1000.0}, {}, register=found))
    assert "not netted" in built.report
    assert "2 schools have donations and association income" in built.report
    assert "£23,000 if none" in built.report
    assert "£19,000 if as much" in built.report
    assert built.schools["direct_donations"].tolist() == [5000, 1000, 5000]


def test_a_succession_follows_links_told_from_either_end():
    line = Succession(links((1, 2, "successor"), (3, 2, "predecessor"), (4, 5, "other")))
    assert line.later(1) == {2, 3}
    assert line.earlier(3) == {1, 2}
    assert line.successor(1) == 2
    assert line.find_among({1, 9}, 3) == 1
    assert line.find_among({1, 9}, 9) == 9
    assert line.find_among({5}, 4) is None


def test_a_merged_school_stands_for_neither_of_its_two_predecessors():
    line = Succession(links((1, 3, "successor"), (2, 3, "successor")))
    assert line.find_among({1, 2}, 3) is None
    assert line.find_among({1}, 3) == 1
    assert line.find_among({3}, 1) == 3


def test_links_that_go_round_end():
    line = Succession(links((1, 2, "successor"), (2, 1, "successor"), (1, 1, "successor")))
    assert line.later(1) == {2}
