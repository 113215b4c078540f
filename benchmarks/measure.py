"""Times of things that take turns, so that a noisy machine is as noisy for all of them."""

import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Spread:
    """Seconds of several rounds: the median, and the middle half of them."""

    median: float
    low: float
    high: float
    rounds: int

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """Summarise rounds.

        >>> Spread.of([3.0, 1.0, 2.0]).median
        2.0
        """
        if len(seconds) < 2:
            return cls(seconds[0], seconds[0], seconds[0], 1)
        low, _, high = statistics.quantiles(seconds, n=4, method="inclusive")
        return cls(statistics.median(seconds), low, high, len(seconds))

    def __str__(self) -> str:
        return f"{self.median:.3g} s ({self.low:.3g}-{self.high:.3g})"

    def as_json(self) -> dict[str, float]:
        """Give it for the results."""
        return {name: round(value, 6) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Ran:
    """A process that has run: seconds, exit status, and what it printed."""

    seconds: float
    status: int
    output: str


def in_turns(contenders: Mapping[str, Callable[[], float]], rounds: int) -> dict[str, list[float]]:
    """Let contenders, each of which gives its seconds, run one after the other, round by round."""
    for work in contenders.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            found[name].append(work())
    return found


def ratio(ones: Sequence[float], others: Sequence[float]) -> Spread:
    """Compare two contenders round by round."""
    return Spread.of([one / other for one, other in zip(ones, others, strict=True)])


def timed(work: Callable[[], object]) -> float:
    """Give the seconds that a piece of work takes in this process."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def run(
    command: Sequence[str], *, limit: float | None = None, env: Mapping[str, str] | None = None
) -> Ran | None:
    """Run a process that prints little; None if it takes longer than the limit in seconds."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **(env or {})},
    )
    alarm = threading.Timer(limit, process.kill) if limit else None
    if alarm:
        alarm.start()
    assert process.stdout is not None
    output = process.stdout.read().decode("utf-8")
    status = process.wait()
    seconds = time.perf_counter() - start
    process.stdout.close()
    if alarm:
        alarm.cancel()
        if status < 0:
            return None
    return Ran(seconds, status, output)


def python(*arguments: str) -> list[str]:
    """Give the command that runs this Python."""
    return [sys.executable, *arguments]


def told(name: str, value: object) -> None:
    """Say on stderr how far the run has come."""
    print(f"{name}: {value}", file=sys.stderr, flush=True)


def written(path: Path, results: object) -> None:
    """Write results as JSON."""
    path.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n", "utf-8")
