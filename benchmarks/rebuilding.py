"""Compiling the shipped knowledge anew, and opening what was compiled."""

from benchmarks.measure import Spread, in_turns, timed, told
from mesograph import __version__
from mesograph.compilation import compile_everything
from mesograph.snapshot.compiled import Snapshot, sections_of
from mesograph.snapshot.file import opened, written

MOST_SECONDS = 3.0


def measured(rounds: int) -> dict[str, object]:
    """Measure both in this process."""
    content = _compiled()
    times = in_turns(
        {"rebuilt": lambda: timed(_compiled), "opened": lambda: timed(lambda: _opened(content))},
        rounds,
    )
    found: dict[str, object] = {name: Spread.of(each).as_json() for name, each in times.items()}
    found["kB"] = len(content) // 1000
    told("snapshot", found)
    return found


def _compiled() -> bytes:
    return written("benchmark", sections_of(compile_everything(code=__version__)))


def _opened(content: bytes) -> None:
    snapshot = Snapshot(opened(content, "benchmark"))
    _ = snapshot.compendium, snapshot.rules, snapshot.inferences
