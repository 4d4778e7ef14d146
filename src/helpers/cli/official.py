"""Commands about official files: what is there, fetch it, link associations to schools.

Rooms are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from helpers import progress
from helpers.cli.commands import Group, command, quietly


def declare(rooms: Group) -> None:
    """Declare the commands."""
    sources = command(
        rooms, "sources", "which official files are there, and where to get them", _sources
    )
    sources.add_argument("--raw", type=Path, help="folder of official files; data/raw by default")
    fetching = sources.add_subparsers(metavar="COMMAND")
    fetch = command(fetching, "fetch", "download the sources that have a stable address", _fetch)
    fetch.add_argument(
        "source", nargs="*", help="identifiers, as `sources` lists them; all by default"
    )
    fetch.add_argument("--finance-year", help="of the schools' accounts, such as 2021-22")
    fetch.add_argument("--raw", type=Path, help="folder to put them in; data/raw by default")
    quietly(fetch)

    link = command(rooms, "link", "link parents' associations to schools", _link)
    link.add_argument("--charities", type=Path, required=True, metavar="CSV")
    link.add_argument("--schools", type=Path, required=True, metavar="CSV")
    link.add_argument("--out", type=Path, required=True, metavar="CSV")
    quietly(link)


def _sources(arguments: argparse.Namespace) -> None:
    from helpers.sources import catalogue, folder

    present = folder.look(folder.home(arguments.raw))
    print(folder.told(catalogue.load(), present))


def _fetch(arguments: argparse.Namespace) -> None:
    from helpers.sources import catalogue, fetch, folder

    known = {source.id: source for source in catalogue.load()}
    unknown = [ident for ident in arguments.source if ident not in known]
    if unknown:
        raise LookupError(f"no source {', '.join(unknown)}; there are: {', '.join(known)}")
    wanted = [known[ident] for ident in arguments.source] or list(known.values())
    with progress.quiet(arguments.quiet):
        for path in fetch.fetch(wanted, folder.home(arguments.raw), arguments.finance_year):
            if not arguments.quiet:
                print(path)


def _link(arguments: argparse.Namespace) -> None:
    from helpers import linking

    with progress.quiet(arguments.quiet):
        links = linking.link(
            linking.read_charities(arguments.charities), linking.read_schools(arguments.schools)
        )
        linking.write(links, arguments.out)
    if not arguments.quiet:
        for decision, rows in links.groupby("decision", sort=True):
            print(f"{decision}: {rows['charity_number'].nunique()} charities")
