"""What the prose of a page may not contain: a number that nothing keeps up to date.

A number in a role follows its result; a number typed into a sentence goes stale. Only
what a reader sees as prose is looked at: not roles, code, comments, options of
directives or the targets of links.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser

DIGITS = re.compile("[£$€]?\\d+(?:[.,/\N{EN DASH}-]\\d+)*%?")
QUANTITIES = re.compile(
    r"\b(?:half|halves|halved|halving|quarters?|twice|thrice"
    r"|doubl(?:e|es|ed|ing)|trebl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)"
    r"|per ?cent|dozens?"
    r"|(?:a|one|two)[ -]thirds?|thirds)\b",
    re.IGNORECASE,
)
"""Words that state an amount or a proportion; counting words such as "three" structure a text."""

NAMES = (
    r"(?:Tables?|Figures?) \d+",
    "(?:19|20)\\d\\d[/\N{EN DASH}]\\d\\d\\b",
    r"\b(?:19\d\d|20[0-2]\d|2030)s?\b",
    r"\b[A-Z]{2}/[A-Z]\w*/\d+\b",
)
"""Patterns of digits that name something: a table, an accounts year, a year, a grant."""

_KEY = r"[a-z0-9_-]+\.[a-z0-9_]+\.[a-z][a-z0-9_]*|[a-z]+\.[a-z0-9][a-z0-9_-]*"
_ROLE_FORMS = {"num": re.compile(_KEY), "holds": re.compile(rf"(?:{_KEY}):\s*\S.*", re.DOTALL)}
_BODY_IS_PROSE = re.compile(
    r"\{(?:note|tip|hint|important|warning|caution|attention|danger|seealso|admonition"
    r"|dropdown|margin|sidebar|topic|epigraph|figure|table|list-table|card|grid|grid-item"
    r"|grid-item-card|tab-item|tab-set|div|raw)\}"
)


@dataclass(frozen=True)
class Finding:
    """Something that does not belong into prose: its line, counted from 1, and the words."""

    line: int
    words: str


def bare_numbers(text: str, names: Iterable[str], words: bool = True) -> list[Finding]:
    """Numbers in the prose of a MyST page, in order.

    names: regular expressions of what looks like a number and is a name. words: whether
    words that state a quantity ("half", "twice") count as numbers, too.
    """
    allowed = re.compile("|".join(names) or r"(?!)")
    searched = (DIGITS, QUANTITIES) if words else (DIGITS,)
    return [
        Finding(line, match.group())
        for line, prose in _prose(text)
        for pattern in searched
        for match in pattern.finditer(allowed.sub("", prose))
    ]


def malformed_roles(text: str) -> list[Finding]:
    """Roles `{num}` and `{holds}` whose content is not a key, or a key and a sentence."""
    return [
        Finding(line, f"{{{name}}}`{content}`")
        for line, name, content in _roles(text)
        if name in _ROLE_FORMS and not _ROLE_FORMS[name].fullmatch(content.strip())
    ]


@cache
def _parser() -> MarkdownIt:
    extensions = {"colon_fence", "dollarmath", "deflist", "tasklist", "substitution"}
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML)


def _prose(text: str) -> Iterator[tuple[int, str]]:
    """(line, text) of everything on a page that is read as a sentence."""
    for line, token in _tokens(text):
        if token.type == "html_block":
            for offset, row in enumerate(_without_markup(token.content).split("\n")):
                yield line + offset, row
        elif token.type == "inline":
            yield from _lines(line, token.children or [])


def _roles(text: str) -> Iterator[tuple[int, str, str]]:
    for line, token in _tokens(text):
        for child_line, child in _numbered(line, token.children or []):
            if child.type == "myst_role":
                yield child_line, str(child.meta["name"]), child.content


def _tokens(text: str, first: int = 1) -> Iterator[tuple[int, Token]]:
    """(line, token) of a page's blocks, those inside directives with prose among them."""
    for token in _parser().parse(text, {}):
        line = first + (token.map[0] if token.map else 0)
        if token.type in ("fence", "colon_fence") and _BODY_IS_PROSE.match(token.info):
            title = token.info.partition("}")[2]
            body = re.sub(r"^(?::[\w-]+:.*|---)$", "", token.content, flags=re.MULTILINE)
            # The title stands on the opening line, so that one parse numbers both.
            yield from _tokens(f"{title}\n{body}", line)
        else:
            yield line, token


def _numbered(line: int, children: list[Token]) -> Iterator[tuple[int, Token]]:
    """The parts of a paragraph with their lines.

    A role that spans lines carries no trace of them; what follows it in its paragraph is
    then reported a line early.
    """
    for child in children:
        yield line, child
        line += child.type in ("softbreak", "hardbreak")


def _lines(line: int, children: list[Token]) -> Iterator[tuple[int, str]]:
    """The text of a paragraph, line by line; other parts leave a gap."""
    rows: dict[int, list[str]] = {}
    for number, child in _numbered(line, children):
        rows.setdefault(number, []).append(_text(child))
    return ((number, "".join(parts)) for number, parts in rows.items())


def _text(token: Token) -> str:
    if token.type == "image":
        return "".join(_text(child) for child in token.children or [])
    return token.content if token.type in ("text", "math_inline", "text_special") else " "


def _without_markup(html: str) -> str:
    blank = re.sub(
        r"<!--.*?-->|<[^>]*>", lambda match: "\n" * match.group().count("\n"), html, flags=re.DOTALL
    )
    return re.sub(r"&#?\w+;", " ", blank)
