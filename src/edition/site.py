"""Building the site beside the last good one, and putting it in place when it is whole."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from edition import contents
from edition.errors import EditionError
from edition.notebooks import RUNS

_TELLING = re.compile(r"(WARNING|ERROR|CRITICAL|Error|Exception):")


class SiteError(EditionError):
    """The site could not be built; the message carries what the builder said, and where."""


def build(book: Path, staging: Path, public: Path, runs: Mapping[str, str]) -> None:
    """Render `book` into `staging`, and move it to `public` when it is whole.

    runs: the executed notebooks that belong into the contents, with titles. Results beside
    `staging` that no run of these has recorded are removed, so that no page quotes a notebook
    that is gone. Raises SiteError or ContentsError; `public` is then as it was.
    """
    contents.check(book / "_toc.yml", runs)
    _remove_orphaned_results(staging.with_name("results"), runs)
    # Always from nothing: on an earlier rendering the builder keeps pictures and words that
    # are gone, and after a failure takes the pages that failed for done.
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    _render(book, staging)
    _publish(staging / "_build" / "html", public)


def _remove_orphaned_results(results: Path, runs: Collection[str]) -> None:
    """Remove `<wave>/<notebook>.json` of what is not among `runs`; collections at the top stay."""
    for path in results.glob("*/*.json"):
        if f"{RUNS}/{path.parent.name}/{path.stem}" not in runs:
            path.unlink()


def _render(book: Path, staging: Path) -> None:
    command = [
        *(str(Path(sys.executable).with_name("jupyter-book")), "build", str(book)),
        *("--path-output", str(staging), "-W", "-n", "--keep-going", "-q"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    if ran.returncode or not (staging / "_build" / "html" / "index.html").is_file():
        raise SiteError(_what_it_said(ran.stdout + ran.stderr))


def _what_it_said(output: str) -> str:
    """The builder's warnings and errors alone, without colours and progress."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", output)
    lines = [line.strip() for line in plain.splitlines() if _TELLING.search(line)]
    return "the site was not built; the last good one is untouched:\n  " + "\n  ".join(
        dict.fromkeys(lines) or [plain.strip()[-2000:]]
    )


def _publish(html: Path, public: Path) -> None:
    """Put a copy of `html` in place of `public`, by renaming, so that no reader sees half of it."""
    incoming = public.with_name(f".{public.name}.incoming")
    outgoing = public.with_name(f".{public.name}.outgoing")
    for leftover in (incoming, outgoing):
        shutil.rmtree(leftover, ignore_errors=True)
    public.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(html, incoming)
    if public.exists():
        public.replace(outgoing)
    incoming.replace(public)
    shutil.rmtree(outgoing, ignore_errors=True)
