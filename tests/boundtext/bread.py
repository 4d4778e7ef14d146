"""A book on the price of bread, made with boundtext alone: run by test_alone in a folder."""

import importlib.util
import json
import sys
from pathlib import Path

import boundtext
from boundtext import recording

assert not {"pandas", "IPython", "sphinx"} & set(sys.modules)
for other in ("helpers", "printaudit", "newwave", "edition"):
    assert importlib.util.find_spec(other) is None, other

HOME = Path(sys.argv[1])


def record() -> None:
    """What a notebook would do; its outputs are written as those of an executed notebook."""
    outputs = []
    recording.display = outputs.append
    boundtext.use_evidence(
        boundtext.EvidenceKind("weighed", "Weighed.", "Weighed.", "Weighed", "#123456", "#abcdef")
    )
    method, of = "difference of means", "bakeries"
    rise = boundtext.Estimate(
        0.22, 0.08, 0.36, 0.95, 40, "EUR per loaf", method, "weighed", "2024", of
    )
    boundtext.record("loaf_change", rise)
    boundtext.claim("loaf_rose", boundtext.rises(rise))
    boundtext.claim("loaf_fell", boundtext.falls(rise))
    boundtext.record("rye_change", boundtext.Unmeasured("Nobody weighed the rye."))
    executed = HOME / "prices.ipynb"
    cells = [{"outputs": [{"data": bundle}]} for bundle in outputs]
    executed.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    results = HOME / "results" / "2024" / "prices.json"
    results.parent.mkdir(parents=True)
    results.write_text(json.dumps(boundtext.collect(executed, "2024")), encoding="utf-8")


def build(text: str) -> tuple[str, str]:
    """A page with this text as HTML, and what was said about it."""
    from sphinx.application import Sphinx

    book, html, said = HOME / "book", HOME / "html", HOME / "said.txt"
    book.mkdir(exist_ok=True)
    (book / "index.md").write_text(f"# Bread\n\n{text}\n", encoding="utf-8")
    options = {"extensions": ["myst_parser", "boundtext.roles"], "boundtext_store": "../results"}
    with said.open("w", encoding="utf-8") as warnings:
        Sphinx(book, None, html, HOME / "trees", "html", options, None, warnings).build()
    return (html / "index.html").read_text("utf-8"), said.read_text("utf-8")


record()

page, said = build("{holds}`latest.prices.loaf_rose: It rose`, by {num}`2024.prices.loaf_change`.")
assert said == "", said
for words in ("It rose", "\N{EURO SIGN}0.22 per loaf", "weighed 2024"):
    assert words in page, page
assert "#123456" in (HOME / "html" / "_static" / "evidence.css").read_text("utf-8")

page, said = build("{holds}`latest.prices.loaf_fell: Bread became cheaper`.")
assert "no longer true: 'Bread became cheaper'" in said, said

page, said = build("{num}`latest.prices.rye_change`.")
assert "Nobody weighed the rye." in said, said
print("built")
