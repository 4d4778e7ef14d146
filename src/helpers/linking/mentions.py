"""The schools that charities speak of: in their names, and in the text of what they do."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from helpers.linking.parts import Parts, parts, parts_of_folded
from helpers.linking.reference import authorities_in
from helpers.linking.words import fold, stem, words_of

_NAMED = re.compile(
    r"((?:[a-z0-9_]+ ){1,9}?)((?:(?:ce|rc|methodist|church|va|voluntary|community|county|endowed|"
    r"infant|junior|primary|first|middle|lower|upper|secondary|high|grammar|combined|nursery|"
    r"special|comprehensive|preparatory|and) )*)"
    r"(school|schools|academy|primary|infant|junior|college)\b"
)
# A school's name in a sentence begins after one of these.
_BEFORE = words_of(
    """at of for the to by in with from is are was that which our this their both all who
    support supporting benefit attending attend within between raise raising funds money
    fundraising pupils children parents parent teachers staff students local a an any each every
    said such above former old state maintained village school schools association friends
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

    `named` are the parts of its name; `spoken` those of the school named in its text, if any;
    `around` all words of text and area, `beside` those that
    follow the school named; `postcode` without spaces; `authorities` those of `area`; `slips`
    bits against it for words read as others.
    """

    named: Parts
    spoken: Parts
    around: frozenset[str]
    beside: frozenset[str]
    postcode: str
    authorities: frozenset[int]
    slips: float = 0.0


NOTHING = Parts(())
BESIDE = 5
"""Words after a school's name in a sentence that may tell where it is."""


def mention(name: str, text: str, area: str, postcode: str) -> Mention:
    """Read what one charity says of its school."""
    folded = fold(text) if text else ""
    spoken, beside = _spoken(folded)
    named = parts(name)
    around = frozenset(stem(word) for word in f"{folded} {fold(area)}".split())
    joined = frozenset(parts_of_folded(folded).words) if folded else frozenset()
    return Mention(
        named,
        spoken,
        around | joined,
        beside,
        re.sub(r"[^A-Z0-9]", "", postcode.upper()),
        authorities_in(area) if area else frozenset(),
    )


def filled(said: Mention) -> Mention:
    """The name's parts, with phase and faith from the text where the name has none."""
    named, spoken = said.named, said.spoken
    if not spoken.words:
        return said
    alike = bool(set(named.words) & set(spoken.words))
    if not alike:
        return said
    return replace(
        said,
        named=replace(
            named,
            phases=named.phases or spoken.phases,
            faiths=named.faiths or spoken.faiths,
            sexes=named.sexes or spoken.sexes,
            styles=named.styles if not spoken.phases else spoken.styles,
            plural=named.plural or spoken.plural,
        ),
    )


def _spoken(folded: str) -> tuple[Parts, frozenset[str]]:
    """The school that a folded text names most often (the first if several), and words beside."""
    found: Counter[Parts] = Counter()
    beside: dict[Parts, set[str]] = {}
    for match in _NAMED.finditer(folded):
        before, kind, last = match.groups()
        words = before.split()
        at = max((i for i, word in enumerate(words) if word in _BEFORE), default=-1)
        own = parts_of_folded(" ".join([*words[at + 1 :], *kind.split(), last]))
        if own.words:
            found[own] += 1
            following = " ".join(folded[match.end() :].split()[:BESIDE])
            beside.setdefault(own, set()).update(parts_of_folded(following).words)
    if not found:
        return NOTHING, frozenset()
    most = max(found.values())
    chosen = next(own for own, times in found.items() if times == most)
    return chosen, frozenset(beside[chosen])
