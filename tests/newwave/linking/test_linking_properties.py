"""What must hold of any tables: order does not matter, nor do charities of elsewhere."""

import hypothesis.strategies as st
import pandas as pd
from hypothesis import given, settings
from linking_tables import ELM, SAINTS, charities, schools

from newwave import linking

SCHOOLS = schools(
    ELM,
    *SAINTS,
    {"name": "Zennorbridge Infant School", "postcode": "ZZ7 2BB"},
    {"name": "Zennorbridge Junior School", "postcode": "ZZ7 2BC"},
)
BEGINNINGS = ["FRIENDS OF ", "", "THE "]
MIDDLES = ["ELM ROAD", "ST MARY'S", "ZENNORBRIDGE", "ZENNORBRIDGE JUNIOR", "QUARLSWICK", "=1+1<b>"]
ENDS = [" SCHOOL PTA", " PTFA", " SCHOOL", " PRE-SCHOOL", " SCHOOLS ASSOCIATION", " SCHOOL FUND"]
PLACES = ["", "ZZ1 1AB", "YY2 4AX"]
NAMES = st.tuples(*map(st.sampled_from, (BEGINNINGS, MIDDLES, ENDS))).map("".join)
CELLS = st.fixed_dictionaries({"name": NAMES, "postcode": st.sampled_from(PLACES)})
QUICK = settings(max_examples=25, deadline=None)


def by_charity(links):
    return {
        number: [
            (row.urn if pd.notna(row.urn) else None, row.score, row.reason, row.decision)
            for row in rows.itertuples()
        ]
        for number, rows in links.groupby("charity_number")
    }


@QUICK
@given(st.lists(CELLS, min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(cells, chance):
    table = charities(*cells)
    order = list(range(len(table)))
    chance.shuffle(order)
    shuffled = linking.link(table.iloc[order], SCHOOLS.iloc[::-1])
    pd.testing.assert_frame_equal(shuffled, linking.link(table, SCHOOLS))


@QUICK
@given(st.lists(CELLS, min_size=1, max_size=4), CELLS)
def test_another_charity_changes_no_decision(cells, further):
    few = linking.link(charities(*cells), SCHOOLS)
    more = by_charity(linking.link(charities(*cells, further), SCHOOLS))
    del more[len(cells) + 1]
    assert more == by_charity(few)


@QUICK
@given(st.lists(CELLS, min_size=1, max_size=6))
def test_every_charity_is_there_with_a_sound_row(cells):
    links = linking.link(charities(*cells), SCHOOLS)
    assert set(links["charity_number"]) == set(range(1, len(cells) + 1))
    assert links["score"].between(0, 100).all()
    decided = links["decision"].isin(["link", "several schools"])
    assert decided.equals(links["urn"].notna())
    assert links.loc[~decided, "charity_number"].is_unique
    assert (links["reason"].str.len() > 0).all()


@QUICK
@given(name=st.text(max_size=40), text=st.text(max_size=80), school=st.text(max_size=40))
def test_any_text_at_all_is_linked_or_not_without_failing(name, text, school):
    table = charities({"name": f"{name} school PTA", "activities": text, "area": text})
    assert len(linking.link(table, schools({"name": school, "town": name}))) >= 1


def test_the_same_tables_give_the_same_bytes(tmp_path):
    table = charities({"name": "ELM ROAD SCHOOL PTA"}, {"name": "ST MARY'S PTA"})
    for name in ("one.csv", "two.csv"):
        linking.write_links(linking.link(table, SCHOOLS), tmp_path / name)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
