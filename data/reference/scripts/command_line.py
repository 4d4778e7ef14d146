"""What the scripts of this folder share: a folder of official files in, a table out."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from newwave.errors import SourceError


def run(script: str, make_table: Callable[[Path], pd.DataFrame]) -> None:
    """Write the table that a script is named after beside the scripts' folder, and exit.

    The one argument of the command is the folder of official files.
    """
    path = Path(script).resolve()
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit(f"usage: python {path.name} FOLDER, the folder of the official files")
    try:
        table = make_table(Path(sys.argv[1]))
    except (OSError, SourceError) as error:
        sys.exit(f"error: {error}")
    target = path.parents[1] / f"{path.stem}.csv"
    table.to_csv(target, index=False, lineterminator="\n")
    print(f"{target}: {len(table)} rows")
