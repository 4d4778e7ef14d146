"""The command line: `edition COMMAND`."""

from __future__ import annotations

import argparse
import shlex
import sys
import traceback
from collections.abc import Sequence

from edition.cli import book_commands, notebook_commands, source_commands, wave_commands
from edition.cli.declare import add_debug_option

MISTAKE, BUG, INTERRUPTED = 1, 70, 130
"""Exit codes; a call that no command understands gives 2, as is usual."""

PACKAGES = ("boundtext", "printaudit", "helpers", "newwave", "edition")

MISTAKES = (
    *(("edition.errors", "EditionError"), ("newwave.errors", "NewWaveError")),
    ("helpers.waves", "WaveError"),
    *(("printaudit", "AuditError"), ("boundtext", "ResultError")),
)
"""By which errors the packages tell a user's mistake: module and name."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code.

    A user's mistake is told in one message. Whatever else is raised is a bug, and told as one.
    """
    arguments = _parser().parse_args(words)
    try:
        arguments.run(arguments)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
    except KeyboardInterrupt:
        print("stopped; run the command again to finish", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        if arguments.debug:
            traceback.print_exc()
        mistake = _mistake(error)
        print(mistake or _bug(error, sys.argv[1:] if words is None else words), file=sys.stderr)
        return MISTAKE if mistake else BUG
    return 0


def _mistake(error: Exception) -> str | None:
    """What is told of a user's mistake; None for an error that is none."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"error: {error.filename}: {error.strerror[0].lower()}{error.strerror[1:]}"
    if isinstance(error, ModuleNotFoundError):
        package = (error.name or "").split(".")[0]
        # A student's environment has what notebooks need, and not what official files need.
        lacking = (
            f"error: this command needs the package {package}, which is not installed; install "
            'it with `pip install -e ".[book,sources]"`, or use the environment of `make book`'
        )
        return None if package in PACKAGES else lacking
    # A package that was not imported raised nothing: none is imported to look at its errors.
    found = [getattr(sys.modules.get(module), name, None) for module, name in MISTAKES]
    if isinstance(error, (OSError, *filter(None, found))):
        # A LookupError would print its message in quotes.
        return f"error: {error.args[0] if isinstance(error, LookupError) else error}"
    return None


def _bug(error: Exception, words: Sequence[str]) -> str:
    """One line on an error that no user has made, with what whoever mends it must know."""
    from importlib.metadata import version
    from platform import python_version

    what = " ".join(traceback.format_exception_only(error)[-1].split())
    where = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"bug: {what} ({where.filename}, line {where.lineno}); this is no mistake of yours: report "
        f"this line, with the command `edition {shlex.join(words)}`, living-edition "
        f"{version('living-edition')} and Python {python_version()}; --debug shows more"
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="edition", description="The commands of this book.")
    parser.set_defaults(debug=False)
    add_debug_option(parser)
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in (wave_commands, notebook_commands, source_commands, book_commands):
        module.add_commands(groups)
    return parser
