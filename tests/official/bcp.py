"""The older extract of the register: one zip of .bcp tables, without headers and activities."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from .filing import DAY

FIELD, ROW = "@**@", "*@@*"
WIDE = 60
"""The publisher fills names up with blanks."""


def write(every: pd.DataFrame, sent: pd.DataFrame, day: date, folder: Path) -> Path:
    """The tables of the extract of a day, of the charities and returns of the current one.

    every: charities and linked charities, with `post` and `linked`; sent: annual returns.
    """
    path = folder / f"RegPlusExtract_{day:%B_%Y}.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, table in _tables(every, sent, day).items():
            rows = table.astype(object).where(table.notna(), "").astype(str).to_numpy()
            text = "".join(FIELD.join(row) + ROW for row in rows)
            member = zipfile.ZipInfo(f"RegPlusExtract/{name}.bcp", DAY)
            content = text.encode("cp1252", errors="replace")
            archive.writestr(member, content, zipfile.ZIP_DEFLATED, 1)
    return path


def _tables(every: pd.DataFrame, sent: pd.DataFrame, day: date) -> dict[str, pd.DataFrame]:
    own = every[every["linked"] == 0]
    places = {place: number for number, place in enumerate(sorted(own["la_name"].unique()), 1)}
    gone = every["until"] <= day.year - 1
    key = {"regno": every["charity_number"], "subno": every["linked"]}
    blank = dict.fromkeys(("gd", "aob", "aob_defined", "nhs", "ha_no", "corr"), "")
    more = dict.fromkeys(("add3", "add4", "add5"), "")
    return {
        "extract_charity": pd.DataFrame(
            key | {"name": every["name"].str.ljust(WIDE), "orgtype": np.where(gone, "RM", "R")}
            | blank | {"add1": every["street"], "add2": every["town"]} | more
            | {"postcode": every["post"], "phone": "", "fax": ""}
        ),
        "extract_registration": pd.DataFrame(
            key | {"regdate": every["from"].astype(str) + "-05-14 00:00:00"}
            | {"remdate": (every["until"].astype(str) + "-11-20 00:00:00").where(gone)}
            | {"remcode": np.where(gone, "CE", "")}
        ),
        "extract_financial": pd.DataFrame(
            {"regno": sent["charity_number"], "fystart": _midnight(sent["start"])}
            | {"fyend": _midnight(sent["end"]), "income": sent["income"].astype("int64")}
            | {"expend": (sent["income"] * 0.9).astype("int64")}
        ),
        "extract_name": _names(own),
        "extract_objects": pd.DataFrame(
            {"regno": own["charity_number"], "subno": 0, "seqno": "0000"}
            | {"object": own["activities"].str.upper()}
        ),
        "extract_charity_aoo": pd.DataFrame(
            {"regno": own["charity_number"], "aootype": "B", "aookey": own["la_name"].map(places)}
            | {"welsh": "", "master": ""}
        ),
        "extract_aoo_ref": pd.DataFrame(
            {"aootype": "B", "aookey": list(places.values()), "aooname": list(places)}
            | {"aoosort": list(places), "welsh": "", "master": ""}
        ),
    }  # fmt: skip


def _names(own: pd.DataFrame) -> pd.DataFrame:
    """The main name of each charity and the working names that some have."""
    others = own[own["charity_number"] % 19 == 4]
    numbers = pd.concat([own["charity_number"], others["charity_number"]])
    names = pd.concat([own["name"], others["place"] + " Families Together"])
    table = pd.DataFrame({"regno": numbers, "subno": 0, "nameno": "", "name": names})
    return table.assign(nameno=range(1, len(table) + 1))


def _midnight(days: pd.Series) -> pd.Series:
    return days.dt.strftime("%Y-%m-%d 00:00:00")
