"""Waves of real-looking records in a project of their own, made from the synthetic ones."""

from __future__ import annotations

import base64
import csv
import io
import json
import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import yaml

from edition import cli
from edition.notebooks import list_notebooks
from helpers import project


class Project:
    """A folder with the project's registers and whatever waves a test writes."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.root = project.root()
        for part in ("published", "reference"):
            shutil.copytree(self.root / "data" / part, home / "data" / part)

    def wave(self, ident: str, like: str, survey: pd.DataFrame | None = None, **columns) -> None:
        """Write an observed wave with the schools of a synthetic one; columns replace theirs."""
        source, home = (folder / "data" / "waves" for folder in (self.root, self.home))
        schools = pd.read_csv(source / like / "schools.csv")
        renumbered = {"urn": schools["urn"] - 800_000, "name": "Elm Road Primary School"}
        schools = schools.assign(**(renumbered | columns))
        (home / ident).mkdir(parents=True)
        schools.to_csv(home / ident / "schools.csv", index=False)
        if survey is not None:
            survey.to_csv(home / ident / "survey.csv", index=False)
        facts = yaml.safe_load((source / like / "wave.yml").read_text(encoding="utf-8"))
        code = "all" if schools["la_code"].nunique() > 1 else int(schools["la_code"].iloc[0])
        facts |= {"id": ident, "title": f"Schools in {ident}", "evidence": "observed", "seed": None}
        facts |= {
            "finance_year": f"{int(ident) - 2}/{ident[2:]}",
            "area": {"code": code, "name": "X"},
        }
        facts["survey_year"] = ident if survey is not None else None
        (home / ident / "wave.yml").write_text(yaml.safe_dump(facts), encoding="utf-8")

    def survey(self, like: str) -> pd.DataFrame:
        """The questionnaires of a synthetic wave, of the renumbered schools."""
        survey = pd.read_csv(self.root / "data" / "waves" / like / "survey.csv")
        return survey.assign(urn=survey["urn"] - 800_000)

    def run(self, wave: str, *words: str) -> dict[str, Ran]:
        """Every notebook of a wave, run for it."""
        ran = {}
        notebooks = list_notebooks(self.root / "notebooks")
        for name in (name for name, each in notebooks.items() if each.per_wave):
            outputs = [self.home / f"{name}.{ending}" for ending in ("ipynb", "json")]
            source = self.root / "notebooks" / f"{name}.md"
            given = ["run", *map(str, [source, *outputs]), "--wave", wave, *words]
            assert cli.main(given) == 0, name
            ran[name] = Ran(*outputs)
        return ran


class Ran:
    """What a notebook showed and recorded."""

    def __init__(self, executed: Path, results: Path) -> None:
        cells = nbformat.read(executed, as_version=4).cells
        shown = [out.data for cell in cells for out in cell.get("outputs", []) if "data" in out]
        self.html = "\n".join(data.get("text/html", "") for data in shown)
        self.text = "\n".join(data.get("text/plain", "") for data in shown)
        entries = json.loads(results.read_text(encoding="utf-8"))["records"]
        self.entries = {entry["key"]: entry for entry in entries}
        self.records = {key: one for key, one in self.entries.items() if "reason" not in one}
        """What was measured; the other entries say why it was not."""

    def not_shown(self) -> list[str]:
        """The sentences on what the wave cannot show."""
        return [line for line in self.text.splitlines() if line.startswith("Not shown")]

    def downloads(self) -> dict[str, list[list[str]]]:
        """The rows of each download, by the name of its file."""
        found = re.findall(r'download="([^"]+)" href="data:text/csv;base64,([^"]+)"', self.html)
        texts = {name: base64.b64decode(data).decode() for name, data in found}
        return {name: list(csv.reader(io.StringIO(text))) for name, text in texts.items()}
