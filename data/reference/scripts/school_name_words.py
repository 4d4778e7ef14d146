"""Make school_name_words.csv: words that three schools of England or more bear, and how many do.

    .venv/bin/python data/reference/scripts/school_name_words.py FOLDER

FOLDER holds the official files; `schools/school_details_2018.csv.gz` is read.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pandas as pd
from command_line import run

from newwave.linking.school_names import parse_name

LEAST = 3
SOURCE = "Performance tables 2017/18: names of open schools"


def make_table(folder: Path) -> pd.DataFrame:
    """Columns word, schools (how many bear it), of_schools, source, licence; commonest first."""
    path = folder / "schools" / "school_details_2018.csv.gz"
    table = pd.read_csv(path, dtype=str, encoding="cp1252")
    names = table.loc[table["Status"] == "1", "Name"].dropna()
    counts = Counter(word for name in names for word in set(parse_name(name).words))
    common = [(w, n) for w, n in counts.items() if n >= LEAST and w.replace("_", "").isalpha()]
    rows = sorted(common, key=lambda row: (-row[1], row[0]))
    words = pd.DataFrame(rows, columns=["word", "schools"])
    return words.assign(of_schools=len(names), source=SOURCE, licence="OGL v3.0")


if __name__ == "__main__":
    run(__file__, make_table)
