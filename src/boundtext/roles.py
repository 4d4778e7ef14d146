"""A Sphinx extension: the roles `{num}` and `{holds}`, which bind text to results.

`` {num}`2018.prices.loaf_mean` `` prints a number with its unit, its evidence
mark and, on hover or focus, its interval. `` {num}`published.table1-loaf` `` prints a
quoted figure. `` {holds}`2018.prices.loaf_rose: bread became dearer` ``
prints the sentence and fails the build when the claim is false. In place of a run, `latest`
stands for the last one that measured the result: a new run moves such a sentence on to itself,
unless it lacks what the result needs.

Configuration: `boundtext_store`, the folder of results, relative to the source folder;
`boundtext_evidence`, the kinds of evidence: a list of EvidenceKind, or of their fields, or the
dotted name of such a list in a module;
`boundtext_undated`, the names of folders of results that are never the latest run;
`boundtext_page`, the page on which a notebook's results stand, with `{run}` and
`{notebook}` to be filled in, or empty.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from importlib import import_module
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from boundtext import format as fmt
from boundtext.evidence import EvidenceKind, evidence_css, evidence_kind, use_evidence
from boundtext.store import LATEST, Found, ResultError, Store

logger = logging.getLogger(__name__)

_LATEST_OF_PAGE = "boundtext_latest"


def _store(env: BuildEnvironment) -> Store:
    """The results; a run that was taken out of the book is never the latest of them."""
    folder, page = Path(env.srcdir, env.config.boundtext_store), env.config.boundtext_page
    pages = [
        (path.parent.name, page.format(run=path.parent.name, notebook=path.stem))
        for path in folder.glob("*/*.json")
    ]
    shown = {run for run, name in pages if name in env.found_docs}
    removed = {run for run, _ in pages} - shown if shown else set()
    return Store(folder, {*env.config.boundtext_undated, *removed})


def _left_behind(
    app: Sphinx, env: BuildEnvironment, added: set[str], changed: set[str], removed: set[str]
) -> list[str]:
    """Pages that speak of the latest run, where since they were read another has become so."""
    latest = _store(env).latest()
    return [
        page
        for page, facts in env.metadata.items()
        if facts.get(_LATEST_OF_PAGE, latest) != latest and page not in removed
    ]


class Told(nodes.Inline, nodes.TextElement):
    """A result told in a page. Attributes: body, mark, detail, evidence, page, anchor."""


class _ResultRole(SphinxRole):
    """What both roles share: finding the result, declaring the dependency, failing in place."""

    def find(self, key: str) -> Found:
        store = _store(self.env)
        if key.startswith(f"{LATEST}."):
            self.env.metadata[self.env.docname][_LATEST_OF_PAGE] = store.latest()
            # A later run that does not measure the result today may do so in the next build.
            for path in store.folder.glob(f"*/{key.split('.')[1]}*.json"):
                self.env.note_dependency(str(path))
        found = store.find(key)
        self.env.note_dependency(str(found.path))
        return found

    def fail(self, message: str) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        logger.warning(message, location=(self.env.docname, self._line()), type="results")
        return [nodes.problematic(self.rawtext, self.rawtext)], []

    def _line(self) -> int:
        """The line of this very role: the parser knows only where its paragraph begins."""
        lines = Path(self.env.doc2path(self.env.docname)).read_text(encoding="utf-8").splitlines()
        start = max(self.lineno - 1, 0)
        needle = self.text.split("\n")[0]
        for offset, line in enumerate(lines[start:]):
            if needle in line:
                return start + offset + 1
        return self.lineno

    def tell(self, found: Found, body: str, title: str = "") -> Told:
        estimate = found.estimate
        told = Told("", "")
        if estimate is None:  # a quoted figure says for itself what it is
            entry = found.entry
            told.update_all_atts(
                {
                    "mark": entry["mark"],
                    "detail": entry["detail"],
                    "evidence": entry["evidence"],
                    "page": entry["page"],
                    "anchor": entry["key"],
                }
            )
        else:
            page = self.config.boundtext_page.format(run=found.run, notebook=found.notebook)
            told.update_all_atts(
                {
                    "mark": fmt.mark(estimate),
                    "detail": fmt.detail(estimate),
                    "evidence": estimate.evidence,
                    "page": page,
                    "anchor": f"result-{found.entry['key']}",
                }
            )
        told["body"] = body
        told["sentence"] = bool(title)
        told["ident"] = f"told-{self.env.new_serialno('told')}"
        return told


class NumRole(_ResultRole):
    """`` {num}`key` ``: a number, its unit and its evidence."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The number as a node, or a warning that names page and line."""
        try:
            found = self.find(self.text.strip())
        except ResultError as error:
            return self.fail(f"{{num}} {error}")
        estimate = found.estimate
        return [self.tell(found, fmt.text(estimate) if estimate else found.entry["display"])], []


