"""Which school an association belongs to, by every form a name takes."""

import pytest
from linking_tables import ASH, ELM, SAINTS, decision, linked

NAMES_ONLY = {"name": "Zennorbridge Primary School"}


@pytest.mark.parametrize(
    "name",
    [
        "ELM ROAD PRIMARY SCHOOL PTA",
        "FRIENDS OF ELM ROAD PRIMARY SCHOOL",
        "Elm Rd. Prim. Sch. P.T.F.A.",
        "ELM ROAD COUNTY PRIMARY SCHOOL PARENT/TEACHER ASSOCIATION",
        "ELM ROAD SCHOOL HOME-SCHOOL ASSOCIATION",
        "ELM ROAD SCHOOL ASSOCIATION, ASHCOMBE",
        "FOERS (FRIENDS OF ELM ROAD SCHOOL)",
        "ELM ROAD ACADEMY PARENTS ASSOCIATION",
    ],
)
def test_a_rare_name_is_enough(name):
    assert decision(name, ELM, ASH) == "link 0"


@pytest.mark.parametrize("name", ["ZENNORBRIDGE PRIMARY SCHOOL PTA", "ZENNORBRIDGE SCHOOL FRIENDS"])
def test_names_alone_are_enough_where_they_are_rare(name):
    assert decision(name, NAMES_ONLY, {"name": "Elm Road Primary School"}) == "link 0"


def test_a_slip_of_the_pen_is_forgiven_where_the_place_agrees():
    charity = {"name": "ZENORBRIDGE INFANT SCHOOL PTA", "postcode": "ZZ7 2XX"}
    assert decision(charity, ELM, ASH) == "link 1"


def test_two_saints_that_nothing_tells_apart_are_ambiguous():
    links = linked("ST MARY'S SCHOOL PTA", *SAINTS)
    assert links["decision"].tolist() == ["ambiguous"]
    assert links["urn"].isna().all()
    assert all(urn in links["reason"][0] for urn in ("900001", "900002", "900003"))


@pytest.mark.parametrize(
    ("charity", "school"),
    [
        ("ST MARY'S SCHOOL PTA, OVERBROOK", 1),
        ("NETHERBY ST MARYS C.E. PRIMARY SCHOOL PTFA", 2),
        ("SAINT MARY'S R.C. PRIMARY SCHOOL PTA (OVERBROOK)", 1),
        ({"name": "ST MARY'S PTA", "postcode": "XX3 4AC"}, 2),
        ({"name": "ST MARY'S PTA", "postcode": "zz14ab"}, 0),
        ({"name": "ST MARY'S PTA", "activities": "For St Mary's School, Netherby."}, 2),
    ],
)
def test_faith_place_and_postcode_tell_saints_apart(charity, school):
    assert decision(charity, *SAINTS) == f"link {school}"


def test_the_authority_of_the_area_tells_two_schools_apart():
    here = {"name": "Zennor Hill Primary School", "la_code": 886}
    there = {"name": "Zennor Hill Primary School", "la_code": 881}
    name = "ZENNOR HILL PRIMARY SCHOOL PTA"
    assert decision({"name": name, "area": "Kent"}, here, there) == "link 0"
    assert decision({"name": name, "area": "Essex"}, here, there) == "link 1"
    assert decision({"name": name}, here, there) == "ambiguous"


def test_a_school_named_only_in_the_activities_is_found():
    charity = {
        "name": "THE FRIENDS ASSOCIATION",
        "objects": "To advance the education of pupils at Elm Road Primary School",
        "postcode": "ZZ1 1AD",
    }
    assert decision(charity, ELM, ASH) == "link 0"


def test_infant_and_junior_contradict_each_other():
    infant = {**ASH, "name": "Zennorbridge Infant School"}
    junior = {**ASH, "name": "Zennorbridge Junior School"}
    assert decision("ZENNORBRIDGE JUNIOR SCHOOL PTA", infant, junior) == "link 1"
    assert decision("ZENNORBRIDGE INFANTS PTA", infant, junior) == "link 0"
    assert decision("ZENNORBRIDGE JUNIOR SCHOOL PTA", infant) == "none"


