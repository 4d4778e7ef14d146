"""Which wave is compared with which. Only the standard library and YAML: every build asks this."""

from __future__ import annotations

from pathlib import Path

import yaml


def baselines(folder: Path) -> dict[str, str]:
    """Each wave in a folder of waves, in order, and the wave it is compared with.

    That is the one before it of the same area and the same evidence, or "" where there is
    none: counties are not compared with each other, nor real records with synthetic ones.
    """
    found: dict[str, str] = {}
    latest: dict[tuple[object, object], str] = {}
    for path in sorted(folder.glob("*/wave.yml")):
        facts = yaml.safe_load(path.read_text(encoding="utf-8"))
        area = facts.get("area") if isinstance(facts, dict) else None
        # What else may be wrong with a wave is told where it is loaded.
        kind = (
            area.get("code") if isinstance(area, dict) else None,
            facts.get("evidence") if isinstance(facts, dict) else None,
        )
        wave = path.parent.name
        found[wave] = latest.get(kind, "")
        latest[kind] = wave
    return found
