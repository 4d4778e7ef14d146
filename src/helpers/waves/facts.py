"""What `wave.yml` says of a wave, and whether it says it as the contract asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from boundtext import evidence_names
from helpers.evidence_kinds import SYNTHETIC
from helpers.waves.errors import WaveError

REQUIRED = (
    "id",
    "title",
    "finance_year",
    "survey_year",
    "imd_edition",
    "area",
    "evidence",
    "sources",
)
SOURCE_KEYS = ("title", "publisher", "licence", "address", "retrieved", "sha256")

ALL = "all"
"""In place of an area's code: a wave of every local authority."""


def read_facts(path: Path) -> dict[str, Any]:
    """The facts of a wave; WaveError names everything that is not as agreed."""
    try:
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as broken:
        raise WaveError(f"{path} is not valid YAML: {broken}") from None
    except UnicodeDecodeError:
        raise WaveError(f"{path} is not UTF-8 text; save it as UTF-8") from None
    problems = _faults(facts, path.parent.name)
    if problems:
        lines = "\n".join(f"  {problem}" for problem in problems)
        raise WaveError(f"{path} is not as the contract of a wave says:\n{lines}")
    return facts


def _faults(facts: Any, home: str) -> list[str]:
    """What is wrong with the facts of a wave, one sentence per key."""
    if not isinstance(facts, dict):
        return [f"it must give the keys {', '.join(REQUIRED)}"]
    missing = [key for key in REQUIRED if key not in facts]
    if missing:
        return [f"key {key} is missing; add it" for key in missing]
    problems = [
        f"key {key} must be text in quotation marks, not {facts[key]!r}"
        for key in ("id", "title", "finance_year", "survey_year", "imd_edition")
        if not (isinstance(facts[key], str) or (key == "survey_year" and facts[key] is None))
    ]
    if facts["id"] != home:
        problems.append(f"key id is {facts['id']!r}, but the folder is {home!r}; make them alike")
    if facts["evidence"] not in evidence_names():
        known = ", ".join(evidence_names())
        problems.append(f"key evidence is {facts['evidence']!r}; it must be one of {known}")
    if facts["evidence"] == SYNTHETIC and not isinstance(facts.get("seed"), int):
        problems.append("key seed must be a whole number for a synthetic wave")
    area = facts["area"]
    if not (isinstance(area, dict) and {"code", "name"} <= set(area)):
        problems.append("key area must give code and name of the local authority")
    elif type(area["code"]) is not int and area["code"] != ALL:
        problems.append(f"key area has the code {area['code']!r}; it must be a number, or {ALL}")
    return problems + _option_faults(facts) + _source_faults(facts["sources"])


def _option_faults(facts: dict[str, Any]) -> list[str]:
    """What is wrong with the keys that a wave may have and need not."""
    problems = []
    rules, options = facts.get("rules") or [], facts.get("options") or {}
    if not isinstance(rules, list) or any(
        not isinstance(rule, dict) or not {"rule", "rows"} <= set(rule) for rule in rules
    ):
        problems.append("key rules must be a list, each entry with rule and rows")
    if not isinstance(options, dict):
        problems.append("key options must give each option by its name")
    areas = facts.get("areas") or {}
    if not isinstance(areas, dict) or any(
        type(code) is not int or not isinstance(name, str) for code, name in areas.items()
    ):
        problems.append("key areas must give each local authority's name by its code, a number")
    return problems


def _source_faults(sources: Any) -> list[str]:
    if not isinstance(sources, list) or not sources:
        return ["key sources must list at least one source file"]
    return [
        f"source {number} lacks the key {key}; add it, with null if it is not known"
        for number, source in enumerate(sources, start=1)
        for key in SOURCE_KEYS
        if not isinstance(source, dict) or key not in source
    ]