def test_two_schools_that_became_one_are_the_open_one():
    primary = {**ASH, "name": "Zennorbridge Primary School", "status": "Open"}
    junior = {**ASH, "name": "Zennorbridge Junior School", "status": "Closed"}
    assert decision("ZENNORBRIDGE SCHOOLS PTA", junior, primary) == "link 1"
    far = {**junior, "postcode": "QQ3 4AA", "la_code": 881}
    assert decision("ZENNORBRIDGE SCHOOLS PTA", far, primary) == "ambiguous"


def test_a_plural_in_the_name_tells_schools_apart():
    one = {"name": "Zennorhill Primary School", "town": "Ashcombe", "postcode": "ZZ1 4AB"}
    more = {"name": "Zennorhills Primary School", "town": "Overbrook", "postcode": "YY2 4AB"}
    assert decision("ZENNORHILLS SCHOOL PTA", one, more) == "link 1"
    assert decision("ZENNORHILL SCHOOL PTA", one, more) == "link 0"


def test_sides_contradict_each_other():
    west = {"name": "West Zennorbridge Primary School", "town": "East Ashcombe"}
    assert decision("WEST ZENNORBRIDGE PRIMARY SCHOOL PTA", west) == "link 0"
    assert decision("EAST ZENNORBRIDGE PRIMARY SCHOOL PTA", west) != "link 0"


def test_only_proper_names_of_the_activities_tell_the_place():
    near = {"name": "Oak Hill School", "town": "Wells", "postcode": "ZZ1 4AB"}
    far = {"name": "Oak Hill School", "town": "Reading", "postcode": "YY2 4AB"}
    name = "OAK HILL SCHOOL PTA"
    assert decision({"name": name, "activities": "For pupils in Wells."}, near, far) == "link 0"
    told = "Raises money for the well being of pupils."
    assert decision({"name": name, "activities": told}, near, far) == "ambiguous"


@pytest.mark.parametrize(
    "name",
    [
        "ZENNORBRIDGE INFANT AND JUNIOR SCHOOLS PTA",
        "FRIENDS OF ZENNORBRIDGE SCHOOLS",
        "ZENNORBRIDGE INFANT & JUNIOR SCHOOL P.T.A.",
    ],
)
def test_one_association_of_an_infant_and_a_junior_school(name):
    infant = {**ASH, "name": "Zennorbridge Infant School"}
    junior = {**ASH, "name": "Zennorbridge Junior School"}
    assert decision(name, infant, junior) == "several schools 0 1"


def test_one_association_of_two_schools_of_different_names():
    first = {**ELM, "name": "Zennorbridge Primary School"}
    second = {**ELM, "name": "Quarlswick Primary School"}
    name = "FRIENDS OF ZENNORBRIDGE AND QUARLSWICK SCHOOLS"
    assert decision(name, first, second) == "several schools 0 1"


def test_two_names_that_many_bear_are_the_pair_in_one_district():
    here = [{**ELM, "name": f"{name} School"} for name in ("Oak Infant", "St Mary's Junior")]
    there = [
        {"name": "Oak Infant School", "postcode": "YY2 4AB", "la_code": 881},
        {"name": "St Mary's Junior School", "postcode": "XX3 4AB", "la_code": 301},
    ]
    name = "FRIENDS OF OAK AND ST MARY'S SCHOOLS"
    assert decision(name, *here, *there) == "several schools 0 1"
    assert decision(name, here[0], *there) in {"none", "ambiguous"}


def test_two_names_without_a_plural_are_two_schools_where_one_is_sure():
    sure = {**ELM, "name": "Zennorbridge Infant School", "town": "Ashcombe"}
    near = {**ELM, "name": "St Mary's Junior School"}
    far = {"name": "St Mary's Junior School", "postcode": "XX3 4AB", "la_code": 301}
    name = "ZENNORBRIDGE AND ST MARY'S PARENT TEACHER ASSOCIATION"
    assert decision(name, far, near, sure) == "several schools 1 2"


