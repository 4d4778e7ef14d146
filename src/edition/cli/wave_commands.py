"""Commands about waves: list, check, build, compare, remove them.

Rooms are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from edition.cli.declare import Group, command, quietly
from helpers import project
from newwave import progress


def declare(rooms: Group) -> None:
    """Declare the commands."""
    wave = rooms.add_parser("wave", help="list, check, build, compare or remove waves")
    group = wave.add_subparsers(required=True, metavar="COMMAND")
    command(group, "list", "the waves there are", _whole(_list))
    check = command(group, "check", "hold waves against the contract", _whole(_check))
    check.add_argument("wave", nargs="*", help="identifiers; all waves when none is given")
    command(group, "synthetic", "make the synthetic waves anew, from their seed", _synthetic)
    _declare_build(group)
    diff = command(group, "diff", "what changed from one wave to another", _whole(_diff))
    diff.add_argument("before")
    diff.add_argument("now")
    remove = command(group, "remove", "take a wave out of the book: data, contents, page", _remove)
    remove.add_argument("wave")


def _declare_build(group: Group) -> None:
    build = command(group, "build", "build a wave from official files", _build)
    build.add_argument("wave", help="identifier of the new wave, such as 2022")
    build.add_argument(
        "--area", required=True, help="code of the local authority, such as 886, or `all`"
    )
    build.add_argument("--finance-year", required=True, help="such as 2021-22")
    build.add_argument(
        "--survey",
        type=Path,
        metavar="FILE",
        help="questionnaires (.csv), their mapping beside it (.yml)",
    )
    build.add_argument("--academies", choices=("include", "exclude"), default="exclude")
    build.add_argument(
        "--accounts-within", type=int, default=12, metavar="MONTHS",
        help="how far an association's accounts may lie from the school's year (default: 12)",
    )  # fmt: skip
    build.add_argument(
        "--threshold", type=float, default=5000, metavar="GBP",
        help="association income from which registration is expected (default: 5000)",
    )  # fmt: skip
    build.add_argument("--imd-edition", choices=("2010", "2015", "2019", "2025"))
    build.add_argument("--raw", type=Path, help="folder of official files; data/raw by default")
    quietly(build)


def _whole(run: Callable[[argparse.Namespace], None]) -> Callable[[argparse.Namespace], None]:
    """A command that first puts back a wave that an interrupted build left aside."""

    def recovered(arguments: argparse.Namespace) -> None:
        from newwave import recovery

        for wave in recovery.recover_all():
            print(f"wave {wave}: put back as it was before an interrupted build", file=sys.stderr)
        run(arguments)

    return recovered


def _list(_: argparse.Namespace) -> None:
    from helpers import waves

    for wave in waves.all():
        survey = f"{len(wave.survey)} questionnaires" if wave.survey is not None else "no survey"
        print(f"{wave.id}: {wave.title}; {wave.evidence}; {len(wave.schools)} schools, {survey}")


def _check(arguments: argparse.Namespace) -> None:
    from helpers import waves

    for ident in arguments.wave or waves.ids():
        waves.load(ident)
        print(f"{ident}: keeps the contract")


def _synthetic(_: argparse.Namespace) -> None:
    from newwave import synthetic

    for path in synthetic.write_waves():
        print(path.relative_to(project.root()))


def _build(arguments: argparse.Namespace) -> None:
    from edition import adding
    from newwave import assemble

    options = assemble.WaveOptions(
        wave=arguments.wave,
        area=arguments.area,
        finance_year=arguments.finance_year,
        survey=arguments.survey,
        academies=arguments.academies,
        months_apart=arguments.accounts_within,
        threshold=arguments.threshold,
        raw=arguments.raw,
        imd_edition=arguments.imd_edition,
    )
    _refuse_synthetic(arguments.wave)
    with progress.quiet(arguments.quiet):
        built = assemble.build_wave(options)
        assemble.write_wave(built)
        adding.add(arguments.wave)
        page = _draft(arguments.wave)
    if not arguments.quiet:
        print(built.report)
        print(page)


def _refuse_synthetic(wave: str) -> None:
    from helpers import waves

    if wave in waves.ids() and waves.load(wave).evidence == "synthetic":
        raise ValueError(
            f"wave {wave} is a synthetic stand-in, which real records would replace; choose "
            f"another identifier, or take it out first with `python -m edition wave remove {wave}`"
        )


def _draft(wave: str) -> str:
    """Draft the wave's own page; says where it stands."""
    from edition import draft, trial
    from helpers import waves

    book = project.root() / "book"
    written = draft.write(waves.load(wave), trial.results_of(wave), book)
    page = draft.path_of(book, wave).relative_to(project.root())
    if written:
        return f"draft of its page: {page}"
    return f"left as its author wrote it: {page}; see whether its sentences still hold"


def _diff(arguments: argparse.Namespace) -> None:
    from newwave import assemble

    succession = assemble.read_succession()
    print(assemble.compare_waves(arguments.before, arguments.now, succession))


def _remove(arguments: argparse.Namespace) -> None:
    from edition import adding, draft
    from newwave import assemble

    assemble.remove_wave(arguments.wave)
    adding.remove(arguments.wave)
    kept = draft.remove(arguments.wave, project.root() / "book")
    print(f"{arguments.wave}: removed from data and contents")
    if kept:
        print(f"its page was changed by hand and is kept as {kept.relative_to(project.root())}")
