from __future__ import annotations

import pytest
from hand_made import answers, many, wave_of

from helpers import waves


@pytest.fixture(scope="session")
def before() -> waves.Wave:
    schools = many(1)
    return wave_of(schools, answers(schools, 3), "2016", "2013/14")


@pytest.fixture(scope="session")
def now() -> waves.Wave:
    schools = many(2, growth=1.25).iloc[20:].reset_index(drop=True)
    return wave_of(schools, answers(schools, 4, n=50))


@pytest.fixture(scope="session")
def tables_only() -> waves.Wave:
    return wave_of(many(5))
