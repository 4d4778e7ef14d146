"""Words that no school bears, read as the nearest word that one does: slips, joins, splits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from newwave.linking.charity import Mention
from newwave.linking.schools import Schools

LEAST_LENGTH = 6
LONG, VERY_LONG = 9, 12
SLIP, LONG_SLIP = 6.0, 5.0
BLOCK = 500


@dataclass(frozen=True)
class Spelling:
    """How schools are spelt: words of names, words of places, and words that are split in two."""

    words: frozenset[str]
    places: frozenset[str]
    split: dict[str, tuple[str, str]]


def spelt(schools: Schools) -> Spelling:
    """The spelling of a table of schools."""
    pairs = {
        (one, other)
        for parts in schools.parts
        for one, other in zip(parts.words, parts.words[1:], strict=False)
    }
    return Spelling(
        frozenset(word for parts in schools.parts for word in parts.words),
        frozenset().union(*schools.places),
        {one + other: (one, other) for one, other in sorted(pairs)},
    )


def respelt(said: Sequence[Mention], spelling: Spelling) -> list[Mention]:
    """The mentions with unknown words of names brought to the schools' spelling."""
    words, split = spelling.words, spelling.split
    said = [
        replace(one, named=replace(one.named, words=_joined(one.named.words, words)))
        for one in said
    ]
    asked = {
        word
        for one in said
        for word in one.named.words
        if word not in words and word not in spelling.places and word not in split
    }
    near = _nearest(sorted(asked), sorted(words))
    return [
        replace(
            one,
            slips=-sum(
                SLIP if len(word) < LONG else LONG_SLIP for word in one.named.words if word in near
            ),
            named=replace(one.named, words=_read(one.named.words, words, split, near)),
            spoken=replace(
                one.spoken, words=_read(_joined(one.spoken.words, words), words, split, {})
            ),
        )
        for one in said
    ]


def _joined(own: tuple[str, ...], words: frozenset[str]) -> tuple[str, ...]:
    """The words with two that a school writes as one joined, before any is taken for a slip."""
    read: list[str] = []
    for word in own:
        whole = f"{read[-1]}{word}" if read else ""
        if whole in words and (read[-1] not in words or word not in words):
            read[-1] = whole
        else:
            read.append(word)
    return tuple(read)


def _read(
    own: tuple[str, ...],
    words: frozenset[str],
    split: dict[str, tuple[str, str]],
    near: dict[str, str],
) -> tuple[str, ...]:
    read: list[str] = []
    for word in own:
        if word not in words and word in split:
            read.extend(split[word])
        else:
            read.append(near.get(word, word))
    return tuple(dict.fromkeys(read))


def _nearest(asked: list[str], words: list[str]) -> dict[str, str]:
    """For each word the one word within one slip (two, if it is long), if there is only one."""
    asked = [word for word in asked if len(word) >= LEAST_LENGTH and not word.isdigit()]
    words = [word for word in words if len(word) >= LEAST_LENGTH - 1]
    found: dict[str, str] = {}
    if not words:
        return found
    for start in range(0, len(asked), BLOCK):
        block = asked[start : start + BLOCK]
        distances = process.cdist(block, words, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        for word, row in zip(block, distances, strict=True):
            least = int(row.min())
            hits = np.flatnonzero(row == least)
            allowed = 2 if len(word) >= VERY_LONG else 1
            if least <= allowed and len(hits) == 1 and words[hits[0]][0] == word[0]:
                found[word] = words[hits[0]]
    return found
