"""How long the audit takes, beside the time that loading the package takes anyway."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

RUNS = 5
LOAD = "from helpers import paper"
AUDIT = f"{LOAD}; paper.audit()"


def seconds(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - started


def show(name: str, times: Sequence[float], floor: float) -> None:
    middle = statistics.median(times)
    print(f"{name:<22}{middle:>8.2f}{middle / floor:>10.2f}")


def main() -> None:
    loads, audits = [], []
    for _ in range(RUNS):  # in turn, since only times of one machine in one hour compare
        loads.append(seconds(LOAD))
        audits.append(seconds(AUDIT))
    floor = statistics.median(loads)
    print(f"{f'median of {RUNS}':<22}{'seconds':>8}{'to floor':>10}")
    show("loading the package", loads, floor)
    show("the whole audit", audits, floor)


if __name__ == "__main__":
    main()
