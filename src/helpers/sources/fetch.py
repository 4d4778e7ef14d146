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

from helpers import progress
from helpers.sources.catalogue import Source
from helpers.sources.errors import SourceError

RECORD = "fetched.yml"
CHUNK = 1 << 16
PATIENCE = 60
"""Seconds without an answer after which a download is given up."""

_PAGES = (b"<!doctype", b"<html", b"<?xml")


def fetch(sources: Iterable[Source], folder: Path) -> list[Path]:
    """Download sources into a folder; returns the files, in order.

    Sources without an address are passed over. Raises SourceError, after all have been tried,
    where some could not be had: the message gives the page to get each from by hand.
    """
    import pooch

    fetched, failed = [], []
    for source in sources:
        if source.url is None:
            continue
        name = source.name or unquote(Path(urlsplit(source.url).path).name)
        part = folder / f".{name}.part"
        part.unlink(missing_ok=True)
        try:
            pooch.retrieve(
                source.url, known_hash=None, fname=part.name, path=folder, downloader=_resuming
            )
            _refuse_page(part)
        except (OSError, http.client.HTTPException, SourceError) as error:
            failed.append(f"{source.id} ({error}); get it from {source.landing}")
            continue
        _record(folder, name, source, part)
        part.replace(folder / name)
        fetched.append(folder / name)
    if failed:
        raise SourceError(
            folder,
            f"{len(failed)} of the sources could not be fetched",
            "an answer from each address",
            "; ".join(failed),
        )
    return fetched


def _resuming(url: str, output_file: str, _: Any) -> None:
    """A downloader for pooch that goes on where `<name>.tail` broke off.

    pooch hands over a temporary file and puts it in place itself, so what a broken download
    left is kept under a name of its own.
    """
    tail = _tail(output_file, url)
    have = tail.stat().st_size if tail.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        answer = urllib.request.urlopen(request, timeout=PATIENCE)
    except urllib.error.HTTPError as error:
        if error.code != http.client.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        tail.unlink()
        answer = urllib.request.urlopen(url, timeout=PATIENCE)
    with answer:
        # A server that ignores the range begins again, and so must the file.
        resumed = answer.status == http.client.PARTIAL_CONTENT
        with tail.open("ab" if resumed else "wb") as file:
            _copy(answer, file, url)
    tail.replace(output_file)


def _copy(answer: Any, file: Any, url: str) -> None:
    told = answer.headers.get("Content-Length")
    expected = int(told) if told else None
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


def _refuse_page(part: Path) -> None:
    with part.open("rb") as file:
        beginning = file.read(256).lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if beginning.startswith(_PAGES) or not beginning:
        part.unlink()
        found = "a web page" if beginning else "an empty file"
        raise SourceError(part.name, found, "data", "the address may have changed")


def _record(folder: Path, name: str, source: Source, part: Path) -> None:
    """Note what was fetched, from where, when and with which checksum."""
    path = folder / RECORD
    known = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    with part.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    known = dict(known or {}) | {
        name: {
            "source": source.id,
            "address": source.url,
            "retrieved": datetime.now(UTC).date().isoformat(),
            "sha256": checksum,
            "bytes": part.stat().st_size,
        }
    }
    draft = folder / f".{RECORD}.part"
    draft.write_text(yaml.safe_dump(known, sort_keys=True, allow_unicode=True), encoding="utf-8")
    draft.replace(path)
