"""A name taken apart: what distinguishes it, and what phase, faith and sex it tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from newwave.linking.name_words import (
    ASSOCIATION_WORDS,
    DENOMINATIONS,
    FURTHER,
    GENDERS,
    GENERIC,
    KEPT,
    LITTLE,
    PHASES,
    SAINTS,
    STYLES,
    UNSURE_PHASES,
    fold,
    stem,
)


@dataclass(frozen=True)
class Parts:
    """The parts of one name.

    `words` distinguish (stemmed, saints joined: `st_mary`), in their order; `phases`, `faiths`,
    `sexes` and `styles` (high, grammar, plain 'school') are what the name says of them; `plural`
    that it speaks of several schools; `plurals` are the words written with an s at the end; `lead`
    the words before the first `and`, `on` or such.
    """

    words: tuple[str, ...]
    phases: frozenset[str] = field(default=frozenset())
    faiths: frozenset[str] = field(default=frozenset())
    sexes: frozenset[str] = field(default=frozenset())
    styles: frozenset[str] = field(default=frozenset())
    plural: bool = False
    plurals: frozenset[str] = field(default=frozenset())
    lead: tuple[str, ...] = ()


_ASSOCIATION_MISSPELT = re.compile(r"as+[oi]?c[iaot]\w{3,}|parent\w+|teacher\w+|acad[em]\w+")
_OF_SCHOOL = LITTLE | GENERIC
LONGEST_NAME = 24
"""Words of the longest name in which initials are looked for."""

_SKIPPED = LITTLE | ASSOCIATION_WORDS | GENERIC
_SCHOOLS = frozenset(
    {"school", "schools", "high"} | (set(PHASES) - UNSURE_PHASES) | {"first", "middle"}
)
_ENDS = ASSOCIATION_WORDS | GENERIC | set(DENOMINATIONS) | {"and"} | (set(PHASES) - UNSURE_PHASES)


@lru_cache(maxsize=200_000)
def parts(name: str, of_school: bool = False) -> Parts:
    """Take a name as published apart: a charity's, or a school's own."""
    return parts_of_folded(fold(name), of_school)


def parts_of_folded(folded: str, of_school: bool = False) -> Parts:
    """Take a folded name apart: a charity's, or a school's own."""
    read = _Reader(folded.split(), _OF_SCHOOL if of_school else _SKIPPED)
    read.all()
    plural = (
        not {"schools", "federation"}.isdisjoint(read.tokens) or {"infant", "junior"} <= read.phases
    )
    if not read.phases and "school" in read.tokens:
        read.styles.add("plain")
    words = tuple(dict.fromkeys(read.words))
    return Parts(
        words,
        frozenset(read.phases),
        frozenset(read.faiths),
        frozenset(read.sexes),
        frozenset(read.styles),
        plural,
        frozenset(read.plurals),
        read.lead or words,
    )


class _Reader:
    def __init__(self, tokens: Sequence[str], skipped: frozenset[str]) -> None:
        self.tokens = list(tokens)
        self.words: list[str] = []
        self.phases: set[str] = set()
        self.faiths: set[str] = set()
        self.sexes: set[str] = set()
        self.styles: set[str] = set()
        self.skipped = skipped
        self.plurals: set[str] = set()
        self.lead: tuple[str, ...] = ()

    def all(self) -> None:
        at = 0
        while at < len(self.tokens):
            at += self._one(at)

    def _next(self, at: int) -> str:
        return self.tokens[at + 1] if at + 1 < len(self.tokens) else ""

    def _one(self, at: int) -> int:
        token, after = self.tokens[at], self._next(at)
        if token in STYLES and (token == "academy" or self._is_phase(at)):
            self.styles.add(STYLES[token])
        if token == "st":
            return self._saint(at)
        if token in PHASES and self._is_phase(at):
            self.phases.add(PHASES[token])
        elif token in FURTHER and not self.lead:
            self.lead = tuple(self.words)
        elif token in DENOMINATIONS:
            self.faiths.add(DENOMINATIONS[token])
        elif token in {"county", "community"} and after in _SCHOOLS:
            self.faiths.add("community")
        elif token in GENDERS:
            self.sexes.add(GENDERS[token])
        elif token == "church" and after in {"school", "schools", "primary", "infant", "junior"}:
            self.faiths.add("church")
        elif self._distinguishes(token, at):
            self.words.append(stem(token))
            self.plurals |= set() if stem(token) == token else {stem(token)}
        return 1

    def _distinguishes(self, token: str, at: int) -> bool:
        if token in KEPT and self._next(at) in {"school", "academy", "house", "primary"}:
            return True
        if token in self.skipped or _ASSOCIATION_MISSPELT.match(token):
            return False
        return token.isdigit() or (len(token) > 1 and not self._abbreviates(token))

    def _abbreviates(self, token: str) -> bool:
        """Whether a word is made of the first letters of the others: `FOERS`."""
        if not 3 <= len(token) <= 8 or len(self.tokens) > LONGEST_NAME:
            return False
        return any(token in row for row in self._initials(token))

    def _initials(self, token: str) -> tuple[str, str]:
        """First letters of the other words, with the little ones and without."""
        others = [other for other in self.tokens if other != token]
        told = [other for other in others if other not in LITTLE or other == "of"]
        return "".join(each[0] for each in others), "".join(each[0] for each in told)

    def _is_phase(self, at: int) -> bool:
        token, after = self.tokens[at], self._next(at)
        if token not in UNSURE_PHASES:
            return True
        if not after or after in LITTLE:
            return at > 0
        return after in _ENDS or (after in PHASES and after not in UNSURE_PHASES)

    def _saint(self, at: int) -> int:
        """`st mary and john`: both are saints, however often the title is said."""
        after = self._next(at)
        if not after or after in _SKIPPED or after in PHASES:
            return 1
        self.words.append("st_" + stem(after))
        taken = 2
        while self.tokens[at + taken : at + taken + 1] == ["and"]:
            further = self._next(at + taken)
            if stem(further) not in _SAINT_STEMS:
                break
            self.words.append("st_" + stem(further))
            taken += 2
        return taken


_SAINT_STEMS = frozenset(stem(saint) for saint in SAINTS)


def place_words(*texts: str) -> frozenset[str]:
    """The words of streets, towns and other places, as `parts` writes them."""
    return frozenset(word for text in texts if text for word in parts(text).words)
