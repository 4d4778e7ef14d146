"""How a command is declared."""

from __future__ import annotations

import argparse
from collections.abc import Callable

Group = argparse._SubParsersAction
Run = Callable[[argparse.Namespace], None]


def add_command(group: Group, name: str, text: str, run: Run) -> argparse.ArgumentParser:
    """Declare a command of `group`: `run` is called with what was said."""
    parser: argparse.ArgumentParser = group.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    add_debug_option(parser)
    return parser


def add_group(group: Group, name: str, text: str) -> Group:
    """Declare a name under which several commands stand."""
    parser = group.add_parser(name, help=text, description=text)
    commands: Group = parser.add_subparsers(required=True, metavar="COMMAND")
    return commands


def add_debug_option(parser: argparse.ArgumentParser) -> None:
    """Let what went wrong be shown in full, wherever in the call it is asked for."""
    parser.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show tracebacks"
    )


def add_quiet_option(parser: argparse.ArgumentParser) -> None:
    """Let a command be told to print nothing but errors."""
    parser.add_argument("--quiet", action="store_true", help="no progress, no report")
