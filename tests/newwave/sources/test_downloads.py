"""Fetching from a server on loopback: whole, resumed, refused, recorded."""

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml

from helpers import project
from newwave.errors import SourceError
from newwave.sources import catalogue, downloads

BODY = bytes(range(256)) * 2000


class Handler(BaseHTTPRequestHandler):
    """Serves BODY: /whole, /page (HTML), /once (breaks off the first time), /deaf (no ranges)."""

    asked: list[tuple[str, str | None]]
    version = '"1"'

    def do_GET(self):
        wanted = self.headers.get("Range")
        self.asked.append((self.path, wanted))
        if self.path.startswith("/gone"):
            self.send_error(404)
            return
        start = 0
        if wanted and self.path != "/deaf" and self.headers["If-Range"] == self.version:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        body = b"<!DOCTYPE html><html>moved</html>" if self.path == "/page" else BODY[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", self.version)
        self.end_headers()
        first = sum(path == self.path for path, _ in self.asked) == 1
        breaks = self.path in ("/once", "/deaf") and first
        self.wfile.write(body[: len(body) // 2] if breaks else body)

    def log_message(self, *_):
        pass


@contextmanager
def serving(version='"1"'):
    handler = type("Fresh", (Handler,), {"asked": [], "version": version})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def source(address):
    return replace(catalogue.find_source("charity"), address=address)


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_and_is_recorded(tmp_path):
    with serving() as (base, _):
        (path,) = downloads.fetch([source(f"{base}/whole")], tmp_path)
    assert path.read_bytes() == BODY
    assert files(tmp_path) == ["fetched.yml", "whole"]
    record = yaml.safe_load((tmp_path / "fetched.yml").read_text("utf-8"))["whole"]
    assert record["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert (record["bytes"], record["address"]) == (len(BODY), f"{base}/whole")


@pytest.mark.parametrize("path", ["/once", "/deaf"])
def test_what_broke_off_is_resumed_or_begun_again(tmp_path, path):
    with serving() as (base, asked):
        with pytest.raises(SourceError, match="broke off") as caught:
            downloads.fetch([source(base + path)], tmp_path)
        assert "get it from https://register-of-charities" in str(caught.value)
        assert path[1:] not in files(tmp_path)
        downloads.fetch([source(base + path)], tmp_path)
        assert asked[1][1] == f"bytes={len(BODY) // 2}-"
    assert (tmp_path / path[1:]).read_bytes() == BODY
    assert files(tmp_path) == sorted(["fetched.yml", path[1:]])


def test_a_file_that_was_replaced_meanwhile_is_begun_again(tmp_path):
    with serving('"1"') as (base, asked), pytest.raises(SourceError, match="broke off"):
        downloads.fetch([source(f"{base}/once")], tmp_path)
    (part,) = tmp_path.glob(".*.mark")
    assert part.read_text("utf-8") == '"1"'
    part.write_text('"0"', encoding="utf-8")
    with serving('"1"') as (base, asked):
        asked.append(("/once", None))
        tail = part.with_suffix(".tail")
        again = downloads._tail(str(tmp_path / "x"), f"{base}/once")
        tail.rename(again)
        part.rename(again.with_suffix(".mark"))
        downloads.fetch([source(f"{base}/once")], tmp_path)
    assert (tmp_path / "once").read_bytes() == BODY


@pytest.mark.parametrize(("path", "says"), [("/page", "a web page"), ("/gone", "404")])
def test_what_cannot_be_had_leaves_the_file_before_and_tells_the_page(tmp_path, path, says):
    (tmp_path / path[1:]).write_bytes(b"before")
    with serving() as (base, _), pytest.raises(SourceError, match=says) as caught:
        downloads.fetch([source(base + path)], tmp_path)
    assert (tmp_path / path[1:]).read_bytes() == b"before"
    assert catalogue.find_source("charity").landing in str(caught.value)


def test_one_failure_does_not_keep_the_others_away(tmp_path):
    with serving() as (base, _), pytest.raises(SourceError, match="found 1 source that"):
        downloads.fetch([source(f"{base}/gone"), source(f"{base}/whole")], tmp_path)
    assert files(tmp_path) == ["fetched.yml", "whole"]


def test_a_server_that_is_not_there_is_told(tmp_path):
    with serving() as (base, _):
        pass
    both = [source(f"{base}/whole"), source(f"{base}/once")]
    with pytest.raises(SourceError, match="2 sources that could not be fetched") as caught:
        downloads.fetch(both, tmp_path)
    _, *lines = str(caught.value).splitlines()
    assert [line.split(": ")[0] for line in lines] == ["  charity", "  charity"]
    assert all("get it from https://" in line and "urlopen" not in line for line in lines)


def test_a_source_without_an_address_is_passed_over(tmp_path):
    assert (
        downloads.fetch([catalogue.find_source("ofsted"), catalogue.find_source("cfr")], tmp_path)
        == []
    )


def test_the_catalogue_tells_every_source_and_where_its_address_was_seen():
    sources = catalogue.load()
    assert {source.id for source in sources} == set(catalogue.EXPECTED)
    for known in sources:
        assert known.landing.startswith("https://")
        assert known.seen_in
        assert known.licence == "Open Government Licence v3.0"
        url = known.url("2021-22")
        assert (url is None) == (known.address is None)
        assert url is None or ("{" not in url and url.startswith("https://"))


def test_a_catalogue_with_a_key_too_few_is_refused(tmp_path):
    path = tmp_path / "sources.yml"
    entries = yaml.safe_load((project.root() / "data" / "sources.yml").read_text("utf-8"))
    del entries[2]["publisher"]
    path.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with pytest.raises(catalogue.CatalogueError, match="source 3: expected the keys"):
        catalogue.load(path)
