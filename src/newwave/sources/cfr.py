"""Consistent Financial Reporting: income of maintained schools, April to March, since 2013/14.

Publisher: Department for Education. The files are the full data workbooks
(`CFR_2016-17_Full_Data_Workbook.xlsx` and its like) and the release files
(`maintained_schools_master_list.csv`). Sheet, header row and order of columns change every year,
so columns are known by name alone.

Totals. Two stand in the files: `Total Income: I01 to I08, I11 to I15, I18`, without catering
(I09), supply insurance claims (I10) and community income (I16, I17); and `I01 to I18`. The first
is taken. Where a file has only the second, I09, I10, I16 and I17 are taken off, and a school for
which one of the four is missing has no total. In later files both are `minus E30` (revenue spent
on capital): E30 is added again, so that years compare. `total_basis` says what was done.

Federations send one return, under the school that leads: its amounts are those of all. The lead
is recognised by `Federated submission` or `Federation` ("Lead school"), or because `Lead school
in federation` names its own DfE number, or, if the file says neither, because it sent the return;
the others are members. A lead's `pupils` are those of the whole federation, so that pounds per
pupil are right: the aggregated number if the file has it, else the sum over the schools that name
the lead; missing if that is not known. Where a file has both `IndividualPupilsFTE` and `No Pupils`,
the second is the aggregated number. Members show DNS: they keep their own pupils, and have
`submitted` False and no amounts.

Converters. A school that became an academy in the year has a return of fewer than 12 `months`; its
amounts are left as they are. `Did Not Supply flag` makes `submitted` False. What to do with
either is for whoever builds a wave.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from newwave.sources import accounts
from newwave.sources.school_rows import keep_schools, number_column, text_column
from newwave.sources.tabular_files import Columns, optional, read_table, required

EXPECTED = (
    "the income of maintained schools (CFR full data workbook): "
    "a row per school with URN and lines I01 to I18"
)

_DONATIONS = (
    "I13 Donations and/or private funds",
    "I13 Donations and/or voluntary funds",
    "Donations and/or private funds",
    "I13",
)
_NET = ("Total Income: I01 to I08, I11 to I15, I18",)
_NET_LESS_E30 = ("Total Income: I01 to I08, I11 to I15, I18 minus E30",)
_GROSS = ("Total Income: I01 to I18",)
_GROSS_LESS_E30 = ("Total Income: I01 to I18 minus E30", "Total Income: I01:I18 - E30")

COLUMNS: Columns = {
    "urn": required("URN"),
    # A line that no other return has: by it the file is known.
    "line": required(*_DONATIONS, *_NET, *_NET_LESS_E30, *_GROSS, *_GROSS_LESS_E30),
    "name": optional("School Name", "School"),
    "la": optional("LA", "LA code", "LA number"),
    "laestab": optional("LAEstab", "DfE number"),
    "phase": optional("Overall Phase", "Phase"),
    # Pupils are full-time equivalents: of the school, where the federation's are counted too ...
    "individual": optional(
        "IndividualPupilsFTE", "Full time equivalent number of pupils in school"
    ),
    "pupils": optional("No pupils", "Number of pupils", "Number of pupils (FTE)", "FTE pupils"),
    # ... and of the federation.
    "aggregated": optional(
        "AggregatedPupilsFTE", "Full time equivalent number of pupils in federation"
    ),
    "months": accounts.MONTHS,
    "flag": accounts.FLAG,
    # The part in a federation, and the DfE number of the school that leads it.
    "federated": optional("Federated submission", "Federation"),
    "lead": optional("Lead school in federation", "Lead school"),
    "donations": optional(*_DONATIONS),
    "visits": optional(
        "I12 Income from contributions to visits etc",
        "Income from contributions to visits etc",
        "I12",
    ),
    "pupil_premium": optional("I05 Pupil Premium", "Pupil Premium", "I05"),
    "net": optional(*_NET),
    "net_less_e30": optional(*_NET_LESS_E30),
    "gross": optional(*_GROSS),
    "gross_less_e30": optional(*_GROSS_LESS_E30),
    "i09": optional("I09 Income from catering", "I09"),
    "i10": optional("I10 Receipts from supply teacher insurance claims", "I10"),
    "i16": optional("I16 Community focussed school funding and/or grants", "I16"),
    "i17": optional("I17 Community focused school facilities income", "I17"),
    "e30": optional("E30 Direct revenue financing (revenue contributions to capital)", "E30"),
}

_TOTALS = ("net", "net_less_e30", "gross", "gross_less_e30")
_LINES = ("donations", "visits", "pupil_premium", *_TOTALS)
_NET_BASIS = "I01 to I08, I11 to I15, I18"
_GROSS_BASIS = "I01 to I18 less I09, I10, I16, I17"


def read(path: Path) -> pd.DataFrame:
    """Read one year's return: the table that `accounts` describes, one row per URN.

    Rows that repeat exactly count once. Raises `SourceError` for another file, an unreadable
    amount or URN, and a URN whose two rows differ.
    """
    cells = read_table(path, COLUMNS, EXPECTED)
    lines = [name for name in _LINES if name in cells]
    cells = keep_schools(cells, lines, path)
    federation = _federation(cells, lines)
    total, basis = _total_income(cells, path)
    table = accounts.read_common(cells, lines, path).assign(
        pupils=_pupils(cells, federation, path),
        federation=federation,
        total_income=total,
        total_basis=basis,
    )
    return accounts.finish(table, path)


def _total_income(cells: pd.DataFrame, where: Path) -> tuple[pd.Series, str]:
    """The total without catering and community income, in pounds, and what it is made of."""
    line = next((name for name in _TOTALS if name in cells), None)
    if line is None:
        return number_column(cells, "net", where), ""
    total = number_column(cells, line, where)
    basis = _NET_BASIS
    if line.startswith("gross"):
        basis = _GROSS_BASIS
        for other in ("i09", "i10", "i16", "i17"):
            total = total - number_column(cells, other, where)
    if line.endswith("less_e30"):
        basis += ", E30 added again"
        total = total + number_column(cells, "e30", where)
    return total, basis


def _federation(cells: pd.DataFrame, lines: list[str]) -> pd.Series:
    """The part that each school has in a federation: "lead", "member" or ""."""
    said = text_column(cells, "federated").str.casefold().fillna("")
    led_by = accounts.dfe_numbers(text_column(cells, "lead"))
    own = accounts.dfe_numbers(text_column(cells, "laestab"))
    sent = accounts.sent_return(cells, lines)
    yes = said.isin(["y", "yes", "1", "true"])
    leads = said.str.startswith("lead") | (led_by == own).fillna(False)
    # Where a file does not say which school leads, it is the one that sent the return.
    leads |= sent & ((yes & led_by.isna()) | (led_by.notna() & own.isna()))
    follows = led_by.notna() | said.str.startswith("non") | (yes & ~sent)
    part = pd.Series("", index=cells.index, dtype="string")
    return part.mask(follows, "member").mask(leads, "lead")


def _pupils(cells: pd.DataFrame, federation: pd.Series, where: Path) -> pd.Series:
    """The pupils whom the amounts are for: of a lead, those of the whole federation."""
    own, of_all = number_column(cells, "pupils", where), None
    if "individual" in cells:
        own, of_all = number_column(cells, "individual", where), own
    if "aggregated" in cells:
        of_all = number_column(cells, "aggregated", where)
    if of_all is None:
        led_by = accounts.dfe_numbers(text_column(cells, "lead"))
        # A member whose pupils are missing makes the sum missing.
        of_all = own.groupby(led_by).transform(lambda pupils: pupils.sum(skipna=False))
    return own.mask(federation == "lead", of_all)
