"""What a charity says of its school: in its name, in the text of what it does, by where it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA

from newwave.linking.name_words import fold, stem, words_of
from newwave.linking.places import authorities_in
from newwave.linking.school_index import SchoolIndex
from newwave.linking.school_names import SchoolName, parse_folded

_SAINT = re.compile(r"\bst ([a-z]+)")
_LONDON = re.compile(r"\b(?:EC?|NW?|SE|SW|WC?)(?:[1-9]|1\d|2[0-8])[A-Z]?\b")
_CAPITAL = re.compile(r"[^a-z]*[A-Z0-9]")
_ENDS = words_of("school schools academy primary infant junior college")
_STYLES = _ENDS | words_of(
    """ce rc methodist church va voluntary community county endowed first middle lower upper
    secondary high grammar combined nursery special comprehensive preparatory village and"""
)
# A school's name in a sentence begins after one of these.
_BEFORE = words_of(
    """at of for the to by in with from is are was that which our this their both all who
    support supporting benefit attending attend within between raise raising funds money
    fundraising pupils children parents parent teachers staff students local a an any each every
    said such above former old state maintained school schools association friends
    independent mainstream help helping assist provide providing run running through on into
    charity pta provides equipment facilities supports benefiting enhance as be or not it its
    new relevant individual another other whilst when where education educational
    named called known needs special used life advance promote whole day boarding nearby
    around during after before outside beyond respective year years large small mixed
    group activities additional extra resources throughout two three several many"""
)
MOST_WORDS = 9
"""Words of a school's name in a sentence, at most."""

MOST_TEXT = 3_000
"""Characters of a text that are read: what it is for stands at its head."""

NEXT_WORDS = 5
"""Words after a school's name in a sentence that may tell where it is."""

LEAST_LENGTH, LONG, VERY_LONG = 6, 9, 12
SLIP, LONG_SLIP = 6.0, 5.0
BLOCK = 500


@dataclass(frozen=True)
class Charity:
    """What one charity says of its school.

    `kind` is why it is taken for an association. `folded_name` and `folded_text` are its name and
    what it does; `name` and `text_name` the school's name as they give it; `text_places` the
    proper names of text and area, `next_words` those that follow the school's name in the text;
    `postcode` without spaces; `authorities` those of the area; `slip_bits` bits against it for
    words read as others; `by_text`: name and text have changed places.
    """

    number: int
    kind: str
    folded_name: str
    folded_text: str
    name: SchoolName
    text_name: SchoolName
    text_places: frozenset[str]
    next_words: frozenset[str]
    postcode: str
    authorities: frozenset[int]
    slip_bits: float = 0.0
    by_text: bool = False


def parse_charities(table: pd.DataFrame, index: SchoolIndex) -> list[Charity]:
    """Read what associations say of their schools, in the schools' spelling.

    Columns of the table: charity_number, kind, name, activities, objects, area, postcode.
    """
    columns = ["charity_number", "kind", "name", "activities", "objects", "area", "postcode"]
    charities = [_parse_charity(*row) for row in table[columns].itertuples(index=False)]
    return _respell(charities, index)


def join_texts(activities: str, objects: str) -> str:
    """What a charity does, and what for, as one text."""
    return f"{activities}. {objects}".strip(". ")


def swap_name_and_text(charity: Charity) -> Charity:
    """The charity with the school that its text names in the place of that of its name."""
    return replace(
        charity,
        folded_name=charity.folded_text,
        folded_text=charity.folded_name,
        name=charity.text_name,
        text_name=charity.name,
        text_places=charity.text_places | set(charity.name.words),
        slip_bits=0.0,
        by_text=True,
    )


def _parse_charity(
    number: int, kind: str, name: str, activities: str, objects: str, area: str, postcode: str
) -> Charity:
    text = join_texts(activities, objects)[:MOST_TEXT]
    folded_name, folded_text = fold(name), fold(text)
    text_name, next_words = _find_school(folded_text)
    proper = fold(_proper_names(text))
    places = {stem(word) for word in f"{proper} {fold(area)}".split()}
    saints = {"st_" + stem(saint) for saint in _SAINT.findall(folded_text)}
    return Charity(
        int(number),
        kind,
        folded_name,
        folded_text,
        _complete_name(parse_folded(folded_name), text_name),
        text_name,
        frozenset(places | saints),
        next_words,
        re.sub(r"[^A-Z0-9]", "", postcode.upper()) or _london_district(name),
        authorities_in(area),
    )


def _london_district(name: str) -> str:
    """The postal district of London that a name gives, as `(SE16)`, with its end left open."""
    district = _LONDON.search(name.upper())
    return f"{district.group()}???" if district else ""


def _proper_names(text: str) -> str:
    """The words with a capital, for `well being` is not of Wells; all, if none or all have one."""
    if text.isupper() or text.islower():
        return text
    return " ".join(word for word in text.split() if _CAPITAL.match(word))


