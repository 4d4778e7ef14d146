"""The schools of a table, ready to be compared: their names, where they are, what they became."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from newwave.linking.name_words import STREETS, STYLES, fold, words_of
from newwave.linking.places import authorities, postcode_district
from newwave.linking.school_names import EMPTY, SchoolName, parse_name, place_words

NATIONWIDE = 12_000
"""A table of so many schools is taken for the nation's: what it lacks is rare or elsewhere."""

_PHASES_OF_COLUMN = {
    "middle deemed primary": "middle", "middle deemed secondary": "middle", "nursery": "nursery",
    "primary": "primary", "secondary": "secondary", "all through": "primary secondary",
    "16 plus": "secondary",
}  # fmt: skip
_FINER_PHASES = {
    frozenset({"primary"}): words_of("infant junior first primary nursery preparatory middle"),
    frozenset({"secondary"}): words_of("secondary middle"),
}
_STYLE_WORDS = frozenset(STYLES) | {"school", "nursery", "preparatory"}
_BREAK = re.compile(r"\s*[,(]\s*|\s-\s")
_NOT_TITLE = re.compile(r"^the | for .*$| incorporated$")


@dataclass(frozen=True)
class Schools:
    """Schools in their table's order: a school's position is its row.

    `full_names` are as published, `names` what they say, `titles` the folded names as
    associations repeat them, empty where any word might be meant. `place_words` are of street,
    locality, town and authority, `authority_words` those of them that only the authority has.
    `postcodes` are without space, `authorities` the codes (-1: unknown). `current` is the
    position of the school that each has become (itself where it has not changed).
    """

    urns: np.ndarray
    full_names: list[str]
    names: list[SchoolName]
    titles: list[str]
    place_words: list[frozenset[str]]
    authority_words: list[frozenset[str]]
    postcodes: np.ndarray
    authorities: np.ndarray
    closed: np.ndarray
    current: np.ndarray

    @property
    def nationwide(self) -> bool:
        """Whether the table is taken for the nation's."""
        return len(self.urns) >= NATIONWIDE

    @cached_property
    def districts(self) -> np.ndarray:
        """The postcode district of each school, "" where it is not known."""
        return np.array([postcode_district(str(each)) for each in self.postcodes], dtype=str)

    @cached_property
    def catholic(self) -> np.ndarray:
        """Whether each school's name says that it is Roman Catholic."""
        return np.array(["rc" in name.faiths for name in self.names], dtype=bool)

    def may_be_near(self, one: int, other: int) -> bool:
        """Whether nothing says that two schools are far apart: postcode district, authority."""
        districts = self.districts[one], self.districts[other]
        if districts[0] and districts[0] == districts[1]:
            return True
        codes = self.authorities[one], self.authorities[other]
        if min(codes) >= 0:
            only_saints = all(
                word.startswith(("st_", "all_", "holy_")) for word in self.names[one].words
            )
            return bool(codes[0] == codes[1]) and not only_saints
        return "" in districts


def prepare_schools(table: pd.DataFrame) -> Schools:
    """Read the names and places of a checked table of schools (see `link_tables`)."""
    text = table.drop(columns=["urn", "la_code", "successor_urn"]).fillna("").astype(str)
    full_names = text["name"].tolist()
    names = [
        _with_phase(parse_name(_BREAK.sub(" by ", name), of_school=True), phase)
        for name, phase in zip(full_names, text["phase"], strict=True)
    ]
    codes = table["la_code"].fillna(-1).to_numpy(np.int64)
    address_words = [
        place_words(*address) - STREETS
        for address in zip(text["street"], text["locality"], text["town"], strict=True)
    ]
    authority_words = [
        place_words(_with_town(authorities().get(code, ""))) - STREETS for code in codes
    ]
    closed = text["status"].str.contains(r"^closed", case=False).to_numpy(bool)
    postcodes = text["postcode"].str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
    urns = table["urn"].to_numpy(np.int64)
    successors = table["successor_urn"].fillna(-1).to_numpy(np.int64)
    current = _follow_successors(urns, successors)
    return Schools(
        urns,
        full_names,
        names,
        [_title(name) for name in full_names],
        [address | own for address, own in zip(address_words, authority_words, strict=True)],
        [own - address for address, own in zip(address_words, authority_words, strict=True)],
        postcodes.to_numpy(str),
        codes,
        closed,
        _follow_reopenings(current, names, postcodes.to_numpy(str), closed),
    )


def _title(full_name: str) -> str:
    """The folded name without `the` and `school`, unless no word for a kind of school is left."""
    full = _NOT_TITLE.sub("", fold(full_name))
    for title in (full.removesuffix(" school"), full):
        if not _STYLE_WORDS.isdisjoint(title.split()):
            return title
    return ""


def _with_town(authority: str) -> str:
    """Leicestershire is what many who live there call Leicester."""
    towns = [word.removesuffix("shire") for word in authority.split() if word.endswith("shire")]
    return " ".join([authority, *towns])


def _with_phase(name: SchoolName, column: str) -> SchoolName:
    """A name's phases are finer than the column's, which speaks where the name does not."""
    folded = fold(column)
    known = _PHASES_OF_COLUMN.get(folded)
    phases = words_of(known) if known else parse_name(column).phases
    finer = name.phases & _FINER_PHASES.get(phases, EMPTY)
    if not phases or finer or (name.phases and (len(phases) > 1 or folded == "16 plus")):
        return name
    return replace(name, phases=phases)


def _follow_successors(urns: np.ndarray, successors: np.ndarray) -> np.ndarray:
    """The last successor in the table; a circle ends at its highest URN."""
    position = {int(urn): at for at, urn in enumerate(urns)}
    current = np.arange(len(urns))
    for at in range(len(urns)):
        seen, now = [at], at
        while (then := position.get(int(successors[now]))) is not None:
            if then in seen:
                now = max(seen[seen.index(then) :], key=lambda each: int(urns[each]))
                break
            seen.append(then)
            now = then
        current[at] = now
    return current


def _follow_reopenings(
    current: np.ndarray, names: list[SchoolName], postcodes: np.ndarray, closed: np.ndarray
) -> np.ndarray:
    """A closed school and one open school of the same name at the same postcode are one."""
    keys = [
        (frozenset(name.words), name.phases, name.sexes, str(postcode))
        for name, postcode in zip(names, postcodes, strict=True)
    ]
    opened: dict[tuple[object, ...], list[int]] = {}
    for at in np.flatnonzero(~closed):
        if keys[at][0] and keys[at][3]:
            opened.setdefault(keys[at], []).append(int(at))
    current = current.copy()
    for at in np.flatnonzero(closed & (current == np.arange(len(current)))):
        same = opened.get(keys[at], [])
        if len(same) == 1:
            current[at] = same[0]
    return current[current]
