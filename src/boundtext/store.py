"""Collecting what notebooks recorded, and finding it again by its key.

The store is a folder: `<run>/<notebook>.json` for what notebooks recorded, and
`<collection>.json` for quoted figures. A key is `<run>.<notebook>.<name>`, where the
notebook may be shortened to the part of its name before the underscore, or
`<collection>.<id>`. As the run, `latest` stands for the last one that measured the result: one
that lacks what a number needs is passed over, and the one before it still tells it.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from boundtext.estimate import Estimate
from boundtext.recording import MIME

LATEST = "latest"
"""In a key, in place of a run: the last one that measured the result."""


class ResultError(LookupError):
    """A result that is missing, doubled or malformed; the message says where and what to do."""

    def __str__(self) -> str:
        return str(self.args[0])


class UnmeasuredError(ResultError):
    """A result of which a run recorded only why it was not measured."""


@dataclass(frozen=True)
class Found:
    """A result and the file it was found in. `estimate` is None for a quoted figure."""

    key: str
    entry: Mapping[str, Any]
    path: Path
    run: str
    notebook: str

    @property
    def estimate(self) -> Estimate | None:
        """The recorded estimate."""
        data = self.entry.get("estimate")
        return Estimate.from_dict(data) if data else None

    @property
    def is_claim(self) -> bool:
        """Whether a sentence may be bound to it."""
        return self.entry["kind"] == "claim"


class Store:
    """The results in a folder. Keys are looked up in files that are read when first asked for.

    undated: folders whose names give no order, and which so are never the latest run.
    """

    def __init__(self, folder: Path, undated: Collection[str] = ()) -> None:
        self.folder = folder
        self.undated = undated

    def latest(self) -> str:
        """The last run that holds results, in order of their names; "" where none does."""
        return max(self._runs(), default="")

    def _runs(self) -> set[str]:
        return {path.parent.name for path in self.folder.glob("*/*.json")} - set(self.undated)

    def find(self, key: str) -> Found:
        """The result under a key.

        Raises UnmeasuredError, with the reason, where it was not measured, and ResultError, with
        the nearest keys, where there is none. As the latest, a run that did not measure the
        result is passed over; where none did, the message gives every reason. One that lacks it
        without a reason is not: it was lost, or never asked for.
        """
        run, _, rest = key.partition(".")
        runs = sorted(self._runs(), reverse=True)
        if run != LATEST or not runs:
            return self._find(key)
        reasons = []
        for each in runs:
            try:
                return self._find(f"{each}.{rest}")
            except UnmeasuredError as error:
                reasons.append(str(error))
        raise UnmeasuredError(f"no run measured {key!r}: {'; '.join(reasons)}")

    def _find(self, key: str) -> Found:
        parts = key.split(".")
        if len(parts) == 3:
            run, short, name = parts
            path = self._notebook_file(key, run, short)
        elif len(parts) == 2:
            run, (short, name) = "", parts
            path = self.folder / f"{short}.json"
            if not path.is_file():
                raise ResultError(f"{key!r}: no collection {short!r}; {self._offer()}")
        else:
            raise ResultError(f"{key!r} is neither <run>.<notebook>.<name> nor <collection>.<id>")
        entries = _entries(path, path.stat().st_mtime_ns)
        if name not in entries:
            near = difflib.get_close_matches(name, entries, n=3, cutoff=0.4)
            hint = f"; nearest: {', '.join(near)}" if near else ""
            raise ResultError(f"{key!r}: {path.name} records no {name!r}{hint}")
        found = f"{run}.{short}.{name}" if run else key
        if "reason" in entries[name]:
            raise UnmeasuredError(f"{found} was not measured: {entries[name]['reason']}")
        return Found(found, entries[name], path, run, path.stem)

    def _notebook_file(self, key: str, run: str, short: str) -> Path:
        folder = self.folder / run
        if not folder.is_dir():
            raise ResultError(f"{key!r}: no results of {run!r}; {self._offer()}")
        stems = sorted(path.stem for path in folder.glob("*.json"))
        fits = [stem for stem in stems if stem == short or stem.startswith(f"{short}_")]
        if len(fits) != 1:
            raise ResultError(f"{key!r}: {run} has {', '.join(stems)}, not {short!r}")
        return folder / f"{fits[0]}.json"

    def _offer(self) -> str:
        runs = sorted(path.name for path in self.folder.glob("*") if path.is_dir())
        collections = sorted(path.stem for path in self.folder.glob("*.json"))
        return f"there are {', '.join(runs)}; collections: {', '.join(collections)}"


@lru_cache(maxsize=256)
def _entries(path: Path, _changed: int) -> dict[str, dict[str, Any]]:
    """The records of a file by name; the time of change is part of the cache's key."""
    records = json.loads(path.read_text(encoding="utf-8"))["records"]
    return {entry["key"]: entry for entry in records}


def collect(notebook: Path, run: str) -> dict[str, Any]:
    """What an executed notebook recorded, as the content of its results file.

    Raises ResultError for a key recorded twice, and for a result that claims
    another run than the one of the notebook.
    """
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    entries = [entry for output in _outputs(cells) for entry in output["records"]]
    seen: set[str] = set()
    for entry in entries:
        where = f"{notebook.name} (run {run}): {entry['key']!r}"
        if entry["key"] in seen:
            raise ResultError(f"{where} is recorded twice; give each result a name of its own")
        seen.add(entry["key"])
        says = entry.get("estimate", {}).get("run", run)
        if says != run:
            raise ResultError(f"{where} says run {says!r}")
    return {"run": run, "notebook": notebook.stem, "records": entries}


def _outputs(cells: Iterable[Mapping[str, Any]]) -> Iterable[Mapping[str, Any]]:
    for cell in cells:
        for output in cell.get("outputs", ()):
            if MIME in output.get("data", {}):
                yield output["data"][MIME]