def _complete_name(name: SchoolName, text_name: SchoolName) -> SchoolName:
    """The name, with phase, faith and sex from the text where it has none."""
    if not text_name.words:
        return replace(name, phases=name.phases or text_name.phases)
    if set(name.words).isdisjoint(text_name.words):
        return name
    return replace(
        name,
        phases=text_name.phases if text_name.plural else name.phases or text_name.phases,
        faiths=name.faiths or text_name.faiths,
        sexes=name.sexes or text_name.sexes,
        styles=name.styles if not text_name.phases else text_name.styles,
        plural=name.plural or text_name.plural,
    )


def _find_school(folded_text: str) -> tuple[SchoolName, frozenset[str]]:
    """The school that a text names most often (the first if several), and the words after it.

    Where it names none, the one phase that it speaks of, as `a small primary school`; both
    schools of a name, where it names an infant and a junior one.
    """
    nameless: set[str] = set()
    counts: Counter[SchoolName] = Counter()
    next_words: dict[SchoolName, set[str]] = {}
    words = folded_text.split()
    for at, word in enumerate(words):
        if word not in _ENDS or (at + 1 < len(words) and words[at + 1] in _ENDS):
            continue
        name = parse_folded(" ".join(words[_name_start(words, at) : at + 1]))
        if name.words:
            counts[name] += 1
            following = " ".join(words[at + 1 : at + 1 + NEXT_WORDS])
            next_words.setdefault(name, set()).update(parse_folded(following).words)
        else:
            nameless |= name.phases
    if not counts:
        return SchoolName(phases=frozenset(nameless if len(nameless) == 1 else ())), frozenset()
    name = max(counts, key=counts.__getitem__)
    after = frozenset(next_words[name])
    phases = frozenset().union(*(other.phases for other in counts if other.words == name.words))
    if {"infant", "junior"} <= phases:
        return replace(name, phases=phases, plural=True), after
    return name, after


def _name_start(words: list[str], end: int) -> int:
    """Where the school's name begins that ends with a word for a school: after `at`, `of`, ..."""
    style = end
    while style > 0 and words[style - 1] in _STYLES:
        style -= 1
    start = style
    while start > 0 and style - start < MOST_WORDS and words[start - 1] not in _BEFORE:
        start -= 1
    return start


def _respell(charities: Sequence[Charity], index: SchoolIndex) -> list[Charity]:
    """Words that no school bears, read as the word that one does: slips, joins, splits."""
    known = index.name_words
    joined = [_join(charity.name.words, known) for charity in charities]
    strange = {
        word
        for words in joined
        for word in words
        if word not in index.columns and word not in index.split_words
    }
    slips = _nearest_words(sorted(strange), sorted(known))
    return [
        replace(
            charity,
            name=replace(charity.name, words=_correct(words, index, slips)),
            text_name=replace(
                charity.text_name,
                words=_correct(_join(charity.text_name.words, known), index, {}),
            ),
            slip_bits=-sum(
                SLIP if len(word) < LONG else LONG_SLIP for word in words if word in slips
            ),
        )
        for charity, words in zip(charities, joined, strict=True)
    ]


def _join(words: tuple[str, ...], known: frozenset[str]) -> tuple[str, ...]:
    """The words with two that a school writes as one joined, before any is taken for a slip."""
    joined: list[str] = []
    for word in words:
        whole = f"{joined[-1]}{word}" if joined else ""
        if whole in known and (joined[-1] not in known or word not in known):
            joined[-1] = whole
        else:
            joined.append(word)
    return tuple(joined)


def _correct(words: tuple[str, ...], index: SchoolIndex, slips: dict[str, str]) -> tuple[str, ...]:
    """The words with those split that a school writes as two, and slips corrected."""
    correct: list[str] = []
    for word in words:
        if word not in index.name_words and word in index.split_words:
            correct.extend(index.split_words[word])
        else:
            correct.append(slips.get(word, word))
    return tuple(dict.fromkeys(correct))


def _nearest_words(strange: list[str], known: list[str]) -> dict[str, str]:
    """For each word the one word within one slip (two, if it is long), if there is only one."""
    strange = [word for word in strange if len(word) >= LEAST_LENGTH and not word.isdigit()]
    known = [word for word in known if len(word) >= LEAST_LENGTH - 1]
    nearest: dict[str, str] = {}
    if not known:
        return nearest
    for start in range(0, len(strange), BLOCK):
        block = strange[start : start + BLOCK]
        distances = process.cdist(block, known, scorer=OSA.distance, score_cutoff=2, dtype=np.uint8)
        for word, row in zip(block, distances, strict=True):
            least = int(row.min())
            closest = np.flatnonzero(row == least)
            allowed = 2 if len(word) >= VERY_LONG else 1
            if least <= allowed and len(closest) == 1 and known[closest[0]][0] == word[0]:
                nearest[word] = known[closest[0]]
    return nearest
