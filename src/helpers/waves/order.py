"""Which wave is compared with which. Only the standard library and YAML: every build asks this."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def baselines(folder: Path) -> dict[str, str]:
    """Each wave in a folder of waves, in order, and the wave it is compared with.

    That is the one before it of the same area and the same evidence, or "" where there is
    none: counties are not compared with each other, nor real records with synthetic ones.
    """
    found: dict[str, str] = {}
    latest: dict[tuple[str | int | None, str | int | None], str] = {}
    for path in sorted(folder.glob("*/wave.yml")):
        facts = _mapping(_facts(path))
        kind = (_word(_mapping(facts.get("area")).get("code")), _word(facts.get("evidence")))
        wave = path.parent.name
        found[wave] = latest.get(kind, "")
        if None not in kind:
            latest[kind] = wave
    return found


def _facts(path: Path) -> Any:
    """What wave.yml holds; nothing where it cannot be read, which loading the wave will tell."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, ValueError, OSError):  # ValueError: not UTF-8, or no such date
        return None


def _mapping(found: Any) -> dict[Any, Any]:
    return found if isinstance(found, dict) else {}


def _word(found: Any) -> str | int | None:
    """A word or a number; None for a list or whatever else an author may have written."""
    return found if isinstance(found, str | int) else None
