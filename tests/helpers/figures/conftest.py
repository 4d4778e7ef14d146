from __future__ import annotations

import base64
import re
from collections.abc import Callable

import pytest

from helpers.figures import output


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict, dict]]:
    """What was displayed: bundles of forms by MIME type, each with its metadata."""
    outputs: list[tuple[dict, dict]] = []

    def collect(bundle: dict, metadata: dict | None = None) -> None:
        outputs.append((bundle, metadata or {}))

    monkeypatch.setattr(output, "display", collect)
    return outputs


@pytest.fixture
def downloaded() -> Callable[[str], str]:
    """The text of the file that a page offers to download."""

    def read(html: str) -> str:
        found = re.search(r"base64,([^\"]+)", html)
        assert found is not None
        return base64.b64decode(found[1]).decode()

    return read
