"""Downloading the sources that have an address of their own, through pooch.

A download that breaks off is resumed. A file is put in place only when it is whole, so what was
there before stays until then. What was fetched is recorded in `fetched.yml` beside the files.
"""

from __future__ import annotations

import hashlib
import http.client
import urllib.error
import urllib.request
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import yaml

from newwave import progress
from newwave.errors import SourceError
from newwave.sources.catalogue import Source
from newwave.sources.sheets import refuse_page

RECORD = "fetched.yml"
CHUNK = 1 << 16
PATIENCE = 60
"""Seconds without an answer after which a download is given up."""

AGENT = "Mozilla/5.0 (compatible; living-edition)"
"""Some publishers answer nobody who does not look like a browser."""


def fetch(sources: Iterable[Source], folder: Path, year: str | None = None) -> list[Path]:
    """Download sources into a folder; returns the files, in order.

    year: of the accounts, such as 2021-22. Sources without an address, and accounts without a
    year, are passed over. Raises SourceError, after all have been tried, where some could not be
    had: the message gives the page to get each from by hand.
    """
    import pooch

    pooch.get_logger().setLevel("WARNING")
    fetched, failed = [], []
    for source in sources:
        url = source.url(year)
        if url is None:
            continue
        name = unquote(Path(urlsplit(url).path).name)
        part = folder / f".{name}.part"
        part.unlink(missing_ok=True)
        try:
            pooch.retrieve(url, known_hash=None, fname=part.name, path=folder, downloader=_resume)
            with part.open("rb") as file:
                refuse_page(part.name, file.read(256), "data", "the address may have changed")
        except (OSError, http.client.HTTPException, SourceError) as error:
            part.unlink(missing_ok=True)
            failed.append(f"{source.id}: {_reason(error)}; get it from {source.landing}")
            continue
        fetched.append(part.replace(folder / name))
        # A crash before this leaves a file whose origin is not noted.
        _record(source, url, fetched[-1])
    if failed:
        some = "source" if len(failed) == 1 else "sources"
        raise SourceError(
            folder,
            f"{len(failed)} {some} that could not be fetched",
            "an answer from each address",
            ["try again later, or get by hand:", *failed],
        )
    return fetched


def _reason(error: Exception) -> str:
    """Why a download failed, without the names that Python gives it."""
    cause = getattr(error, "reason", None)
    return (cause.strerror if isinstance(cause, OSError) else None) or str(error)


def _resume(url: str, output_file: str, _: Any) -> None:
    """A downloader for pooch that goes on where `<name>.tail` broke off.

    pooch hands over a temporary file and puts it in place itself, so what a broken download
    left is kept under a name of its own.
    """
    tail = _tail(output_file, url)
    mark = tail.with_suffix(".mark")
    with _request(url, tail, mark) as answer:
        # A server that ignores the range, or has another file by now, begins again.
        resumed = answer.status == http.client.PARTIAL_CONTENT
        mark.write_text(_version(answer), encoding="utf-8")
        with tail.open("ab" if resumed else "wb") as file:
            _copy(answer, file, url)
    tail.replace(output_file)
    mark.unlink()


def _request(url: str, tail: Path, mark: Path) -> Any:
    """Ask for the rest of a file if its beginning is of a version that is known, else for all."""
    headers = {"User-Agent": AGENT}
    version = mark.read_text(encoding="utf-8") if mark.exists() else ""
    if tail.exists() and version:
        headers |= {"Range": f"bytes={tail.stat().st_size}-", "If-Range": version}
    try:
        return urllib.request.urlopen(
            urllib.request.Request(url, headers=headers), timeout=PATIENCE
        )
    except urllib.error.HTTPError as error:
        if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        tail.unlink()
        return _request(url, tail, mark)


def _version(answer: Any) -> str:
    """What distinguishes a version of a file from the next; empty where the server says nothing."""
    etag = str(answer.headers.get("ETag") or "")
    # A weak tag does not promise the same bytes.
    return etag if etag and not etag.startswith("W/") else answer.headers.get("Last-Modified") or ""


def _copy(answer: Any, file: Any, url: str) -> None:
    length = answer.headers.get("Content-Length")
    expected = int(length) if length else None
    total = None if expected is None else expected // CHUNK + 1
    got = 0
    for chunk in progress.steps(iter(lambda: answer.read(CHUNK), b""), Path(url).name, total):
        file.write(chunk)
        got += len(chunk)
    if expected is not None and got < expected:
        raise OSError(f"the connection broke off after {got:,} of {expected:,} bytes")


def _tail(output_file: str, url: str) -> Path:
    name = hashlib.sha256(url.encode()).hexdigest()[:16]
    return Path(output_file).parent / f".{name}.tail"


def _record(source: Source, url: str, file: Path) -> None:
    """Note what was fetched, from where, when and with which checksum."""
    with file.open("rb") as stream:
        checksum = hashlib.file_digest(stream, "sha256").hexdigest()
    path = file.parent / RECORD
    known = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    known = dict(known or {}) | {
        file.name: {
            "source": source.id,
            "address": url,
            "retrieved": datetime.now(UTC).date().isoformat(),
            "sha256": checksum,
            "bytes": file.stat().st_size,
        }
    }
    draft = file.parent / f".{RECORD}.part"
    draft.write_text(yaml.safe_dump(known, sort_keys=True, allow_unicode=True), encoding="utf-8")
    draft.replace(path)
