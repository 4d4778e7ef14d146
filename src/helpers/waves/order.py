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
    latest: dict[tuple[object, object], str] = {}
    for path in sorted(folder.glob("*/wave.yml")):
        facts = _facts(path)
        area = facts.get("area") if isinstance(facts, dict) else None
        kind = (
            area.get("code") if isinstance(area, dict) else None,
            facts.get("evidence") if isinstance(facts, dict) else None,
        )
        wave = path.parent.name
        found[wave] = latest.get(kind, "")
        if None not in kind:
            latest[kind] = wave
    return found


def _facts(path: Path) -> Any:
    """What wave.yml holds; nothing where it cannot be read, which loading the wave will tell."""
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        return None
