"""The command: `python -m printaudit FIGURES.csv RELATIONS.yml [--out FOLDER]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from printaudit.audit_report import describe_checks, report_audit
from printaudit.errors import AuditError


def main(words: Sequence[str] | None = None) -> int:
    """Audit the files that are named.

    Returns 0, 1 after telling what is wrong with them, or 130 when it is interrupted.
    """
    parser = argparse.ArgumentParser(prog="printaudit", description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=_parse_path, metavar="FILE",
        help="registers (.csv) and relations (.yml) of a paper, one or more of each",
    )  # fmt: skip
    parser.add_argument(
        "--out", type=_parse_path, help="folder for the verdicts as CSV and Markdown"
    )
    parser.add_argument("--checks", action="store_true", help="list the kinds of relation")
    arguments = parser.parse_args(words)
    try:
        told = (
            describe_checks() if arguments.checks else report_audit(arguments.files, arguments.out)
        )
        print(told, flush=True)
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is left in the buffer must go somewhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        print("stopped; run the command again to finish", file=sys.stderr)
        return 130
    except (AuditError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


def _parse_path(text: str) -> Path:
    """The path that a user gave; an empty one would mean the working folder."""
    if text:
        return Path(text)
    raise argparse.ArgumentTypeError("found an empty path; name a file or folder")


if __name__ == "__main__":
    sys.exit(main())
