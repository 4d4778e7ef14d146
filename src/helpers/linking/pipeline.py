"""The whole way from two tables to links."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from helpers.linking import tables
from helpers.linking.decide import Choice, decided, neighbours
from helpers.linking.index import Index, indexed
from helpers.linking.kinds import kinds
from helpers.linking.mentions import Mention, filled, mention
from helpers.linking.parts import parts_of_folded
from helpers.linking.reasons import reason
from helpers.linking.schools import Schools, prepared
from helpers.linking.scoring import scored
from helpers.linking.spelling import respelt
from helpers.linking.words import fold


def link(charities: pd.DataFrame, schools: pd.DataFrame) -> pd.DataFrame:
    """Link school associations among `charities` to `schools`.

    Charities: charity_number and name, and any of activities, objects, postcode, area, status.
    Schools: urn and name, and any of street, locality, town, postcode, la_code, phase, status,
    successor_urn. Columns are the register's and Get Information about Schools' under our names.

    Gives charity_number (int64), urn (Int64), score (0 to 100: belief that the decision's school
    or schools are right), reason (words) and decision: `link`; `several schools`, a row for each;
    `ambiguous` and `none`, a row without URN. Every charity appears, in order of its number.
    Raises ValueError for a table without the columns needed, or with one key in differing rows.
    """
    given = tables.charities(charities)
    known = prepared(tables.schools(schools))
    text = (given["activities"] + ". " + given["objects"]).str.strip(". ")
    what = kinds(given["name"], text)
    asked = what.index[what["association"]]
    said = [
        filled(mention(name, words, area, postcode))
        for name, words, area, postcode in zip(
            given.loc[asked, "name"], text[asked], given.loc[asked, "area"],
            given.loc[asked, "postcode"], strict=True,
        )
    ]  # fmt: skip
    index = indexed(known)
    names = [fold(name) for name in given.loc[asked, "name"]]
    outcomes = _outcomes(
        respelt(said, known), names, index, known, what.loc[asked, "reason"].tolist()
    )
    rows = [
        (number, pd.NA, 0.0, why, "none")
        for number, why in zip(
            given.loc[~what["association"], "charity_number"],
            what.loc[~what["association"], "reason"],
            strict=True,
        )
    ]
    for number, outcome in zip(given.loc[asked, "charity_number"], outcomes, strict=True):
        rows.extend(
            (number, urn, outcome.score, outcome.reason, outcome.decision) for urn in outcome.urns
        )
    links = pd.DataFrame(rows, columns=list(tables.LINK_COLUMNS))
    links = links.astype(
        {"charity_number": "int64", "urn": "Int64", "score": "float64", "reason": "string",
         "decision": "string"}
    )  # fmt: skip
    return links.sort_values(["charity_number", "urn"], ignore_index=True)


@dataclass(frozen=True)
class Outcome:
    """What becomes of one charity: its URNs (one missing, if none), score, reason, decision."""

    urns: tuple[object, ...]
    score: float
    reason: str
    decision: str


def _outcomes(
    said: Sequence[Mention],
    names: Sequence[str],
    index: Index,
    schools: Schools,
    reasons: Sequence[str],
) -> list[Outcome]:
    first = _decided(said, index, schools)
    outcomes = [
        _outcome(choice, first[1], schools, why, False)
        for choice, why in zip(first[0], reasons, strict=True)
    ]
    _by_segments(outcomes, said, names, index, schools, reasons)
    _by_text(outcomes, said, index, schools, reasons)
    return outcomes


def _decided(
    said: Sequence[Mention], index: Index, schools: Schools
) -> tuple[list[Choice], pd.DataFrame]:
    pairs = scored(said, index, schools)
    return decided(pairs, said, schools), pairs


def _outcome(
    choice: Choice, pairs: pd.DataFrame, schools: Schools, why: str, spoken: bool
) -> Outcome:
    urns: tuple[object, ...] = tuple(int(schools.urns[at]) for at in choice.chosen) or (pd.NA,)
    words = reason(choice, pairs, schools, why, spoken)
    return Outcome(urns, round(100 * choice.belief, 1), words, choice.decision)


def _by_text(
    outcomes: list[Outcome],
    said: Sequence[Mention],
    index: Index,
    schools: Schools,
    reasons: Sequence[str],
) -> None:
    """Where a name tells no school, let the school that the activities name be looked for."""
    again = [
        at
        for at, (outcome, one) in enumerate(zip(outcomes, said, strict=True))
        if outcome.decision in ("none", "ambiguous") and one.spoken.words
    ]
    turned = [_turned(said[at]) for at in again]
    choices, pairs = _decided(turned, index, schools)
    for at, choice in zip(again, choices, strict=True):
        if choice.chosen:
            outcomes[at] = _outcome(choice, pairs, schools, reasons[at], True)


def _turned(one: Mention) -> Mention:
    return replace(
        one, named=one.spoken, spoken=one.named, around=one.around | set(one.named.words)
    )


def _by_segments(
    outcomes: list[Outcome],
    said: Sequence[Mention],
    names: Sequence[str],
    index: Index,
    schools: Schools,
    reasons: Sequence[str],
) -> None:
    """One association of two schools of different names: `Friends of Elm and Oak Schools`."""
    pieces: list[Mention] = []
    owners: list[int] = []
    for at, (outcome, one) in enumerate(zip(outcomes, said, strict=True)):
        if outcome.decision in ("none", "ambiguous") and one.named.plural:
            segments = _segments(names[at], one)
            pieces.extend(segments)
            owners.extend([at] * len(segments))
    choices, _ = _decided(pieces, index, schools)
    for at in sorted(set(owners)):
        own = [choice for owner, choice in zip(owners, choices, strict=True) if owner == at]
        found = sorted({choice.chosen[0] for choice in own if choice.decision == "link"})
        if len(found) != len(own) or len(found) < 2:
            continue
        if not all(neighbours_in_area(found[0], other, schools) for other in found[1:]):
            continue
        belief = min(choice.belief for choice in own)
        choice = Choice("several schools", belief, tuple(found), ())
        outcomes[at] = _outcome(choice, pd.DataFrame(), schools, reasons[at], False)


def _segments(name: str, one: Mention) -> list[Mention]:
    segments = []
    for piece in name.split(" and "):
        own = parts_of_folded(piece)
        if own.words:
            own = replace(own, faiths=own.faiths or one.named.faiths, plural=False)
            around = one.around | set(one.named.words)
            segments.append(replace(one, named=own, around=around))
    return segments


def neighbours_in_area(one: int, other: int, schools: Schools) -> bool:
    """Whether two schools lie in one authority or postcode area, as far as that is known."""
    codes = schools.authorities[one], schools.authorities[other]
    if min(codes) >= 0:
        return bool(codes[0] == codes[1])
    return (
        neighbours(one, other, schools)
        or str(schools.postcodes[one])[:2] == str(schools.postcodes[other])[:2]
    )
