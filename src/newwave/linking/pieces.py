"""One association of two schools of different names: `Friends of Elm and Oak Schools`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from newwave.linking.charity import Mention
from newwave.linking.decisions import NO_CHOICE, Choice, decided
from newwave.linking.name_words import ASSOCIATION_WORDS
from newwave.linking.places import area
from newwave.linking.school_index import Index
from newwave.linking.school_names import parts_of_folded
from newwave.linking.schools import Schools
from newwave.linking.scoring import scored
from newwave.linking.together import district, neighbours

TOGETHER = 0.9
"""Belief in two schools of the names said that alone lie in one postcode district."""


_PEOPLE = "|".join(sorted(ASSOCIATION_WORDS))
# Not at the `and` of `teachers and friends`.
_BETWEEN_NAMES = re.compile(
    rf"(?<!\bteacher)(?<!\bparent)(?<!\bstaff)(?<!\bfriends) and (?!(?:{_PEOPLE})\b)"
)


def pieces(said: Mention) -> list[Mention]:
    """A name cut at each `and`, where each piece has a distinctive word of its own."""
    around = said.around | set(said.named.words)
    cut = [parts_of_folded(piece) for piece in _BETWEEN_NAMES.split(said.name)]
    return [
        replace(
            said,
            named=replace(own, faiths=own.faiths or said.named.faiths, plural=False),
            around=around,
        )
        for own in cut
        if own.words
    ]


def by_pieces(said: Sequence[Mention], index: Index, schools: Schools) -> list[Choice]:
    """A choice of several schools for each mention, or none, from the pieces of its name."""
    cut = [pieces(each) for each in said]
    owners = [at for at, own in enumerate(cut) for _ in own]
    asked = [piece for own in cut for piece in own]
    pairs = scored(asked, index, schools)
    choices = decided(pairs, asked, schools)
    choices = _near_the_sure_one(choices, asked, owners, index, schools)
    grouped: list[list[Choice]] = [[] for _ in said]
    for owner, choice in zip(owners, choices, strict=True):
        grouped[owner].append(choice)
    return [
        _together(own, each.named.plural, pairs, schools)
        for own, each in zip(grouped, said, strict=True)
    ]


def _together(own: Sequence[Choice], plural: bool, pairs: pd.DataFrame, schools: Schools) -> Choice:
    """The schools of all pieces, if found and close; a plural may be of two that are not sure."""
    found = sorted(
        {choice.chosen[0] for choice in own if choice.decision == "link"},
        key=lambda at: schools.urns[at],
    )
    belief = min((choice.belief for choice in own), default=0.0)
    if len(found) < len(own) and (found or plural):
        found, belief = _only_neighbours(own, pairs, schools), TOGETHER
    if len(found) != len(own) or len(found) < 2 or not _close(found, schools):
        return NO_CHOICE
    return Choice("several schools", belief, tuple(found), ())


def _near_the_sure_one(
    choices: Sequence[Choice],
    asked: Sequence[Mention],
    owners: Sequence[int],
    index: Index,
    schools: Schools,
) -> list[Choice]:
    """Ask again for the pieces left open, in the authority of another piece's school."""
    where = {
        owner: frozenset({int(schools.authorities[choice.chosen[0]])})
        for owner, choice in zip(owners, choices, strict=True)
        if choice.decision == "link" and schools.authorities[choice.chosen[0]] >= 0
    }
    again = [
        at
        for at, (owner, choice) in enumerate(zip(owners, choices, strict=True))
        if not choice.chosen and owner in where
    ]
    said = [replace(asked[at], authorities=where[owners[at]]) for at in again]
    told = decided(scored(said, index, schools), said, schools)
    second = {at: choice for at, choice in zip(again, told, strict=True) if choice.chosen}
    return [second.get(at, choice) for at, choice in enumerate(choices)]


def _only_neighbours(own: Sequence[Choice], pairs: pd.DataFrame, schools: Schools) -> list[int]:
    """Of two names that several schools bear, the one pair in a postcode district, if any."""
    if len(own) != 2 or any(choice.decision == "none" for choice in own):
        return []
    first, second = (
        set(choice.chosen) or {int(schools.heirs[pairs["school"].iloc[row]]) for row in choice.rows}
        for choice in own
    )
    there: dict[str, set[int]] = {}
    for school in second:
        there.setdefault(district(school, schools), set()).add(school)
    there.pop("", None)
    found = {
        tuple(sorted((one, other)))
        for one in first
        for other in there.get(district(one, schools), set()) - {one}
    }
    return list(found.pop()) if len(found) == 1 else []


def _close(found: Sequence[int], schools: Schools) -> bool:
    """Whether schools lie in one authority or postcode area, as far as that is known."""
    first, *others = found
    for other in others:
        codes = schools.authorities[first], schools.authorities[other]
        if min(codes) >= 0:
            if codes[0] != codes[1]:
                return False
        elif not neighbours(first, other, schools) and (
            len({area(str(schools.postcodes[at])) for at in (first, other)}) > 1
        ):
            return False
    return True
