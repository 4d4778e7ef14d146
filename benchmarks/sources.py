"""How long national files take to become a wave, how much memory that needs, and how it grows.

Files of national size with invented values are made once, in a folder outside the project.
Every measurement is a process of its own on files that are not in memory yet: one area's wave,
the same by the command an author gives, which drafts its page as well, all charities linked
to all schools, and, by the author's command again, the wave of the whole country, for which no
aim is set. Beside them the obvious way to one area's table: pandas throughout, every file
read whole, each charity of the area compared with each of its schools. Ends with 1 if an aim is
missed.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from copying import ROOT, copy_parts

PARTS = ("pyproject.toml", "book", "notebooks", "data", "src")
YEAR = "2021-22"
AREA = 886
SHARES = {"quarter": 1 / 4, "half": 1 / 2, "whole": 1.0}
MIB = 1 << 20
NOTHING = "print('nothing')"


@dataclass(frozen=True)
class Size:
    """How much is made: primary schools of the area, other areas and schools in each, and so on."""

    schools: int
    areas: int
    schools_each: int
    charities: int
    lsoas: int
    postcodes: int

    def part(self, share: float) -> Size:
        """A smaller country around the same area."""
        whole = asdict(self)
        less = {name: int(whole[name] * share) for name in ("areas", "charities", "postcodes")}
        return Size(**whole | less | {"lsoas": int(self.lsoas * share)})


NATIONAL = Size(330, 150, 116, 400_000, 32_844, 2_600_000)
SMALL = Size(40, 4, 15, 1_200, 400, 4_000)


@dataclass(frozen=True)
class Measured:
    """One process: wall time in seconds, and the most memory it held, in MiB."""

    seconds: float
    peak: float


@dataclass(frozen=True)
class Aim:
    """What a measurement on the whole country must stay within; None: no aim."""

    seconds: float
    peak: float | None = None

    def met(self, measured: Measured) -> bool:
        """Whether it did."""
        return measured.seconds <= self.seconds and measured.peak <= (self.peak or float("inf"))


AIMS = {
    "one area's wave": Aim(60, 2048),
    "the country linked": Aim(120),
    "wave and its draft": Aim(60, 2048),
}
GROWING = ("one area's wave", "the country linked")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the files are kept for the next time")
    parser.add_argument("--small", action="store_true", help="a tiny country: does it work at all?")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        STEPS[arguments.step](arguments.folder)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        cache = arguments.folder or Path(scratch) / "files"
        return measure_all(cache, SMALL if arguments.small else NATIONAL, Path(scratch))


def measure_all(cache: Path, size: Size, scratch: Path) -> int:
    """Make the files, measure, print the table. Returns 1 if an aim is missed, else 0."""
    heading()
    floor = measured([sys.executable, "-c", NOTHING], scratch)
    row("an empty process", "", floor)
    results: dict[tuple[str, str], Measured] = {}
    for name, share in SHARES.items():
        folder = made(cache, size.part(share))
        home = project_copy(scratch / name)
        commands = {what: step_command(what, folder) for what in GROWING}
        if name == "whole":
            commands["the obvious way"] = step_command("the obvious way", folder)
        if name == "whole" and size == NATIONAL:
            commands["wave and its draft"] = wave_command(folder, "2023", AREA)
            commands["the country's wave"] = wave_command(folder, "2024", "all")
        for what, command in commands.items():
            forget(folder)
            results[what, name] = measured(command, home)
            row(what, name, results[what, name], AIMS.get(what) if name == "whole" else None)
    ratios(results)
    aims = {what: aim for what, aim in AIMS.items() if (what, "whole") in results}
    missed = [what for what, aim in aims.items() if not aim.met(results[what, "whole"])]
    print(f"aims missed: {', '.join(missed)}" if missed else "all aims met")
    return 1 if missed else 0


def heading() -> None:
    print(f"{'':<22}{'country':<10}{'seconds':>9}{'peak MiB':>10}  aim")


def row(what: str, country: str, found: Measured, aim: Aim | None = None) -> None:
    told = ""
    if aim:
        within = f"{aim.seconds:.0f} s" + (f", {aim.peak:.0f} MiB" if aim.peak else "")
        told = f"{within}: {'met' if aim.met(found) else 'MISSED'}"
    line = f"{what:<22}{country:<10}{found.seconds:>9.1f}{found.peak:>10.0f}  {told}"
    print(line.rstrip(), flush=True)


def ratios(results: dict[tuple[str, str], Measured]) -> None:
    """How time grows with the country, and how the obvious way compares."""
    print(f"\n{'seconds, as ratios':<32}{'half/quarter':>13}{'whole/half':>13}")
    for what in GROWING:
        quarter, half, whole = (results[what, name].seconds for name in SHARES)
        print(f"{what:<32}{half / quarter:>13.2f}{whole / half:>13.2f}")
    ours, obvious = results["one area's wave", "whole"], results["the obvious way", "whole"]
    print(f"\n{'obvious way to one area / ours':<32}{'seconds':>13}{'peak':>13}")
    seconds, peak = obvious.seconds / ours.seconds, obvious.peak / ours.peak
    print(f"{'':<32}{seconds:>13.2f}{peak:>13.2f}")


def measured(command: list[str], home: Path) -> Measured:
    """Run a command to its end. Raises RuntimeError, with what it said, if it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=home, env=environment, stdout=said, stderr=subprocess.STDOUT
        )
        # Of this very child: what is asked of all children is the largest of them.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{' '.join(command)}:\n{said.read().decode()[-4000:]}")
    return Measured(seconds, usage.ru_maxrss * 1024 / MIB)