@pytest.mark.parametrize(
    "activities",
    [
        "For pupils of Zennorbridge Infant School and of Zennorbridge Junior School.",
        "Raises money for Zennorbridge Village Schools.",
    ],
)
def test_the_activities_tell_that_two_schools_share_an_association(activities):
    infant = {**ASH, "name": "Zennorbridge Infant School"}
    junior = {**ASH, "name": "Zennorbridge Junior School"}
    charity = {"name": "FRIENDS OF ZENNORBRIDGE INFANT SCHOOL", "activities": activities}
    assert decision(charity, infant, junior) == "several schools 0 1"


def test_the_sister_of_another_name_is_found_in_the_same_village():
    infant = {**ASH, "name": "Zennorbridge Infant School"}
    junior = {**ASH, "name": "St Zita's Church of England Junior School"}
    elsewhere = {**junior, "town": "Ashcombe"}
    assert decision("FRIENDS OF ZENNORBRIDGE SCHOOLS", infant, junior) == "several schools 0 1"
    assert decision("FRIENDS OF ZENNORBRIDGE SCHOOLS", infant, elsewhere) == "link 0"
    assert decision("FRIENDS OF ZENNORBRIDGE SCHOOL", infant, junior) == "link 0"


def test_a_district_of_london_in_the_name_is_a_place():
    here = {"name": "St Zita's Primary School", "town": "London", "postcode": "N4 4RR"}
    there = {"name": "St Zita's Primary School", "town": "London", "postcode": "SE16 4RR"}
    assert decision("ST ZITA'S N4 PARENT SCHOOL ASSOCIATION", here, there) == "link 0"
    assert decision("ST ZITA'S PRIMARY SCHOOL PTA (SE16)", here, there) == "link 1"


def test_a_foundation_shares_an_association_among_its_junior_and_senior_schools():
    senior = {**ASH, "name": "Dame Quarl's Senior School", "phase": "Secondary"}
    junior = {**ASH, "name": "Dame Quarl's Junior School"}
    assert decision("DAME QUARL'S SCHOOLS PTA", senior, junior) == "several schools 0 1"


def test_a_name_written_apart_is_joined_before_slips_are_looked_for():
    school = {**ASH, "name": "Zennorbridge Primary School"}
    near = {**ELM, "name": "Zennar Primary School"}
    assert decision("FRIENDS OF ZENNOR BRIDGE SCHOOL", school, near) == "link 0"


def test_a_postcode_area_may_be_one_letter():
    elm = {"name": "Zennorbridge Infant School", "postcode": "M14 4AB"}
    oak = {"name": "Quarlswick Junior School", "postcode": "M20 5AB"}
    name = "FRIENDS OF ZENNORBRIDGE AND QUARLSWICK SCHOOLS"
    assert decision(name, elm, oak) == "several schools 0 1"


def test_people_joined_by_and_are_no_two_schools():
    school = {**ELM, "name": "St Zita's Primary School", "town": "Zennorbridge"}
    other = {**ELM, "name": "Greater Zennorbridge Alternative Provision"}
    name = "ST ZITA'S PARENT, TEACHER AND FRIENDS ASSOCIATION (GREATER ZENNORBRIDGE)"
    assert decision(name, school, other) != "several schools 0 1"


def test_a_converted_pair_is_linked_to_what_it_became():
    infant = {**ASH, "name": "Zennorbridge Infant School", "status": "Closed"}
    junior = {**ASH, "name": "Zennorbridge Junior School"}
    academy = {**ASH, "name": "Ormiston Quarlswick Academy"}
    table = ({**infant, "successor_urn": 900003}, junior, academy)
    assert decision("FRIENDS OF ZENNORBRIDGE SCHOOLS", *table) == "several schools 1 2"


