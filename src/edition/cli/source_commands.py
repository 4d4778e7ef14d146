"""Commands about official files: what is there, fetch it, link associations to schools.

Packages are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from edition.cli.declare import Group, add_command, add_quiet_option
from edition.cli.paths import parse_path, refuse_to_overwrite
from edition.errors import EditionError
from newwave import progress

if TYPE_CHECKING:
    from newwave.sources.catalogue import Source


def add_commands(group: Group) -> None:
    """Declare the commands."""
    text = "which official files are there, and where to get them"
    sources = add_command(group, "sources", text, _list)
    sources.add_argument(
        "--raw", type=parse_path, help="folder of official files; data/raw by default"
    )
    fetching = sources.add_subparsers(metavar="COMMAND")
    fetch = add_command(
        fetching, "fetch", "download the sources that have a stable address", _fetch
    )
    fetch.add_argument(
        "source", nargs="*", help="identifiers, as `sources` lists them; all by default"
    )
    fetch.add_argument("--finance-year", help="of the schools' accounts, such as 2021-22")
    fetch.add_argument(
        "--raw",
        type=parse_path,
        default=argparse.SUPPRESS,  # said before `fetch`, it stays
        help="folder to put them in; data/raw by default",
    )
    add_quiet_option(fetch)

    link = add_command(group, "link", "link parents' associations to schools", _link)
    link.add_argument("--charities", type=parse_path, required=True, metavar="CSV")
    link.add_argument("--schools", type=parse_path, required=True, metavar="CSV")
    link.add_argument("--out", type=parse_path, required=True, metavar="CSV")
    add_quiet_option(link)


def _list(arguments: argparse.Namespace) -> None:
    from newwave.sources import catalogue, raw_files

    present = raw_files.identify_all(raw_files.find_folder(arguments.raw))
    print(raw_files.describe(catalogue.load(), present))


def _fetch(arguments: argparse.Namespace) -> None:
    from newwave.sources import catalogue, downloads, raw_files

    known = {source.id: source for source in catalogue.load()}
    unknown = [ident for ident in arguments.source if ident not in known]
    if unknown:
        raise EditionError(f"no source {', '.join(unknown)}; there are: {', '.join(known)}")
    wanted = [known[ident] for ident in arguments.source] or list(known.values())
    year = _year(arguments.finance_year)
    passed = [_why_not_fetched(source) for source in wanted if source.url(year) is None]
    if passed and arguments.source:
        raise EditionError("\n  ".join(["nothing was fetched", *passed]))
    home = raw_files.find_folder(arguments.raw)
    if passed and not arguments.quiet:
        print("\n  ".join(["not fetched:", *passed]), file=sys.stderr)
    with progress.quiet(arguments.quiet):
        for path in downloads.fetch(wanted, home, year):
            if not arguments.quiet:
                print(path)


def _year(given: str | None) -> str | None:
    """A finance year in the form that addresses have."""
    from newwave.assemble import parse_finance_year

    return given and parse_finance_year(given)


def _why_not_fetched(source: Source) -> str:
    """Why a source cannot be fetched as things are, and what to do."""
    if source.address:
        return f"{source.id}: say of which year with --finance-year, such as 2021-22"
    return f"{source.id}: has no address that lasts; get it from {source.landing}"


def _link(arguments: argparse.Namespace) -> None:
    from newwave import linking

    if not arguments.out.absolute().parent.is_dir():
        raise EditionError(f"there is no folder {arguments.out.parent}; make it first")
    refuse_to_overwrite([arguments.charities, arguments.schools], [arguments.out])
    with progress.quiet(arguments.quiet):
        links = linking.link(
            linking.read_charities(arguments.charities), linking.read_schools(arguments.schools)
        )
        linking.write_links(links, arguments.out)
    if not arguments.quiet:
        counts = links.groupby("decision")["charity_number"].nunique()
        told = [f"{decision} {count:,}" for decision, count in counts.items()]
        print(f"charities, by decision: {', '.join(told) or 'none read'}")
