"""A school that converted, merged or reopened is one school over time."""

from linking_tables import decision, linked, schools

from newwave import linking

OLD = {"urn": 900_001, "name": "Zennorbridge Community Primary School", "status": "Closed"}
NEW = {"urn": 900_002, "name": "The Quarlswick Academy", "status": "Open"}


def test_old_and_new_name_both_find_the_successor():
    rows = ({**OLD, "successor_urn": 900_002}, NEW)
    assert decision("FRIENDS OF ZENNORBRIDGE PRIMARY SCHOOL", *rows) == "link 1"
    assert decision("QUARLSWICK ACADEMY PTA", *rows) == "link 1"
    assert "now 'The Quarlswick Academy'" in linked("ZENNORBRIDGE SCHOOL PTA", *rows)["reason"][0]


def test_chains_are_followed_to_their_end():
    middle = {"urn": 900_003, "name": "Zennorbridge School", "successor_urn": 900_002}
    rows = ({**OLD, "successor_urn": 900_003}, NEW, middle)
    assert decision("ZENNORBRIDGE PRIMARY SCHOOL PTA", *rows) == "link 1"


def test_a_circle_ends_and_a_successor_outside_the_table_changes_nothing():
    rows = ({**OLD, "successor_urn": 900_002}, {**NEW, "successor_urn": 900_001})
    assert decision("ZENNORBRIDGE PRIMARY SCHOOL PTA", *rows) == "link 1"
    assert (
        decision("ZENNORBRIDGE PRIMARY SCHOOL PTA", {**OLD, "successor_urn": 999_999}) == "link 0"
    )


def test_a_school_that_succeeds_itself_is_itself():
    assert (
        decision("ZENNORBRIDGE PRIMARY SCHOOL PTA", {**OLD, "successor_urn": 900_001}) == "link 0"
    )


def test_a_closed_and_an_open_school_at_one_postcode_are_one():
    old = {"name": "Zennorbridge Primary School", "postcode": "ZZ1 1AA", "status": "Closed"}
    new = {"name": "Zennorbridge Primary School", "postcode": "ZZ11AA", "status": "Open"}
    assert decision("ZENNORBRIDGE PRIMARY SCHOOL PTA", old, new) == "link 1"


def test_same_names_without_a_postcode_stay_apart():
    twice = ({"name": "Zennorbridge Primary School"}, {"name": "Zennorbridge Primary School"})
    assert decision("ZENNORBRIDGE PRIMARY SCHOOL PTA", *twice) == "ambiguous"


def test_the_urn_is_a_number_that_may_be_missing():
    links = linking.link(schools(OLD).rename(columns={"urn": "charity_number"}), schools(OLD))
    assert str(links["urn"].dtype) == "Int64"
    assert links["urn"].isna().all()
