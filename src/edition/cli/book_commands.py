"""Commands that make the book: quote and audit registers, write parts of pages, render, serve.

Packages are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse

from edition.cli.declare import Group, add_command
from edition.cli.paths import check_ending, parse_path, refuse_to_overwrite
from edition.errors import EditionError
from helpers import project


def add_commands(group: Group) -> None:
    """Declare the commands."""
    quote = add_command(group, "quote", "make a register quotable", _quote)
    quote.add_argument("register", type=parse_path)
    quote.add_argument("results", type=parse_path)
    quote.add_argument("--relations", type=parse_path, help="judge the figures by these relations")

    audit = add_command(group, "audit", "check printed figures against each other", _audit)
    audit.add_argument(
        "files", nargs="+", type=parse_path, metavar="FILE",
        help="registers (.csv) and relations (.yml) of a paper, one or more of each",
    )  # fmt: skip
    audit.add_argument("--out", type=parse_path, help="folder for the verdicts as CSV and Markdown")

    pages = add_command(group, "pages", "write the parts of pages made from data", _pages)
    pages.add_argument("folder", type=parse_path)

    site = add_command(group, "site", "render the book and put it in place", _site)
    site.add_argument("runs", nargs="+", help="executed notebooks, as runs/<wave>/<notebook>")

    serve = add_command(group, "serve", "open the built site locally", _serve)
    serve.add_argument("--port", type=_port, default=8000)


def _port(text: str) -> int:
    if text.isdecimal() and 0 < int(text) < 2**16:
        return int(text)
    raise argparse.ArgumentTypeError(f"found {text!r}; expected a number from 1 to {2**16 - 1}")


def _quote(arguments: argparse.Namespace) -> None:
    import json

    from edition.atomic import write_atomically
    from edition.quotation import quote_register

    refuse_to_overwrite([arguments.register, arguments.relations], [arguments.results])
    check_ending(arguments.results, ".json")
    records = quote_register(arguments.register, arguments.relations)
    text = json.dumps(records, indent=1, ensure_ascii=False)
    arguments.results.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(arguments.results, text + "\n")


def _audit(arguments: argparse.Namespace) -> None:
    from printaudit.audit_report import report_audit

    print(report_audit(arguments.files, arguments.out))


def _pages(arguments: argparse.Namespace) -> None:
    from edition.fragments import write_fragments

    folder = arguments.folder
    if (folder / "_toc.yml").exists():
        raise EditionError(
            f"{folder} holds pages that their authors wrote; name a folder for parts of pages "
            f"only, such as {folder / '_generated'}"
        )
    write_fragments(folder)


def _site(arguments: argparse.Namespace) -> None:
    from edition import site
    from edition.notebooks import list_notebooks, runs_of

    root = project.root()
    waves = {run.split("/")[1] for run in arguments.runs if run.count("/") == 2}
    known = runs_of(list_notebooks(root / "notebooks"), sorted(waves))
    unknown = [run for run in arguments.runs if run not in known]
    if unknown:
        raise EditionError(
            f"found {', '.join(unknown)}; expected runs/<wave>/<notebook> of a notebook that "
            "notebooks.yml lists; correct or leave out"
        )
    html = root / "book" / "_build" / "html"
    runs = {run: known[run] for run in arguments.runs}
    site.build(root / "book", root / "build" / "site", html, runs)
    print(f"site: {html.relative_to(root)}/index.html")


def _serve(arguments: argparse.Namespace) -> None:
    import webbrowser
    from functools import partial
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    html = project.root() / "book" / "_build" / "html"
    if not (html / "index.html").is_file():
        raise EditionError(f"found no site in {html}; build it with `make book`")
    handler = partial(SimpleHTTPRequestHandler, directory=str(html))
    with ThreadingHTTPServer(("127.0.0.1", arguments.port), handler) as server:
        address = f"http://127.0.0.1:{arguments.port}/"
        print(f"serving {address} until Ctrl-C")
        webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