def made(cache: Path, size: Size) -> Path:
    """The folder of files of a size; made now unless it is there and whole."""
    folder = cache / f"{size.areas}-areas-{size.charities}-charities"
    stamp = folder / "size.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != str(size):
        shutil.rmtree(folder, ignore_errors=True)
        code = (
            f"import sources, pathlib; sources.make(pathlib.Path({str(folder)!r}), sources.{size})"
        )
        # In a process of its own, since a child begins with the memory peak of its parent.
        subprocess.run(
            [sys.executable, "-c", code], check=True, cwd=ROOT / "benchmarks", env=with_tests()
        )
        stamp.write_text(str(size), encoding="utf-8")
    return folder


def with_tests() -> dict[str, str]:
    paths = [ROOT / "benchmarks", ROOT / "tests", ROOT / "src"]
    return os.environ | {"PYTHONPATH": os.pathsep.join(map(str, paths))}


def make(folder: Path, size: Size) -> None:
    """Write all files of the country."""
    import official

    official.write(
        folder,
        schools=size.schools,
        year=YEAR,
        area=(AREA, "Kent"),
        other_areas={(200 + n, f"Invented {n}"): size.schools_each for n in range(size.areas)},
        charities=size.charities,
        parts=set(official.PARTS) - {"survey"},
        lsoas=size.lsoas,
        postcodes=size.postcodes,
    )


def forget(folder: Path) -> None:
    """Take files out of the system's memory, so that reading them counts."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def project_copy(home: Path) -> Path:
    """A copy of the project without what is built, in which a wave may be added."""
    home.mkdir()
    copy_parts(PARTS, home)
    return home


def wave_command(folder: Path, ident: str, area: int | str) -> list[str]:
    words = ["wave", "build", ident, "--area", str(area), "--finance-year", YEAR]
    return [sys.executable, "-m", "edition", *words, "--raw", str(folder), "--quiet"]


def step_command(step: str, folder: Path) -> list[str]:
    return [sys.executable, str(Path(__file__).resolve()), "--step", step, "--folder", str(folder)]


def extract(folder: Path, table: str) -> Path:
    return folder / f"publicextract.{table}.zip"


def wave(folder: Path) -> None:
    """Build one area's wave and write it, in the project that the working folder is."""
    from newwave import assemble

    options = assemble.WaveOptions(wave="2022", area=AREA, finance_year=YEAR, raw=folder)
    assemble.write_wave(assemble.build_wave(options))


def link(folder: Path) -> None:
    """Read every school and every charity of the country, and link them."""
    from newwave import linking
    from newwave.sources import charities, gias

    schools = gias.read(next(folder.glob("edubasealldata*.csv")))
    register = charities.read_charities(extract(folder, "charity"))
    areas = charities.read_areas(extract(folder, "charity_area_of_operation"))
    area = areas.groupby("charity_number")["area"].first()
    linking.link(register.assign(area=register["charity_number"].map(area)), schools)


def obvious(folder: Path) -> None:
    """One area's table as one would write it first."""
    import pandas as pd
    from rapidfuzz import fuzz, process

    accounts = pd.read_excel(
        next(folder.glob("CFR_*.xlsx")), sheet_name="CFRData", header=2, na_values=["DNS", "c", "x"]
    )
    schools = pd.read_csv(next(folder.glob("edubase*.csv")), encoding="cp1252", low_memory=False)
    pd.read_csv(next(folder.glob("Management*.csv")), encoding="cp1252", header=1)
    deciles = pd.read_csv(next(folder.glob("File_7*.csv")))
    places = pd.read_csv(next(folder.glob("ONSPD*.csv")), low_memory=False)
    charities = pd.read_json(extract(folder, "charity"), encoding="utf-8-sig")
    areas = pd.read_json(extract(folder, "charity_area_of_operation"), encoding="utf-8-sig")
    returns = pd.read_json(extract(folder, "charity_annual_return_history"), encoding="utf-8-sig")
    schools = schools[
        schools["LA (code)"].eq(AREA) & schools["PhaseOfEducation (name)"].eq("Primary")
    ]
    table = schools.merge(accounts, on="URN").merge(places, left_on="Postcode", right_on="pcds")
    table = table.merge(deciles, left_on="lsoa11", right_on="LSOA code (2011)")
    near = areas.loc[areas["geographic_area_description"].eq("Kent"), "organisation_number"]
    charities = charities[charities["organisation_number"].isin(near)]
    names = table["EstablishmentName"].str.lower()
    best = [
        process.extractOne(name, names, scorer=fuzz.WRatio)
        for name in charities["charity_name"].str.lower()
    ]
    charities["row"] = [found[2] if found and found[1] >= 90 else -1 for found in best]
    income = (
        charities.merge(returns, on="organisation_number")
        .groupby("row")["total_gross_income"]
        .sum()
    )
    table.join(income)


STEPS = {"one area's wave": wave, "the country linked": link, "the obvious way": obvious}

if __name__ == "__main__":
    sys.exit(main())
