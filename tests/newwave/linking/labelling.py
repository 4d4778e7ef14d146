"""The hand-labelled set: its tables, read from the official files in place, and its marks.

labels.csv holds no names. A row tells the source file and the row's key there, what a careful
reader decided, and the schools that were meant. See `score` for how a linker is marked.

There were six readings, none by somebody who had seen the linker. Of the first, one half is held
out: no error in it was ever looked at. A second reader labelled it again, and a third settled
where the two differed; so too readings 5 and 6. Readings 2 to 6 were each marked once before
anybody looked at what was wrong in them, and are for development since; see FIRST_SIGHT.
"""

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from newwave.sources import spine

LABELS = Path(__file__).with_name("labels.csv")

# Line numbers of the list of names become charity numbers beyond any real one.
NAMES_OFFSET = 90_000_000

STATUSES = {"1": "Open", "2": "Closed", "3": "Open, but proposed to close"}

LINKABLE = ("link", "several schools")

FIRST_SIGHT = {
    "2": (0.977, 0.871),
    "3": (0.974, 0.898),
    "4": (0.968, 0.914),
    "5": (0.953, 0.919),
    "6": (0.959, 0.891),
}
"""Precision and recall of each later reading when the linker first met it."""


def half_of(source: str, key: int) -> str:
    """The half a label of the first reading belongs to, from a hash, so that nobody chooses it."""
    digest = hashlib.sha256(f"{source}:{key}".encode()).digest()
    return "develop" if digest[0] % 2 == 0 else "hold out"


def numbered(source: str, key: int) -> int:
    """The charity number under which a labelled charity enters the charities table."""
    return key + NAMES_OFFSET if source == "names_2018" else key


def labels() -> pd.DataFrame:
    """labels.csv with `urns` as tuples of int, and the charity numbers that `charities` gives.

    Columns: source, key (int), decision, urns, reading, half, kind, note, charity_number.
    """
    table = pd.read_csv(LABELS, dtype=str, keep_default_na=False).astype({"key": int})
    table["urns"] = [tuple(int(urn) for urn in cell.split(";") if urn) for cell in table["urns"]]
    table["charity_number"] = [
        numbered(source, key) for source, key in zip(table["source"], table["key"], strict=True)
    ]
    return table


def schools(opendata: Path) -> pd.DataFrame:
    """Every school of school_details_2018 with its successor from gias_links_2022.

    A school still open in the table is the current one, whatever happened after.

    Columns: urn, name, street, locality, town, postcode, la_code, phase, status, successor_urn.
    The publisher's columns read: URN, Name, Street, City, Postcode, Local Authority, Primary,
    Secondary, Post 16, Status; URN, LinkURN, LinkType of the links. The locality is that of the
    performance tables' list of the same year, which the details lack.
    """
    folder = opendata / "schools"
    raw = pd.read_csv(folder / "school_details_2018.csv.gz", dtype="string", encoding="cp1252")
    urn = raw["URN"].astype("Int64")
    localities = spine.read(folder / "england_spine_2017-18.xlsx").set_index("urn")["locality"]
    return pd.DataFrame(
        {
            "urn": urn,
            "name": raw["Name"],
            "street": raw["Street"],
            "locality": urn.map(localities),
            "town": raw["City"],
            "postcode": raw["Postcode"],
            "la_code": raw["Local Authority"].astype("Int64"),
            "phase": _phases(raw),
            "status": raw["Status"].map(STATUSES).astype("string"),
            "successor_urn": urn.map(_successors(folder, set(urn)))
            .where(raw["Status"] == "2")
            .astype("Int64"),
        }
    )


def _phases(raw: pd.DataFrame) -> pd.Series:
    taught = raw["Primary"] + raw["Secondary"]
    words = {"10": "Primary", "01": "Secondary", "11": "All-through", "00": "16 plus"}
    return taught.map(words).astype("string")


def _successors(folder: Path, known: set[int]) -> dict[int, int]:
    """School -> its successor, where the table holds it; of several, the latest.

    A school that another was split from lives on, so the new one is not its successor.
    """
    links = pd.read_csv(folder / "gias_links_2022.csv.gz")
    follows = links["LinkType"].isin(["Successor", "Successor - merged", "Successor - amalgamated"])
    found = links[follows & links["LinkURN"].isin(known)].sort_values("LinkURN")
    return dict(zip(found["URN"], found["LinkURN"], strict=True))


