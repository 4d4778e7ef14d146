"""Kinds of evidence of these tests' own: no other package is needed."""

from collections.abc import Iterator

import pytest

from boundtext import EvidenceKind, evidence_kind, evidence_names, use_evidence


def kind(name: str, **more: str) -> EvidenceKind:
    """A kind of evidence with words made from its name."""
    words = f"{name.capitalize()} data."
    more = {"meaning": words, "opening": words, "label": words} | more
    return EvidenceKind(name, colour="#123456", colour_dark="#abcdef", **more)


KINDS = (
    kind("synthetic", lead="In the synthetic data, ", meaning="They say nothing about the world."),
    kind("published", mark="from printed figures"),
    kind("observed"),
)
if not evidence_names():
    use_evidence(*KINDS)  # for what tests make when they are collected


@pytest.fixture(scope="module", autouse=True)
def evidence() -> Iterator[None]:
    """These kinds while the tests of a module run, then those that were in use before."""
    before = [evidence_kind(name) for name in evidence_names()]
    use_evidence(*KINDS)
    yield
    use_evidence(*before)
