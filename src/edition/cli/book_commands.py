"""Commands that make the book: run notebooks, quote and audit registers, render, serve.

Rooms are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from edition.cli.declare import Group, command
from edition.contents import ONCE, PER_WAVE
from helpers import project


def declare(rooms: Group) -> None:
    """Declare the commands."""
    run = command(rooms, "run", "execute a notebook for a wave", _run)
    run.add_argument("notebook", type=Path, help="a notebook's MyST source")
    run.add_argument("executed", type=Path, help="where to write the executed notebook")
    run.add_argument("results", type=Path, help="where to write what it recorded")
    run.add_argument("--wave", help="identifier of the wave; none for a notebook that runs once")
    run.add_argument("--baseline", default="", help="wave to compare with")
    run.add_argument("--area", help="code of one local authority of a wave of several")

    commit = command(rooms, "commit", "make the notebook to commit from an executed one", _commit)
    commit.add_argument("executed", type=Path)
    commit.add_argument("notebook", type=Path)

    quote = command(rooms, "quote", "make a register quotable", _quote)
    quote.add_argument("register", type=Path)
    quote.add_argument("results", type=Path)
    quote.add_argument("--relations", type=Path, help="judge the figures by these relations")

    audit = command(rooms, "audit", "hold printed figures against each other", _audit)
    audit.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="registers (.csv) and relations (.yml) of a paper, one or more of each",
    )  # fmt: skip
    audit.add_argument("--out", type=Path, help="folder for the verdicts as CSV and Markdown")

    pages = command(rooms, "pages", "write the parts of pages made from data", _pages)
    pages.add_argument("folder", type=Path)

    site = command(rooms, "site", "render the book and put it in place", _site)
    site.add_argument("runs", nargs="+", help="executed notebooks, as runs/<wave>/<notebook>")

    serve = command(rooms, "serve", "open the built site locally", _serve)
    serve.add_argument("--port", type=int, default=8000)


def _run(arguments: argparse.Namespace) -> None:
    from edition import execution

    parameters = {}
    if not arguments.wave and arguments.notebook.stem in PER_WAVE:
        raise ValueError(
            f"the notebook {arguments.notebook.stem} runs for one wave: say which with --wave"
        )
    if arguments.area:
        _refuse_area(arguments.wave, arguments.area)
    if arguments.wave:
        parameters = {"wave": arguments.wave, "baseline": arguments.baseline}
        if arguments.area:
            parameters["area"] = arguments.area
    execution.run(
        arguments.notebook,
        parameters,
        arguments.wave or ONCE,
        arguments.executed,
        arguments.results,
    )
    print(f"{arguments.notebook.stem}: {arguments.wave or 'done'}")


def _refuse_area(wave: str | None, area: str) -> None:
    """Refuse an area that the wave does not have, before any notebook runs."""
    from helpers import waves

    if not wave:
        raise ValueError("an area is that of a wave: say which with --wave")
    waves.load(wave, area)


def _commit(arguments: argparse.Namespace) -> None:
    from edition import execution
    from edition.atomic import replace

    replace(arguments.notebook, execution.committed(arguments.executed))


def _quote(arguments: argparse.Namespace) -> None:
    import json

    from edition import quotation
    from edition.atomic import replace

    records = quotation.collection(arguments.register, arguments.relations)
    text = json.dumps(records, indent=1, ensure_ascii=False)
    arguments.results.parent.mkdir(parents=True, exist_ok=True)
    replace(arguments.results, text + "\n")


def _audit(arguments: argparse.Namespace) -> None:
    from printaudit.audit_report import report_audit

    print(report_audit(arguments.files, arguments.out))


def _pages(arguments: argparse.Namespace) -> None:
    from edition import fragments

    fragments.write_all(arguments.folder)


def _site(arguments: argparse.Namespace) -> None:
    from edition import site

    root = project.root()
    site.build(
        root / "book", root / "build" / "site", root / "book" / "_build" / "html", arguments.runs
    )
    print("site: book/_build/html/index.html")


def _serve(arguments: argparse.Namespace) -> None:
    import webbrowser
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    html = project.root() / "book" / "_build" / "html"
    if not (html / "index.html").is_file():
        raise FileNotFoundError(f"no site in {html}: build it with `make book`")
    handler = partial(SimpleHTTPRequestHandler, directory=str(html))
    with ThreadingHTTPServer(("127.0.0.1", arguments.port), handler) as server:
        address = f"http://127.0.0.1:{arguments.port}/"
        print(f"serving {address} until Ctrl-C")
        webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
