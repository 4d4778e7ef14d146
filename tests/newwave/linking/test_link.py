"""Associations and schools with invented names: every form and every trap."""

import pandas as pd
import pytest

from newwave import linking
from newwave.errors import NewWaveError

SCHOOLS = [
    (100001, "Elmbrook Road Primary School", "Hythe", "CT21 5AA", 886, "Primary"),
    (100002, "St Wulfram's Church of England Primary School", "Deal", "CT14 6BB", 886, "Primary"),
    (100003, "St Wulfram's Catholic Primary School", "Dover", "CT16 1CC", 886, "Primary"),
    (100004, "Quillhurst Infant School", "Ashford", "TN23 1DD", 886, "Infant"),
    (100005, "Quillhurst Junior School", "Ashford", "TN23 1DE", 886, "Junior"),
    (100006, "Thornwick Academy", "Margate", "CT9 1EE", 886, "Secondary"),
    (100007, "Marlpit Lane Primary School", "Ramsgate", "CT11 8FF", 886, "Primary"),
    (100008, "Marlpit Lane Primary School", "Leeds", "LS7 4GG", 383, "Primary"),
]


def schools() -> pd.DataFrame:
    columns = ["urn", "name", "town", "postcode", "la_code", "phase"]
    return pd.DataFrame(SCHOOLS, columns=columns)


def linked(name, table=None, **more):
    charities = pd.DataFrame([{"charity_number": 1, "name": name} | more])
    return linking.link(charities, schools() if table is None else table)


def outcome(name, table=None, **more):
    rows = linked(name, table, **more)
    (decision,) = rows["decision"].unique()
    return decision, sorted(rows["urn"].dropna().astype(int))


@pytest.mark.parametrize(
    "name",
    [
        "ELMBROOK ROAD PRIMARY SCHOOL PTA",
        "Elmbrook Road P.T.A.",
        "The Friends of Elmbrook Road School",
        "FRIENDS OF ELMBROOK ROAD PRIMARY SCHOOL",
        "Elmbrook Rd Primary School Parent Teacher Association",
        "ELMBROOK ROAD COUNTY PRIMARY SCHOOL PARENTS ASSOCIATION",
    ],
)
def test_forms_of_one_association(name):
    assert outcome(name) == ("link", [100001])


@pytest.mark.parametrize(
    "name",
    [
        "ELMBROOK ROAD PRE-SCHOOL ASSOCIATION",
        "ELMBROOK ROAD PLAYGROUP",
        "OLD ELMBROOKIANS ASSOCIATION",
        "FRIENDS OF ELMBROOK ROAD HOSPITAL",
        "FRIENDS OF ST WULFRAM'S CHURCH",
        "FRIENDS OF ELMBROOK PRIMARY SCHOOL KENYA",
        "ELMBROOK ROAD FOOTBALL CLUB",
    ],
)
def test_what_is_no_parents_association_of_a_school_here(name):
    decision, urns = outcome(name)
    assert decision == "none"
    assert urns == []


def test_faith_tells_two_saints_apart_and_nothing_leaves_them_ambiguous():
    assert outcome("Friends of St. Wulfram's C of E School") == ("link", [100002])
    assert outcome("SAINT WULFRAMS RC PRIMARY SCHOOL PTA") == ("link", [100003])
    rows = linked("Friends of St Wulfram's School")
    assert list(rows["decision"]) == ["ambiguous"]
    assert "100002" in rows["reason"].iloc[0]
    assert "100003" in rows["reason"].iloc[0]


def test_place_and_postcode_tell_schools_of_one_name_apart():
    name = "Marlpit Lane Primary School PTA"
    assert outcome(name)[0] == "ambiguous"
    assert outcome(name, postcode="CT11 8FG") == ("link", [100007])
    assert outcome(f"{name} (Leeds)") == ("link", [100008])
    assert outcome(name, area="Kent") == ("link", [100007])


def test_an_infant_and_a_junior_school_share_an_association():
    decision, urns = outcome("Quillhurst Infant and Junior Schools PTA")
    assert (decision, urns) == ("several schools", [100004, 100005])
    assert outcome("Quillhurst Junior School PTA") == ("link", [100005])


def test_activities_name_the_school():
    decision, urns = outcome(
        "PARENT TEACHER ASSOCIATION",
        activities="Raises funds for the pupils of Elmbrook Road Primary School",
    )
    assert (decision, urns) == ("link", [100001])


def test_an_association_follows_its_school_to_the_academy():
    table = schools().assign(status="Open", successor_urn=pd.NA)
    table.loc[table["urn"] == 100001, ["status", "successor_urn"]] = ["Closed", 140001]
    academy = table[table["urn"] == 100001].assign(
        urn=140001, name="Elmbrook Academy", status="Open", successor_urn=pd.NA
    )
    both = pd.concat([table, academy], ignore_index=True)
    assert outcome("Elmbrook Road Primary School PTA", both) == ("link", [140001])


def test_order_of_rows_changes_nothing_and_every_charity_appears():
    names = ["Elmbrook Road PTA", "Friends of St Wulfram's School", "Deal Rowing Club"]
    charities = pd.DataFrame({"charity_number": [3, 1, 2], "name": names})
    first = linking.link(charities, schools())
    again = linking.link(charities.iloc[::-1], schools().iloc[::-1])
    pd.testing.assert_frame_equal(first, again)
    assert set(first["charity_number"]) == {1, 2, 3}


def test_markup_and_formulas_stay_text(tmp_path):
    links = linked('=HYPERLINK("x") Elmbrook Road <b>PTA</b>')
    linking.write_links(links, tmp_path / "links.csv")
    text = (tmp_path / "links.csv").read_text(encoding="utf-8")
    cells = [cell for line in text.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.strip('"').startswith(("=", "@"))]


def test_a_table_without_its_columns_is_told(tmp_path):
    path = tmp_path / "charities.csv"
    path.write_text("number,title\n1,Elm PTA\n", encoding="utf-8")
    with pytest.raises(NewWaveError, match="charity_number"):
        linking.read_charities(path)