@pytest.mark.parametrize("name", ["QUARLSWICK ACADEMY PTA", "FRIENDS OF QUARLSWICK ACADEMY"])
def test_the_whole_title_of_a_school_outweighs_others_of_its_words(name):
    academy = {"name": "Quarlswick Academy", "postcode": "ZZ1 4AB"}
    other = {"name": "Quarlswick College", "postcode": "ZZ1 5AB"}
    assert decision(name, other, academy) == "link 1"


def test_the_order_of_words_tells_schools_apart():
    one = {"name": "Grove Park Primary School", "postcode": "ZZ1 4AB"}
    other = {"name": "Park Grove Primary Academy", "postcode": "YY2 4AB"}
    assert decision("PARK GROVE PRIMARY SCHOOL PTA", one, other) == "link 1"


def test_the_beginning_of_a_place_may_not_be_left_out_but_its_river_may():
    barton = {"name": "Market Barton Seagull School", "locality": "Market Barton Seagull"}
    trent = {"name": "Seagull-on-Trent Primary School", "locality": "Seagull-on-Trent"}
    schools = [{**each, "postcode": "ZZ1 4AB"} for each in (barton, trent)]
    charity = {"name": "SEAGULL PRIMARY SCHOOL PTA", "postcode": "ZZ1 9ZZ"}
    assert decision(charity, *schools) == "link 1"


def test_the_activities_tell_the_phase_where_the_name_does_not():
    primary = {"name": "Quarlswick Primary School", "postcode": "ZZ1 4AB"}
    upper = {"name": "Quarlswick School", "postcode": "ZZ1 5AB", "phase": "Secondary"}
    charity = {"name": "QUARLSWICK SCHOOL PTA", "activities": "We are a small primary school."}
    assert decision(charity, primary, upper) == "link 0"


def test_an_association_of_a_secondary_is_not_linked_to_a_primary():
    primary = {**ASH, "name": "Zennorbridge Primary School"}
    secondary = {**ASH, "name": "Zennorbridge Academy", "phase": "Secondary"}
    assert decision("ZENNORBRIDGE HIGH SCHOOL PTA", primary) == "none"
    assert decision("ZENNORBRIDGE HIGH SCHOOL PTA", primary, secondary) == "link 1"


@pytest.mark.parametrize(
    ("charity", "school"),
    [
        ("FRIENDS OF ST ZITA'S R.C. PRIMARY SCHOOL", "St Zita's Church of England Primary School"),
        ("ZENNORBRIDGE GIRLS SCHOOL PTA", "Zennorbridge Boys' School"),
        ("ZENNORBRIDGE SCHOOL PTA, POWYS", "Zennorbridge School"),
        ("QUARLSWICK PRIMARY SCHOOL PTA", "Zennorbridge Primary School"),
        ("FRIENDS OF ZENNORBRIDGE NURSERY SCHOOL", "Zennorbridge Primary School"),
        ("FRIENDS OF EAST MERA SCHOOL", "East Borough Primary School"),
    ],
)
def test_contradictions_prevent_a_link(charity, school):
    assert decision(charity, {"name": school}) in {"none", "ambiguous"}


def test_a_far_postcode_prevents_a_link_by_a_common_name():
    school = {"name": "Oak Hill Primary School", "postcode": "ZZ1 1AA"}
    assert decision({"name": "OAK HILL PTA", "postcode": "AB10 1AB"}, school) != "link 0"


def test_a_school_fund_is_none_with_its_reason():
    links = linked("ELM ROAD PRIMARY SCHOOL FUND", ELM)
    assert links["decision"].tolist() == ["none"]
    assert "fund" in links["reason"][0]


def test_a_link_tells_its_evidence():
    links = linked({"name": "ELM ROAD PRIMARY SCHOOL PTA", "postcode": "ZZ1 9ZZ"}, ELM)
    reason = links["reason"][0]
    assert "parents' association by its name" in reason
    assert "Elm Road Primary School" in reason
    assert "same postcode district" in reason
    assert 0 <= links["score"][0] <= 100
