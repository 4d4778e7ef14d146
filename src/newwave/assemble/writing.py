"""Writing and removing a wave: the old one stays whole until the new one takes its place."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

from helpers.waves import WaveError
from helpers.waves.load import folder, ids
from newwave.recovery import places, recover, recover_all


def write(wave: str, content: Mapping[str, str]) -> Path:
    """Put a wave's files into data/waves/<wave>, in place of what is there; returns the folder.

    content: name of a file -> its text. The files are written beside, under build/waves, and
    the folders exchanged by renaming, so that whatever interrupts it leaves a whole wave, the
    old or the new; `recover` tidies up.
    """
    recover(wave)
    home, part, old = places(wave)
    part.mkdir(parents=True)
    for name, text in content.items():
        (part / name).write_text(text, encoding="utf-8", newline="")
    home.parent.mkdir(parents=True, exist_ok=True)
    if home.exists():
        home.rename(old)
    try:
        part.rename(home)
    except BaseException:
        recover(wave)
        raise
    shutil.rmtree(old, ignore_errors=True)
    return home


def remove(wave: str) -> Path:
    """Take a wave out of data/waves; returns the folder that is gone.

    Raises WaveError where there is none.
    """
    recover_all()
    # A name is looked up, never trusted as a path: ".." is no wave.
    if wave not in ids():
        there = ", ".join(ids()) or "none"
        raise WaveError(
            f"found no wave {wave!r} in {folder()}; expected one of: {there}; give one of these"
        )
    home, _, old = places(wave)
    # Renamed before it is emptied, so that no half of a wave is ever in its place.
    gone = old.with_name(f"{wave}.removed")
    shutil.rmtree(gone, ignore_errors=True)
    gone.parent.mkdir(parents=True, exist_ok=True)
    home.rename(gone)
    shutil.rmtree(gone)
    return home
