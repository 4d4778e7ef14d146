"""Count the words of England's school names: `python data/reference/make_words.py FOLDER`.

FOLDER holds the official files; `schools/school_details_2018.csv.gz` is read. Writes
school_name_words.csv beside this script: words of three schools or more, and in how many names.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pandas as pd

from newwave.linking.parts import parts

LEAST = 3
SOURCE = "Performance tables 2017/18: names of open schools"


def counted(folder: Path) -> pd.DataFrame:
    """word, schools (how many bear it), of_schools, source, licence; commonest first."""
    path = folder / "schools" / "school_details_2018.csv.gz"
    table = pd.read_csv(path, dtype=str, encoding="cp1252")
    names = table.loc[table["Status"] == "1", "Name"].dropna()
    counts = Counter(word for name in names for word in set(parts(name).words))
    common = [(w, n) for w, n in counts.items() if n >= LEAST and w.replace("_", "").isalpha()]
    rows = sorted(common, key=lambda row: (-row[1], row[0]))
    words = pd.DataFrame(rows, columns=["word", "schools"])
    return words.assign(of_schools=len(names), source=SOURCE, licence="OGL v3.0")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    made = counted(Path(sys.argv[1]))
    made.to_csv(Path(__file__).with_name("school_name_words.csv"), index=False, lineterminator="\n")
