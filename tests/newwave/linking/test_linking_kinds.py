"""What a charity is, by its name and its activities."""

import pandas as pd
import pytest

from newwave import linking
from newwave.linking.charity_kinds import classify_charities

ASSOCIATIONS = [
    "ELM ROAD SCHOOL PTA",
    "ELM ROAD P.T.F.A.",
    "PARENT TEACHER ASSOCIATION OF ELM ROAD SCHOOL",
    "ELM ROAD PARENTS' ASSOCIATION",
    "RUSSET HOUSE PARENTS ASOCIATION",
    "FRIENDS OF ELM ROAD SCHOOL",
    "ELM ROAD SCHOOL FRIENDS",
    "ELM ROAD SCHOOL ASSOCIATION",
    "ELM ROAD HOME/SCHOOL ASSOCIATION",
    "ELM ROAD HOME AND SCHOOL PARTNERSHIP",
    "ELM ROAD PRIMARY SCHOOL PSA",
    "ELM ROAD SCHOOL H.S.A",
    "FRIENDS OF ELM ROAD NURSERY SCHOOL",
    "FRIENDS OF ELM ROAD SPECIAL SCHOOL",
    "ELM ROAD PRIMARY SCHOOL AND PRE-SCHOOL PTA",
    "FRIENDS OF ELM CATHEDRAL SCHOOL",
    "CYFEILLION YSGOL LLANELM",
    "ELM ROAD SCHOOL PTA FUND",
    "FPTA OF ELM ROAD PRIMARY SCHOOL",
    "ST ZITA'S SCHOOL (ASHCOMBE) ASSOCIATION",
    "PARENT COMMUNITY ASSOCIATION OF THE ELM SCHOOL IN ASHCOMBE",
    "ELM MILL PARENTS ORGANISATION",
    "ELM COMMUNITY COLLEGE ASSOCIATION",
    "ST ZITA'S PSA",
    "ELM PARK SCHOOL (FOR CHILDREN WITH SEVERE LEARNING DIFFICULTIES) PARENTS ASSOCIATION",
]
OTHERS = {
    "ELM ROAD PRE-SCHOOL ASSOCIATION": "playgroup or nursery",
    "ELM ROAD PLAYGROUP PARENTS COMMITTEE": "playgroup or nursery",
    "ELM ROAD PARENT AND TODDLER GROUP": "playgroup or nursery",
    "ELM ROAD AFTER SCHOOL CLUB": "club outside school hours",
    "ELM ROAD SCHOOL OLD BOYS ASSOCIATION": "former pupils",
    "OLD ELMIANS ASSOCIATION": "former pupils",
    "ELM ROAD SCHOOL ALUMNI": "former pupils",
    "FRIENDS OF ELM SCHOOL KENYA": "abroad",
    "THE GAMBIA SCHOOL FRIENDS": "abroad",
    "FRIENDS OF ELM HOSPITAL SCHOOL": "hospital",
    "LEAGUE OF FRIENDS OF ELM HOSPITAL": "hospital",
    "FRIENDS OF THE UNIVERSITY OF ELM": "university",
    "1ST ELM (ST ZITA'S SCHOOL) SCOUT GROUP": "uniformed group",
    "FRIENDS OF ELM SCHOOLS FOOTBALL": "sports",
    "ELM RIDING SCHOOL": "sports",
    "FRIENDS OF ELM MUSIC SCHOOL": "music, dance or arts",
    "ELM SCHOOL OF DANCE": "music, dance or arts",
    "ELM POLISH SATURDAY SCHOOL": "supplementary school",
    "FRIENDS OF ST ZITA'S PARISH CHURCH": "church",
    "ELM SUNDAY SCHOOL": "church",
    "ELM OLD SCHOOL VILLAGE HALL": "hall, building or history",
    "ELM SCHOOL LOCAL HISTORY SOCIETY": "hall, building or history",
    "ELM FEDERATION OF PARENT TEACHER ASSOCIATIONS": "umbrella body",
    "ELM ROAD SCHOOL FUND": "school fund",
    "ELM ROAD SCHOOL ENDOWMENT": "school trust",
    "ELM ROAD SCHOOL TRUST": "school trust",
    "ELM ROAD SCHOOL": "school",
    "FRIENDS OF ST ZITA'S CHURCH": "friends of something",
    "FRIENDS OF ELM PARK": "friends of something",
    "ELM POLICE SUPERINTENDENTS PSA": "not about a school",
    "ELM ROAD ALLOTMENTS": "not about a school",
    "": "not about a school",
}


@pytest.mark.parametrize("name", ASSOCIATIONS)
def test_associations_are_told_by_their_names(name):
    assert linking.is_association(pd.Series([name])).tolist() == [True]


@pytest.mark.parametrize("name", OTHERS)
def test_what_looks_like_one_and_is_none(name):
    kinds = classify_charities(pd.Series([name]))
    assert kinds["kind"].tolist() == [OTHERS[name]]
    assert not kinds["association"].any()


@pytest.mark.parametrize(
    ("name", "activities", "expected"),
    [
        ("FOERPS", "Raising funds for Elm Road Primary School", True),
        ("THE FRIENDS ASSOCIATION", "We raise money for the pupils of Elm Road School", True),
        ("FRIENDS OF ELM ROAD", "To support the education of children at the school", True),
        ("FRIENDS OF ELM ROAD", "To look after the park and its trees", False),
        ("ELM ROAD SCHOOL FUND", "The school's parent teacher association", True),
        ("ELM ROAD SCHOOL FUND", "To pay for outings of the pupils", False),
        ("FRIENDS OF ELM SCHOOL", "Supports a school in rural Uganda", False),
        ("ELM PARENTS", "Play for children under school age by the PTA", False),
        ("ELM ROAD PRE-SCHOOL", "Run by the parent teacher association", False),
        ("ELM FRIENDS", "The parents of the Elm Road Primary School raise funds", True),
        ("ELM TRUST", "Grants to schools and hospitals", False),
    ],
)
def test_activities_decide_where_a_name_does_not(name, activities, expected):
    names, texts = pd.Series([name]), pd.Series([activities])
    assert linking.is_association(names, texts).tolist() == [expected]


def test_missing_names_and_activities_are_no_association():
    names = pd.Series(["ELM ROAD SCHOOL PTA", None], dtype="string", index=[7, 3])
    found = linking.is_association(names, pd.Series([None, None], dtype="string", index=[7, 3]))
    assert found.to_dict() == {7: True, 3: False}


def test_every_name_gets_a_kind_and_a_reason():
    names = pd.Series([*ASSOCIATIONS, *OTHERS])
    kinds = classify_charities(names)
    assert list(kinds.columns) == ["kind", "association", "reason"]
    assert kinds.index.equals(names.index)
    assert kinds["association"].sum() == len(ASSOCIATIONS)
    assert (kinds["reason"].str.len() > 0).all()
