"""A school's name as it is written, by itself or in a charity's: words, phase, faith and sex."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from newwave.linking.name_words import (
    ASSOCIATION_WORDS,
    CHILD_WORDS,
    CONNECTIVES,
    DENOMINATIONS,
    GENERIC,
    PHASES,
    SAINTS,
    SEXES,
    SMALL_WORDS,
    STYLES,
    UNSURE_PHASES,
    fold,
    stem,
)

EMPTY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class SchoolName:
    """What one name says of a school.

    `words` distinguish (stemmed, saints joined: `st_mary`), in their order; `phases`, `faiths`,
    `sexes` and `styles` (high, grammar, plain 'school') are what the name says of them; `plural`
    that it speaks of several schools; `plural_words` are the words written with an s at the end;
    `leading_words` those before the first `and`, `on` or such.
    """

    words: tuple[str, ...] = ()
    phases: frozenset[str] = EMPTY
    faiths: frozenset[str] = EMPTY
    sexes: frozenset[str] = EMPTY
    styles: frozenset[str] = EMPTY
    plural: bool = False
    plural_words: frozenset[str] = EMPTY
    leading_words: tuple[str, ...] = ()


LONGEST_NAME = 24
"""Words of the longest name in which initials are looked for."""

_ASSOCIATION_MISSPELT = re.compile(r"as+[oi]?c[iaot]\w{3,}|parent\w+|teacher\w+|acad[em]\w+")
_SKIPPED_IN_SCHOOLS = SMALL_WORDS | GENERIC
_SKIPPED = _SKIPPED_IN_SCHOOLS | ASSOCIATION_WORDS
_SURE_PHASES = set(PHASES) - UNSURE_PHASES
_SCHOOLS = {"school", "schools", "high", "first", "middle"} | _SURE_PHASES
_ENDS = ASSOCIATION_WORDS | GENERIC | set(DENOMINATIONS) | {"and"} | _SURE_PHASES


@lru_cache(maxsize=200_000)
def parse_name(name: str, of_school: bool = False) -> SchoolName:
    """Read a name as published: a charity's, or a school's own."""
    return parse_folded(fold(name), of_school)


def parse_folded(folded: str, of_school: bool = False) -> SchoolName:
    """Read a folded name: a charity's, or a school's own."""
    tokens = folded.split()
    words: list[str] = []
    leading_words: tuple[str, ...] = ()
    phases: set[str] = set()
    faiths: set[str] = set()
    sexes: set[str] = set()
    styles: set[str] = set()
    plural_words: set[str] = set()
    skipped = _SKIPPED_IN_SCHOOLS if of_school else _SKIPPED
    end = 0
    for at, (token, after) in enumerate(zip(tokens, [*tokens[1:], ""], strict=False)):
        if at < end:
            continue
        is_phase = token in PHASES and _is_phase(token, after, at)
        if token in STYLES and (token == "academy" or is_phase):
            styles.add(STYLES[token])
        if token == "st":
            saints = _saints(tokens[at + 1 :])
            words += saints
            end = at + 2 * len(saints)
        elif is_phase:
            phases.add(PHASES[token])
        elif token in CONNECTIVES and not leading_words:
            leading_words = tuple(words)
        elif token in DENOMINATIONS:
            faiths.add(DENOMINATIONS[token])
        elif token in {"county", "community"} and after in _SCHOOLS:
            faiths.add("community")
        elif token in SEXES:
            sexes.add(SEXES[token])
        elif token == "church" and after in {"school", "schools", "primary", "infant", "junior"}:
            faiths.add("church")
        elif _distinguishes(token, after, tokens, skipped):
            words.append(stem(token))
            if stem(token) != token:
                plural_words.add(stem(token))
    if not phases and "school" in tokens:
        styles.add("plain")
    plural = not {"schools", "federation"}.isdisjoint(tokens) or {"infant", "junior"} <= phases
    distinct = tuple(dict.fromkeys(words))
    return SchoolName(
        distinct,
        frozenset(phases),
        frozenset(faiths),
        frozenset(sexes),
        frozenset(styles),
        plural,
        frozenset(plural_words),
        leading_words or distinct,
    )


def place_words(*texts: str) -> frozenset[str]:
    """The words of streets, towns and other places, as `SchoolName.words` has them."""
    return frozenset(word for text in texts if text for word in parse_name(text).words)


def _is_phase(token: str, after: str, at: int) -> bool:
    if token not in UNSURE_PHASES:
        return True
    if not after or after in SMALL_WORDS:
        return at > 0
    return after in _ENDS or (after in PHASES and after not in UNSURE_PHASES)


def _saints(tokens: Sequence[str]) -> list[str]:
    """The saints after `st`: in `st mary and john` both are, though the title stands once."""
    if not tokens or tokens[0] in _SKIPPED or tokens[0] in PHASES:
        return []
    saints = [stem(tokens[0])]
    for joint, name in zip(tokens[1::2], tokens[2::2], strict=False):
        if joint != "and" or stem(name) not in SAINTS:
            break
        saints.append(stem(name))
    return [f"st_{saint}" for saint in saints]


def _distinguishes(token: str, after: str, tokens: list[str], skipped: frozenset[str]) -> bool:
    if token in CHILD_WORDS and after in {"school", "academy", "house", "primary"}:
        return True
    if token in skipped or _ASSOCIATION_MISSPELT.match(token):
        return False
    return token.isdigit() or (len(token) > 1 and not _abbreviates(token, tokens))


def _abbreviates(token: str, tokens: list[str]) -> bool:
    """Whether a word is made of the first letters of the others: `FOERS`."""
    if not 3 <= len(token) <= 8 or len(tokens) > LONGEST_NAME:
        return False
    others = [other for other in tokens if other != token]
    main = [other for other in others if other not in SMALL_WORDS or other == "of"]
    return any(token in "".join(word[0] for word in words) for words in (others, main))
