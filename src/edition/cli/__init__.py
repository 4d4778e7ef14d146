"""The command line: `python -m edition ...`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence

from edition.cli import book_commands, notebook_commands, source_commands, wave_commands
from edition.errors import EditionError


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0, or 1 after telling a user's mistake in one message."""
    arguments = _parser().parse_args(words)
    command: Callable[[argparse.Namespace], None] = arguments.run
    try:
        command(arguments)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        sys.stderr.close()
        return 0
    except (EditionError, LookupError, ValueError, OSError, RuntimeError) as error:
        print(f"error: {_message(error)}", file=sys.stderr)
        return 1
    except ModuleNotFoundError as missing:
        print(f"error: {_lacking(missing)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped; nothing is left half done: run the command again", file=sys.stderr)
        return 130
    return 0


def _message(error: Exception) -> str:
    """The message alone: a KeyError would print it in quotes, the system's comes with a number."""
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"{error.filename}: {error.strerror[0].lower()}{error.strerror[1:]}"
    return str(error.args[0]) if isinstance(error, LookupError) and error.args else str(error)


def _lacking(missing: ModuleNotFoundError) -> str:
    """A student's environment has what notebooks need, and not what official files need."""
    if (missing.name or "").split(".")[0] in (
        "boundtext",
        "printaudit",
        "helpers",
        "newwave",
        "edition",
    ):
        raise missing
    return (
        f"this command needs the package {missing.name}, which is not installed; "
        'install it with `pip install -e ".[sources]"`, or use the environment of `make book`'
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="edition", description=__doc__)
    rooms = parser.add_subparsers(required=True, metavar="COMMAND")
    for commands in (wave_commands, notebook_commands, source_commands, book_commands):
        commands.add_commands(rooms)
    return parser
