"""Official-looking files of invented schools, in every form that a publisher uses."""

import csv
import gzip
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook

Rows = Sequence[Sequence[object]]
FORMS = ("csv", "tab", "gz", "zip", "xlsx")


def text(rows: Rows, separator: str = ",") -> str:
    """The rows as separated text."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator).writerows(rows)
    return stream.getvalue()


def book(path: Path, sheets: dict[str, Rows]) -> Path:
    """Write a workbook; text that begins with = stays text."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(["" if cell is None else cell for cell in row])
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    cell.data_type = "s"
    workbook.save(path)
    return path


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def write(folder: Path, rows: Rows, form: str = "csv", encoding: str = "utf-8") -> Path:
    """Write the rows in one of `FORMS`."""
    if form == "xlsx":
        return book(folder / "table.xlsx", {"About": [["Notes"]], "Data": rows})
    content = text(rows, "\t" if form == "tab" else ",").encode(encoding)
    if form == "zip":
        return packed(folder / "table.zip", {"read me.txt": b"Notes", "table.csv": content})
    if form == "gz":
        content = gzip.compress(content)
    path = folder / {"csv": "table.csv", "tab": "table.txt", "gz": "table.csv.gz"}[form]
    path.write_bytes(content)
    return path
