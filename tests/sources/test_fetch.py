"""Fetching from a server on loopback: whole, resumed, refused, recorded."""

import hashlib
import threading
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import yaml

from helpers import project
from helpers.sources import catalogue, fetch
from helpers.sources.errors import SourceError

BODY = bytes(range(256)) * 2000


class Handler(BaseHTTPRequestHandler):
    """Serves BODY: /whole, /page (HTML), /once (breaks off the first time), /deaf (no ranges)."""

    asked: list[tuple[str, str | None]]

    def do_GET(self):
        wanted = self.headers.get("Range")
        self.asked.append((self.path, wanted))
        if self.path == "/gone":
            self.send_error(404)
            return
        start = 0
        if wanted and self.path != "/deaf":
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
        body = b"<!DOCTYPE html><html>moved</html>" if self.path == "/page" else BODY[start:]
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        first = sum(path == self.path for path, _ in self.asked) == 1
        breaks = self.path in ("/once", "/deaf") and first
        self.wfile.write(body[: len(body) // 2] if breaks else body)

    def log_message(self, *_):
        pass


@contextmanager
def serving():
    handler = type("Fresh", (Handler,), {"asked": []})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", handler.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def source(address, name="file.zip"):
    return replace(catalogue.of("charity"), address=address, name=name)


def files(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_comes_whole_and_is_recorded(tmp_path):
    with serving() as (base, _):
        (path,) = fetch.fetch([source(f"{base}/whole")], tmp_path)
    assert path.read_bytes() == BODY
    assert files(tmp_path) == ["fetched.yml", "file.zip"]
    record = yaml.safe_load((tmp_path / "fetched.yml").read_text("utf-8"))["file.zip"]
    assert record["sha256"] == hashlib.sha256(BODY).hexdigest()
    assert (record["bytes"], record["address"]) == (len(BODY), f"{base}/whole")


@pytest.mark.parametrize("path", ["/once", "/deaf"])
def test_what_broke_off_is_resumed_or_begun_again(tmp_path, path):
    with serving() as (base, asked):
        with pytest.raises(SourceError, match="broke off") as caught:
            fetch.fetch([source(base + path)], tmp_path)
        assert "get it from https://register-of-charities" in str(caught.value)
        assert "file.zip" not in files(tmp_path)
        fetch.fetch([source(base + path)], tmp_path)
        assert asked[1][1] == f"bytes={len(BODY) // 2}-"
    assert (tmp_path / "file.zip").read_bytes() == BODY
    assert files(tmp_path) == ["fetched.yml", "file.zip"]


@pytest.mark.parametrize(("path", "says"), [("/page", "a web page"), ("/gone", "404")])
def test_what_cannot_be_had_leaves_the_file_before_and_tells_the_page(tmp_path, path, says):
    (tmp_path / "file.zip").write_bytes(b"before")
    with serving() as (base, _), pytest.raises(SourceError, match=says) as caught:
        fetch.fetch([source(base + path)], tmp_path)
    assert (tmp_path / "file.zip").read_bytes() == b"before"
    assert catalogue.of("charity").landing in str(caught.value)


def test_one_failure_does_not_keep_the_others_away(tmp_path):
    with serving() as (base, _), pytest.raises(SourceError, match="1 of the sources"):
        fetch.fetch(
            [source(f"{base}/gone", "gone.zip"), source(f"{base}/whole", "whole.zip")], tmp_path
        )
    assert files(tmp_path) == ["fetched.yml", "whole.zip"]


def test_a_server_that_is_not_there_is_told(tmp_path):
    with serving() as (base, _):
        pass
    with pytest.raises(SourceError, match="could not be fetched"):
        fetch.fetch([source(f"{base}/whole")], tmp_path)


def test_a_source_without_an_address_is_passed_over(tmp_path):
    assert fetch.fetch([catalogue.of("gias")], tmp_path) == []


def test_the_catalogue_tells_every_source_and_where_its_address_was_seen():
    sources = catalogue.load()
    assert {source.id for source in sources} == set(catalogue.EXPECTED)
    for known in sources:
        assert known.landing.startswith("https://")
        assert known.seen_in
        assert known.licence == "Open Government Licence v3.0"
        assert known.url is None or "{" not in known.url


def test_a_catalogue_with_a_key_too_few_is_refused(tmp_path):
    path = tmp_path / "sources.yml"
    entries = yaml.safe_load((project.root() / "data" / "sources.yml").read_text("utf-8"))
    del entries[2]["publisher"]
    path.write_text(yaml.safe_dump(entries), encoding="utf-8")
    with pytest.raises(catalogue.CatalogueError, match="source 3: expected the keys"):
        catalogue.load(path)
