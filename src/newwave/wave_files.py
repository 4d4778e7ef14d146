"""The files of a wave as text: its tables, wave.yml, and what that says of each source."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pandas as pd
import yaml


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV, the same bytes each time."""
    return table.to_csv(index=False, float_format="%.15g", lineterminator="\n")


def yaml_text(facts: dict[str, Any]) -> str:
    """Facts as YAML, in their order."""
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=99)


def describe_source(
    path: Path, title: str, publisher: str, licence: str, address: str | None = None
) -> dict[str, Any]:
    """What wave.yml says of a file that the wave was made from; not yet when it was retrieved."""
    with path.open("rb") as content:
        checksum = hashlib.file_digest(content, "sha256").hexdigest()
    return {
        "title": title, "publisher": publisher, "licence": licence, "address": address,
        "file": path.name, "retrieved": None, "sha256": checksum,
    }  # fmt: skip
