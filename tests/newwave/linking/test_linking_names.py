"""Names are brought to one spelling and taken apart."""

import pytest

from newwave.linking.name_words import fold
from newwave.linking.school_names import parse_name


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ELM ROAD SCHOOL P.T.A.", "elm road school pta"),
        ("Elm Rd. C. of E. Jnr & Inf Sch.", "elm road ce junior and infant school"),
        ("Elm Church of England Primary", "elm ce primary"),
        ("Elm R.C. Prim School", "elm rc primary school"),
        ("Saint Zita's P.S.", "st zitas primary"),
        ("Elm J.M.I. School", "elm primary school"),
        ("Elm C.P. School", "elm county primary school"),
        ("PRE-SCHOOL of Ânn", "preschool of ann"),
        ("Elm Parents' and Teachers'", "elm parent and teacher"),
    ],
)
def test_one_spelling(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("charity", "school"),
    [
        ("FRIENDS OF ELM ROAD PRIMARY SCHOOL", "Elm Road Primary School"),
        ("ELM ROAD C P SCHOOL PARENT TEACHER ASSOCIATION", "Elm Road Community Primary School"),
        ("THE ELM ROAD SCHOOL PTFA", "Elm Road Academy"),
        ("SS. PETER AND PAUL SCHOOL P.T.A", "St Peter and St Paul CofE Primary School"),
        ("ST. ZITA'S HOME SCHOOL ASSOCIATION", "Saint Zitas Catholic School"),
        ("OUR LADY AND ST ZITA PSA", "Our Lady & St Zita's RC Primary School"),
        ("FOERS - FRIENDS OF ELM ROAD SCHOOL", "Elm Road School"),
        ("ELM ROAD SCHOOL ASSOCIATON", "Elm Road School"),
    ],
)
def test_the_same_words_distinguish(charity, school):
    assert set(parse_name(charity).words) == set(parse_name(school, of_school=True).words)


def test_phase_faith_and_sex_are_told_apart_from_the_name():
    own = parse_name("Elm Church of England Infant School for Girls")
    assert own.words == ("elm",)
    assert own.phases == {"infant"}
    assert own.faiths == {"ce"}
    assert own.sexes == {"girls"}


def test_high_is_a_phase_only_before_a_word_for_a_school():
    assert parse_name("High Elms School").words == ("high", "elms")
    assert parse_name("High Elms School").phases == frozenset()
    assert parse_name("Elms High School").phases == {"secondary"}


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("FRIENDS OF ELM SCHOOLS", True),
        ("ELM INFANT AND JUNIOR SCHOOL PTA", True),
        ("FRIENDS OF ELM SCHOOL", False),
    ],
)
def test_several_schools_are_noticed(name, plural):
    assert parse_name(name).plural is plural