class HoldsRole(_ResultRole):
    """`` {holds}`key: sentence` ``: a sentence that stands only while its claim is true."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The sentence as a node, or a warning that names page, line, sentence and values."""
        key, separator, sentence = self.text.partition(":")
        sentence = " ".join(sentence.split())
        if not separator or not sentence:
            return self.fail(f"{{holds}} {self.text!r} is not of the form `key: sentence`")
        try:
            found = self.find(key.strip())
        except ResultError as error:
            return self.fail(f"{{holds}} {error}; sentence: {sentence!r}")
        estimate = found.estimate
        if not found.is_claim or estimate is None:
            return self.fail(f"{{holds}} {key!r} is a number, not a claim; sentence: {sentence!r}")
        if not found.entry["truth"]:
            return self.fail(
                f"no longer true: {sentence!r}; {found.key} is false, because "
                f"{fmt.text(estimate)} ({fmt.detail(estimate)}); tested was whether "
                f"{found.entry['predicate']['tested']}. Revise the sentence."
            )
        lead = evidence_kind(estimate.evidence).lead
        if lead:
            sentence = lead + _within_sentence(sentence)
        return [self.tell(found, sentence, title=sentence)], []


def _within_sentence(sentence: str) -> str:
    """A sentence to stand after a lead; one that begins with capitals or "I" keeps them."""
    first = sentence.split(" ")[0]
    named = first == "I" or first[1:] != first[1:].lower()
    return sentence if named else sentence[0].lower() + sentence[1:]


def _visit_html(translator: Any, node: Told) -> None:
    """The number or sentence, its evidence mark (a link to where it was made), its detail."""
    kind = "holds" if node["sentence"] else "num"
    ident = node["ident"]
    mark = (
        f'<span class="evidence-mark">{escape(node["mark"])}</span>'
        f'<span class="told-detail" role="tooltip" id="{ident}">{escape(node["detail"])}</span>'
    )
    builder = translator.builder
    described = f'class="told-source" aria-describedby="{ident}"'
    if node["page"] in builder.env.found_docs:
        href = builder.get_relative_uri(builder.current_docname, node["page"])
        mark = f'<a {described} href="{href}#{node["anchor"]}">{mark}</a>'
    else:
        mark = f'<span {described} tabindex="0" role="note">{mark}</span>'
    translator.body.append(
        f'<span class="told {kind} {node["evidence"]}">'
        f'<span class="told-body">{escape(node["body"])}</span>\N{NO-BREAK SPACE}{mark}</span>'
    )
    raise nodes.SkipNode


def _visit_text(translator: Any, node: Told) -> None:
    """The same for a builder without markup: the mark stands in brackets."""
    text = f"{node['body']} [{node['mark']}]"
    add = getattr(translator, "add_text", None) or translator.body.append
    add(text)
    raise nodes.SkipNode


def _use_evidence(app: Sphinx, config: Config) -> None:
    """Take the kinds of evidence from the configuration; without any, those already in use."""
    kinds = config.boundtext_evidence
    if kinds and isinstance(kinds, str):
        module, _, name = kinds.rpartition(".")
        kinds = getattr(import_module(module), name)
    if kinds:
        use_evidence(*(EvidenceKind(**kind) if isinstance(kind, dict) else kind for kind in kinds))


def _add_static(app: Sphinx) -> None:
    colours = Path(app.doctreedir, "boundtext")
    colours.mkdir(parents=True, exist_ok=True)
    (colours / "evidence.css").write_text(evidence_css(), encoding="utf-8")
    app.config.html_static_path += [str(Path(__file__).parent / "static"), str(colours)]


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the roles; see the module's docstring."""
    app.add_config_value("boundtext_store", "results", "env", [str])
    app.add_config_value("boundtext_evidence", "", "", [str, list, tuple])
    app.add_config_value("boundtext_undated", [], "env", [list])
    app.add_config_value("boundtext_page", "", "env", [str])
    text = (_visit_text, None)
    app.add_node(Told, html=(_visit_html, None), latex=text, text=text, man=text, texinfo=text)
    app.add_role("num", NumRole())
    app.add_role("holds", HoldsRole())
    app.connect("config-inited", _use_evidence)
    app.connect("builder-inited", _add_static)
    app.connect("env-get-outdated", _left_behind)
    app.add_css_file("evidence.css")
    app.add_css_file("results.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


__all__: Sequence[str] = ("HoldsRole", "NumRole", "Told", "setup")
