"""What the build writes: whole files, and HTML that a MyST page takes in as it is."""

from __future__ import annotations

from pathlib import Path


def replace(path: Path, text: str) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def raw(html: str) -> str:
    """HTML as a fragment of a MyST page."""
    return f"```{{raw}} html\n{html}\n```"
