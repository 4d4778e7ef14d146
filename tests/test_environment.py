"""environment.yml: it can be read by those who use it, and pins what the lock pins."""

import re
import subprocess
import sys
import tomllib
from importlib.metadata import version

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from rattler import MatchSpec

from helpers import project

ROOT = project.root()
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
SPECS = [MatchSpec(spec) for spec in ENVIRONMENT["dependencies"] if isinstance(spec, str)]
PINS = {
    spec.name.normalized: str(spec.version).removesuffix(".*")
    for spec in SPECS
    if spec.name.normalized not in ("python", "pip")
}
NOT_OF_CONDA = ["-e ."]
SMALL = 20


def locked() -> dict[str, str]:
    """Versions in the lock that apply to this Python, by canonical name."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = re.findall(r"^([\w.-]+(?:\[[\w,-]+\])?==[^\\\n]+?) *\\?$", text, flags=re.MULTILINE)
    wanted = [Requirement(line) for line in lines]
    return {
        canonicalize_name(item.name): next(iter(item.specifier)).version
        for item in wanted
        if item.marker is None or item.marker.evaluate()
    }


def test_every_conda_pin_is_a_version():
    assert len(PINS) == len(SPECS) - 2
    assert all(re.fullmatch(r"\d[\w.]*", pin) for pin in PINS.values()), PINS


@pytest.mark.parametrize("name", sorted(PINS))
def test_pins_equal_the_lock_and_what_is_installed(name):
    if sys.version_info[:2] == (3, 11):  # the lock has other versions for other Pythons
        assert PINS[name] == locked()[canonicalize_name(name)]
        assert PINS[name] == version(name)
    else:
        assert version(name) == locked()[canonicalize_name(name)]


def test_python_is_the_version_the_project_is_tested_on():
    pinned = next(spec for spec in SPECS if spec.name.normalized == "python")
    project_file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    oldest = project_file["project"]["requires-python"].removeprefix(">=")
    assert str(pinned.version).removesuffix(".*") == oldest


def test_what_the_package_needs_comes_from_conda():
    project_file = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {Requirement(text).name for text in project_file["project"]["dependencies"]}
    assert needed <= PINS.keys()
    pip = next(part["pip"] for part in ENVIRONMENT["dependencies"] if isinstance(part, dict))
    assert pip == NOT_OF_CONDA


def test_it_is_small_and_from_one_channel():
    assert ENVIRONMENT["channels"] == ["conda-forge"]
    assert len(SPECS) < SMALL


def test_binder_reads_it():
    """repo2docker parses the folder and writes its Dockerfile; that needs no container engine."""
    ran = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    said = ran.stdout + ran.stderr
    assert ran.returncode == 0, said[-2000:]
    assert "Building conda environment for python=3.11" in said
    assert re.search(r'env update .*--file "environment\.yml"', said), said[-4000:]
