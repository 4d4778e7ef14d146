"""Commands about waves: list, check, build, compare, remove them.

Packages are imported where they are needed: most commands need few of them, and each costs time.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from edition.cli.declare import Group, Run, add_command, add_group, add_quiet_option
from edition.cli.paths import parse_path
from edition.errors import EditionError
from helpers import project
from newwave import progress

if TYPE_CHECKING:
    from edition.notebooks import Notebook


def add_commands(group: Group) -> None:
    """Declare the commands."""
    wave = add_group(group, "wave", "list, check, build, compare or remove waves")
    add_command(wave, "list", "the waves there are", _after_recovery(_list))
    text = "check waves against the contract"
    check = add_command(wave, "check", text, _after_recovery(_check))
    check.add_argument("wave", nargs="*", help="identifiers; all waves when none is given")
    add_command(wave, "synthetic", "make the synthetic waves anew, from their seed", _synthetic)
    _add_build(wave)
    text = "what changed from one wave to another"
    diff = add_command(wave, "diff", text, _after_recovery(_diff))
    diff.add_argument("before")
    diff.add_argument("now")
    text = "take a wave out of the book: data, contents, page"
    remove = add_command(wave, "remove", text, _remove)
    remove.add_argument("wave")


def _add_build(group: Group) -> None:
    build = add_command(group, "build", "build a wave from official files", _build)
    build.add_argument("wave", help="identifier of the new wave, such as 2022")
    build.add_argument(
        "--area", required=True, help="code of the local authority, such as 886, or `all`"
    )
    build.add_argument("--finance-year", required=True, help="such as 2021-22")
    build.add_argument(
        "--survey",
        type=parse_path,
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
    build.add_argument(
        "--raw", type=parse_path, help="folder of official files; data/raw by default"
    )
    add_quiet_option(build)


def _after_recovery(run: Run) -> Run:
    """A command that first puts back a wave that an interrupted build left aside."""

    def recover_and_run(arguments: argparse.Namespace) -> None:
        from newwave import recovery

        for wave in recovery.recover_all():
            print(f"wave {wave}: put back as it was before an interrupted build", file=sys.stderr)
        run(arguments)

    return recover_and_run


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
    from edition import contents
    from edition.notebooks import list_notebooks
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
    root = project.root()
    notebooks = list_notebooks(root / "notebooks")
    with progress.quiet(arguments.quiet):
        built = assemble.build_wave(options)
        assemble.write_wave(built)
        contents.add_wave(root / "book" / "_toc.yml", arguments.wave, notebooks)
        page = _draft(root, arguments.wave, notebooks)
    if not arguments.quiet:
        print(built.report)
        print(page)


def _refuse_synthetic(wave: str) -> None:
    from helpers import waves

    if wave in waves.ids() and waves.load(wave).evidence == "synthetic":
        raise EditionError(
            f"wave {wave} is a synthetic stand-in, which real records would replace; choose "
            f"another identifier, or take it out first with `edition wave remove {wave}`"
        )


def _draft(root: Path, wave: str, notebooks: Mapping[str, Notebook]) -> str:
    """Draft the wave's own page; says where it stands."""
    from edition.draft import page_of, write_draft
    from edition.execution import execute_aside
    from helpers import waves

    book, home = root / "book", root / "notebooks"
    sources = [home / f"{name}.md" for name, each in notebooks.items() if each.per_wave]
    results = execute_aside(sources, wave, waves.before(wave))
    page = page_of(book, wave).relative_to(root)
    if write_draft(book, waves.load(wave), results):
        return f"draft of its page: {page}"
    return f"left as its author wrote it: {page}; see whether its sentences still hold"


def _diff(arguments: argparse.Namespace) -> None:
    from newwave import assemble

    succession = assemble.read_succession()
    print(assemble.compare_waves(arguments.before, arguments.now, succession))


def _remove(arguments: argparse.Namespace) -> None:
    from edition import contents
    from edition.draft import remove_page
    from edition.notebooks import list_notebooks
    from newwave import assemble

    root, wave = project.root(), arguments.wave
    notebooks = list_notebooks(root / "notebooks")
    # What may be refused comes first, so that a refusal leaves the wave whole.
    contents.remove_wave(root / "book" / "_toc.yml", wave, notebooks)
    assemble.remove_wave(wave)
    kept = remove_page(root / "book", wave)
    print(f"{wave}: removed from data and contents")
    if kept:
        print(f"its page was changed by hand and is kept as {kept.relative_to(root)}")
