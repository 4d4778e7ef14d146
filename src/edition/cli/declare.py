"""How a command is declared."""

from __future__ import annotations

import argparse
from collections.abc import Callable

Group = argparse._SubParsersAction


def command(
    group: Group, name: str, text: str, run: Callable[[argparse.Namespace], None]
) -> argparse.ArgumentParser:
    """Declare a command of `group`: `run` is called with what was said."""
    parser: argparse.ArgumentParser = group.add_parser(name, help=text, description=text)
    parser.set_defaults(command=run)
    return parser


def quietly(parser: argparse.ArgumentParser) -> None:
    """Let a command be told to print nothing but errors."""
    parser.add_argument("--quiet", action="store_true", help="no progress, no report")
