"""The schools that charities speak of: in their names, and in the text of what they do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from newwave.linking.name_words import fold, stem, words_of
from newwave.linking.reference import authorities_in
from newwave.linking.school_names import Parts, parts, parts_of_folded

_SAINT = re.compile(r"\bst ([a-z]+)")
_ENDS = words_of("school schools academy primary infant junior college")
_KINDS = _ENDS | words_of(
    """ce rc methodist church va voluntary community county endowed first middle lower upper
    secondary high grammar combined nursery special comprehensive preparatory village and"""
)
_LONDON = re.compile(r"\b(?:EC?|NW?|SE|SW|WC?)(?:[1-9]|1\d|2[0-8])[A-Z]?\b")
_CAPITAL = re.compile(r"[^a-z]*[A-Z0-9]")
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


@dataclass(frozen=True)
class Mention:
    """What one charity says of its school.

    `name` and `text` are folded; `named` are the parts of its name, `spoken` those of the school
    that its text names, if any; `around` the proper names of text and area, `beside` the words
    that follow the school named; `postcode` without spaces; `authorities` those of `area`;
    `slips` bits against it for words read as others.
    """

    name: str
    text: str
    named: Parts
    spoken: Parts
    around: frozenset[str]
    beside: frozenset[str]
    postcode: str
    authorities: frozenset[int]
    slips: float = 0.0


NOTHING = Parts(())
MOST_WORDS = 9
"""Words of a school's name in a sentence, at most."""

MOST_TEXT = 3_000
"""Characters of a text that are read: what it is for stands at its head."""

BESIDE = 5
"""Words after a school's name in a sentence that may tell where it is."""


def mention(name: str, text: str, area: str, postcode: str) -> Mention:
    """Read what one charity says of its school."""
    folded = fold(text[:MOST_TEXT]) if text else ""
    spoken, beside = _spoken(folded)
    named = parts(name)
    proper = fold(_proper(text[:MOST_TEXT])) if text else ""
    around = frozenset(stem(word) for word in f"{proper} {fold(area)}".split())
    joined = frozenset("st_" + stem(saint) for saint in _SAINT.findall(folded))
    full = re.sub(r"[^A-Z0-9]", "", postcode.upper())
    return Mention(
        fold(name),
        folded,
        named,
        spoken,
        around | joined,
        beside,
        full or _london(name),
        authorities_in(area) if area else frozenset(),
    )


def _london(name: str) -> str:
    """The postal district of London that a name tells, as `(SE16)`, with its end left open."""
    found = _LONDON.search(name.upper())
    return f"{found.group()}???" if found else ""


def _proper(text: str) -> str:
    """The words with a capital, for `well being` is not of Wells; all, if none or all have one."""
    if text.isupper() or text.islower():
        return text
    return " ".join(word for word in text.split() if _CAPITAL.match(word))


def filled(said: Mention) -> Mention:
    """The name's parts, with phase and faith from the text where the name has none."""
    named, spoken = said.named, said.spoken
    if not spoken.words:
        return replace(said, named=replace(named, phases=named.phases or spoken.phases))
    alike = bool(set(named.words) & set(spoken.words))
    if not alike:
        return said
    return replace(
        said,
        named=replace(
            named,
            phases=spoken.phases if spoken.plural else named.phases or spoken.phases,
            faiths=named.faiths or spoken.faiths,
            sexes=named.sexes or spoken.sexes,
            styles=named.styles if not spoken.phases else spoken.styles,
            plural=named.plural or spoken.plural,
        ),
    )


def _spoken(folded: str) -> tuple[Parts, frozenset[str]]:
    """The school that a folded text names most often (the first if several), and words beside.

    Where it names none, the one phase that it speaks of, as `a small primary school`.
    """
    nameless: set[str] = set()
    found: Counter[Parts] = Counter()
    beside: dict[Parts, set[str]] = {}
    words = folded.split()
    for at, word in enumerate(words):
        if word not in _ENDS or (at + 1 < len(words) and words[at + 1] in _ENDS):
            continue
        own = parts_of_folded(" ".join(words[_start(words, at) : at + 1]))
        if own.words:
            found[own] += 1
            following = " ".join(words[at + 1 : at + 1 + BESIDE])
            beside.setdefault(own, set()).update(parts_of_folded(following).words)
        else:
            nameless |= own.phases
    if not found:
        phases = nameless if len(nameless) == 1 else ()
        return replace(NOTHING, phases=frozenset(phases)), frozenset()
    most = max(found.values())
    chosen = next(own for own, times in found.items() if times == most)
    return _with_sister(chosen, found), frozenset(beside[chosen])


def _with_sister(chosen: Parts, found: Iterable[Parts]) -> Parts:
    """Both schools of a name, where a text names an infant and a junior one."""
    phases = frozenset().union(*(own.phases for own in found if own.words == chosen.words))
    if {"infant", "junior"} <= phases:
        return replace(chosen, phases=phases, plural=True)
    return chosen


def _start(words: list[str], end: int) -> int:
    """Where the school's name begins that ends with a word for a school: after `at`, `of`, ..."""
    kind = end
    while kind > 0 and words[kind - 1] in _KINDS:
        kind -= 1
    start = kind
    while start > 0 and kind - start < MOST_WORDS and words[start - 1] not in _BEFORE:
        start -= 1
    return start