def charities(opendata: Path, labelled: pd.DataFrame) -> pd.DataFrame:
    """The labelled charities, as the official files have them.

    Columns: charity_number, name, activities, objects, postcode; missing where a source has none.
    Of a charity listed twice in the history, the last row counts.
    """
    folder = opendata / "charities"
    everything = pd.concat([_names(folder), _sample(folder), _history(folder)])
    wanted = labelled[["source", "key", "charity_number"]]
    table = wanted.merge(everything, on=["source", "key"], how="left", validate="one_to_one")
    return table[["charity_number", "name", "activities", "objects", "postcode"]]


def _names(folder: Path) -> pd.DataFrame:
    with gzip.open(folder / "registered_charity_names_2018.txt.gz", "rt", encoding="utf-8") as file:
        names = pd.Series([line.rstrip("\r\n") for line in file], dtype="string", name="name")
    return names.to_frame().assign(source="names_2018", key=range(1, len(names) + 1))


def _sample(folder: Path) -> pd.DataFrame:
    raw = pd.read_csv(folder / "charities_sample_2021.csv.gz", dtype="string")
    raw = raw[raw["source"] == "CCEW"].drop_duplicates("reg_number")
    kept = raw[["name", "activities", "objects", "postcode"]]
    return kept.assign(source="sample_2021", key=raw["reg_number"].astype(int))


def _history(folder: Path) -> pd.DataFrame:
    raw = pd.read_csv(folder / "charities_listed_history.csv.gz", dtype="string")
    raw = raw[raw["charity_number"].str.isdigit()].drop_duplicates("charity_number", keep="last")
    return raw[["name", "activities"]].assign(
        source="history", key=raw["charity_number"].astype(int)
    )


@dataclass(frozen=True)
class Score:
    """How a linker's pairs of charity and school agree with the labels of some charities."""

    wanted: int
    found: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the linker's pairs that a careful reader made too."""
        return self.right / self.found if self.found else float("nan")

    @property
    def recall(self) -> float:
        """The share of a careful reader's pairs that the linker made too."""
        return self.right / self.wanted if self.wanted else float("nan")

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.4f} ({self.right} of {self.found} pairs), "
            f"recall {self.recall:.4f} ({self.right} of {self.wanted})"
        )


def wanted_pairs(labelled: pd.DataFrame) -> set[tuple[int, int]]:
    """The (charity_number, urn) pairs of the labels link and several schools."""
    linkable = labelled[labelled["decision"].isin(LINKABLE)]
    return {
        (charity, urn)
        for charity, urns in zip(linkable["charity_number"], linkable["urns"], strict=True)
        for urn in urns
    }


def found_pairs(links: pd.DataFrame, labelled: pd.DataFrame) -> set[tuple[int, int]]:
    """The pairs that a linker decided to link, for the labelled charities alone."""
    made = links[
        links["decision"].isin(LINKABLE)
        & links["urn"].notna()
        & links["charity_number"].isin(labelled["charity_number"])
    ]
    return {
        (int(charity), int(urn))
        for charity, urn in zip(made["charity_number"], made["urn"], strict=True)
    }


def score(links: pd.DataFrame, labelled: pd.DataFrame, half: str) -> Score:
    """Marks a linker's output on one half of the labels, pair by pair.

    A pair is a charity and one school, so an association of two schools counts twice. The linker
    makes a pair where its decision is link or several schools; whatever it lists as ambiguous or
    none is no pair. So a charity that the reader called ambiguous or none lowers precision when
    the linker links it, and costs nothing when the linker calls it ambiguous or none, whichever
    of the two. A linkable charity that the linker leaves ambiguous lowers recall alone; one
    linked to a wrong school lowers both. The urn must be the current school: the predecessor
    of a converted school is wrong.
    """
    part = labelled[labelled["half"] == half]
    wanted, found = wanted_pairs(part), found_pairs(links, part)
    return Score(wanted=len(wanted), found=len(found), right=len(wanted & found))
