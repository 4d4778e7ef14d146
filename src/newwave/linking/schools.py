"""The schools of a table, ready to be compared: names in parts, places, and what became of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from newwave.linking.name_words import STREETS, STYLES, fold
from newwave.linking.reference import authorities
from newwave.linking.school_names import Parts, parts, place_words

_PHASE_OF = {
    "middle deemed primary": {"middle"},
    "middle deemed secondary": {"middle"},
    "all through": {"primary", "secondary"},
    "16 plus": {"secondary"},
    "nursery": {"nursery"},
    "primary": {"primary"},
    "secondary": {"secondary"},
}
_KINDS = frozenset(STYLES) | {"school", "nursery", "preparatory"}
_BREAK = re.compile(r"\s*[,(]\s*|\s-\s")
_NOT_TITLE = re.compile(r"^the | for .*$| incorporated$")
_WITHIN_PRIMARY = frozenset({"infant", "junior", "first", "primary", "nursery", "preparatory"})


@dataclass(frozen=True)
class Schools:
    """Schools in the table's order: `urns` and `names`, and for each its parts and place words.

    `areas` are those of the places that only the authority's name has. `titles` are the names as
    associations repeat them, empty where any word might be meant. `heirs` gives the position of
    the school that each became (itself where none did).
    """

    urns: np.ndarray
    names: list[str]
    titles: list[str]
    parts: list[Parts]
    places: list[frozenset[str]]
    areas: list[frozenset[str]]
    postcodes: np.ndarray
    authorities: np.ndarray
    closed: np.ndarray
    catholic: np.ndarray
    heirs: np.ndarray


def prepared(table: pd.DataFrame) -> Schools:
    """Take a checked table of schools (see `tables.schools`) apart."""
    text = table.drop(columns=["urn", "la_code", "successor_urn"]).fillna("").astype(str)
    names = text["name"].tolist()
    codes = table["la_code"].fillna(-1).to_numpy(np.int64)
    known = authorities()
    near = [
        place_words(*row) - STREETS
        for row in zip(text["street"], text["locality"], text["town"], strict=True)
    ]
    areas = [place_words(_with_town(known.get(code, ""))) - STREETS for code in codes]
    closed = text["status"].str.contains(r"^closed", case=False).to_numpy(bool)
    own = [
        _with_phase(parts(_BREAK.sub(" by ", name), of_school=True), phase)
        for name, phase in zip(names, text["phase"], strict=True)
    ]
    urns = table["urn"].to_numpy(np.int64)
    successors = table["successor_urn"].fillna(-1).to_numpy(np.int64)
    postcodes = text["postcode"].str.upper().str.replace(r"[^A-Z0-9]", "", regex=True)
    heirs = _heirs(urns, successors)
    heirs = _reopened(heirs, own, postcodes.to_numpy(str), closed)
    return Schools(
        urns,
        names,
        [_title(name) for name in names],
        own,
        [one | other for one, other in zip(near, areas, strict=True)],
        [other - one for one, other in zip(near, areas, strict=True)],
        postcodes.to_numpy(str),
        codes,
        closed,
        np.array(["rc" in each.faiths for each in own], dtype=bool),
        heirs,
    )


def _title(name: str) -> str:
    """The folded name without `the` and `school`, unless no word for a kind of school is left."""
    full = _NOT_TITLE.sub("", fold(name))
    short = full.removesuffix(" school")
    for title in (short, full):
        if not _KINDS.isdisjoint(title.split()):
            return title
    return ""


def _with_town(authority: str) -> str:
    """Leicestershire is what many who live there call Leicester."""
    towns = [word.removesuffix("shire") for word in authority.split() if word.endswith("shire")]
    return " ".join([authority, *towns])


def _with_phase(own: Parts, column: str) -> Parts:
    """A name's phases are finer than the column's, which speaks where the name does not."""
    said = frozenset(_PHASE_OF.get(fold(column), parts(column).phases if column else set()))
    if (
        not said
        or own.phases == said
        or (own.phases and (len(said) > 1 or fold(column) == "16 plus"))
    ):
        return own
    if said == {"primary"} and own.phases & (_WITHIN_PRIMARY | {"middle"}):
        return own
    if said == {"secondary"} and own.phases & {"secondary", "middle"}:
        return own
    return replace(own, phases=said)


def _heirs(urns: np.ndarray, successors: np.ndarray) -> np.ndarray:
    """Follow successors as far as the table goes; a circle ends at its highest URN."""
    position = {int(urn): at for at, urn in enumerate(urns)}
    heirs = np.arange(len(urns))
    for at in range(len(urns)):
        seen, now = [at], at
        while (then := position.get(int(successors[now]))) is not None:
            if then in seen:
                now = max(seen[seen.index(then) :], key=lambda each: int(urns[each]))
                break
            seen.append(then)
            now = then
        heirs[at] = now
    return heirs


def _reopened(
    heirs: np.ndarray, own: list[Parts], postcodes: np.ndarray, closed: np.ndarray
) -> np.ndarray:
    """A closed school and one open school of the same name at the same postcode are one."""
    keys = [
        (frozenset(each.words), each.phases, each.sexes, str(postcode))
        for each, postcode in zip(own, postcodes, strict=True)
    ]
    opened: dict[tuple[object, ...], list[int]] = {}
    for at in np.flatnonzero(~closed):
        if keys[at][0] and keys[at][3]:
            opened.setdefault(keys[at], []).append(int(at))
    heirs = heirs.copy()
    for at in np.flatnonzero(closed & (heirs == np.arange(len(heirs)))):
        same = opened.get(keys[at], [])
        if len(same) == 1:
            heirs[at] = same[0]
    return heirs[heirs]
