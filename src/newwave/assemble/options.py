"""What a wave is to be made of: the year, the area, and the choices that may differ."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from helpers.waves.facts import ALL
from newwave.errors import NewWaveError

Academies = Literal["exclude", "include"]

_ID = re.compile(r"[0-9a-z]+(?:-[0-9a-z]+)*")
_YEAR = re.compile(r"(\d{4})[-/](\d{2}|\d{4})")


class OptionError(NewWaveError):
    """An option that no wave can be built with; the message says what to give instead."""


@dataclass(frozen=True)
class WaveOptions:
    """How to build one wave. The defaults are the choices of Body and Hogg (2021).

    wave: its identifier, small letters, digits and single hyphens; it names the folder.
    area: the code of a local authority (886 is Kent), or "all" for England.
    finance_year: "2021-22", April to March for maintained schools, September to August for
        academies.
    survey: questionnaires as CSV, with a mapping of the same name that ends in .yml beside it.
    survey_year: the year of the questionnaires; by default the year that the wave's identifier
        begins with, else the year in which the finance year ends.
    academies: "exclude" keeps maintained schools only, as the paper does.
    months_apart: the accounts of an association count if their year ends within this many
        months of the school's finance year; of several the closest are taken.
    threshold: GBP of yearly income below which an association need not register. Accounts
        below it are kept where there are any, as the paper does: the threshold says in the
        report and the notes what may be unseen, and changes no number.
    raw: the folder of official files, by default the project's data/raw.
    imd_edition: "2010", "2015", "2019" or "2025"; by default the latest one at hand that is
        not later than the finance year.

    Raises OptionError for a value of another form.
    """

    wave: str
    area: int | str
    finance_year: str
    survey: Path | None = None
    survey_year: str | None = None
    academies: Academies = "exclude"
    months_apart: int = 12
    threshold: float = 5000
    raw: Path | None = None
    imd_edition: str | None = None

    def __post_init__(self) -> None:
        if not _ID.fullmatch(self.wave):
            raise OptionError(
                f"wave {self.wave!r}: found other signs than small letters, digits and single "
                "hyphens; expected an identifier such as 2022 or 2022-kent; choose another"
            )
        object.__setattr__(self, "finance_year", parse_finance_year(self.finance_year))
        object.__setattr__(self, "area", _parse_area(self.area))
        if self.academies not in get_args(Academies):
            raise OptionError(
                f"academies: found {self.academies!r}; expected exclude or include; give one"
            )
        for name, given in (("accounts-within", self.months_apart), ("threshold", self.threshold)):
            if not 0 <= given < float("inf"):
                raise OptionError(
                    f"--{name}: found {given:g}; expected a number that is not below 0; give one"
                )

    @property
    def year(self) -> int:
        """The calendar year in which the finance year begins."""
        return int(self.finance_year[:4])

    @property
    def starts(self) -> date:
        """The first day of the finance year of maintained schools."""
        return date(self.year, 4, 1)

    @property
    def ends(self) -> date:
        """The last day of the finance year of maintained schools."""
        return date(self.year + 1, 3, 31)

    @property
    def academies_end(self) -> date:
        """The last day of the finance year of academies."""
        return date(self.year + 1, 8, 31)

    @property
    def last_day(self) -> date:
        """The last day of the finance year of any school of the wave."""
        return self.academies_end if self.academies == "include" else self.ends

    @property
    def national(self) -> bool:
        """Whether the wave is of all England."""
        return self.area == ALL

    @property
    def questionnaire_year(self) -> str:
        """The year of the questionnaires."""
        named = re.match(r"(?:19|20)\d\d", self.wave)
        return self.survey_year or (named.group() if named else str(self.year + 1))


def parse_finance_year(text: str) -> str:
    """ "2021/22", "2021-22" or "2021-2022" as "2021-22"; OptionError for anything else."""
    parts = _YEAR.fullmatch(text.strip())
    if parts:
        first, second = int(parts[1]), parts[2]
        if second in (f"{(first + 1) % 100:02d}", str(first + 1)):
            return f"{first}-{(first + 1) % 100:02d}"
    raise OptionError(
        f"finance year: found {text!r}; expected two years that follow each other; "
        "write it like 2021-22"
    )


def _parse_area(area: int | str) -> int | str:
    word = str(area).strip().lower()
    if word == ALL:
        return ALL
    if word.isdecimal() and len(word) == 3:
        return int(word)
    raise OptionError(
        f"area: found {area!r}; expected the three digits of a local authority (886 is Kent), "
        f"or {ALL}; see the column LA (code) of GIAS"
    )
