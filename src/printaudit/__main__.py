"""The command: `python -m printaudit FIGURES.csv RELATIONS.yml [--out FOLDER]`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from printaudit.audit_report import describe_checks, report_audit
from printaudit.errors import AuditError


def main(words: Sequence[str] | None = None) -> int:
    """Audit the files that are named. Returns 0, or 1 after telling what is wrong with them."""
    parser = argparse.ArgumentParser(prog="printaudit", description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, metavar="FILE",
        help="registers (.csv) and relations (.yml) of a paper, one or more of each",
    )  # fmt: skip
    parser.add_argument("--out", type=Path, help="folder for the verdicts as CSV and Markdown")
    parser.add_argument("--checks", action="store_true", help="list the kinds of relation")
    arguments = parser.parse_args(words)
    if arguments.checks:
        print(describe_checks())
        return 0
    try:
        print(report_audit(arguments.files, arguments.out))
    except (AuditError, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
