"""Closing worlds of growing size under the same rules, by us and by others.

Before any time counts, every engine must have inferred the same facts. Engines take turns. What
does not come to an end within the limit is told so, and not asked for larger worlds.
"""

import json
import tempfile
from pathlib import Path

from benchmarks.closers import ENGINES
from benchmarks.measure import Spread, python, ratio, run, told
from benchmarks.worlds import as_ntriples, world

SIZES = (100, 1_000, 10_000, 100_000)
LIMIT = 300.0
"""Seconds for one engine, reading and checking included."""
AXIOMS_ONLY = frozenset({"owlrl"})
"""Engines that know OWL, not our rules: they are compared on the axioms alone."""


class Disagreement(Exception):
    """Two engines have not inferred the same."""


def measured(rounds: int, largest: int) -> list[dict[str, object]]:
    """Measure every engine on every size; raises Disagreement."""
    found: list[dict[str, object]] = []
    beaten: set[str] = set()
    with tempfile.TemporaryDirectory() as place:
        for size in (each for each in SIZES if each <= largest):
            path = Path(place) / f"{size}.nt"
            with path.open("w", encoding="utf-8") as file:
                file.writelines(as_ntriples(world(size)))
            often = rounds if size <= 10_000 else 1
            found += _with_rules(path, size, often, beaten)
            found += _with_axioms(path, size, 1 if size >= 10_000 else min(often, 3), beaten)
            path.unlink()
    return found


def _with_rules(path: Path, size: int, rounds: int, beaten: set[str]) -> list[dict[str, object]]:
    return _compared(path, size, "rules", [*(set(ENGINES) - AXIOMS_ONLY)], rounds, beaten)


def _with_axioms(path: Path, size: int, rounds: int, beaten: set[str]) -> list[dict[str, object]]:
    return _compared(path, size, "axioms", ["mesograph", *AXIOMS_ONLY], rounds, beaten)


def _compared(
    path: Path, size: int, which: str, names: list[str], rounds: int, beaten: set[str]
) -> list[dict[str, object]]:
    running = sorted(set(names) - beaten, key=list(ENGINES).index)
    if len(running) < 2:
        return []
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in running}
    digests: dict[str, str] = {}
    for _ in range(rounds):
        for name in running:
            if name in beaten:
                continue
            command = python("-m", "benchmarks.closers", name, str(path), which)
            ended = run(command, limit=LIMIT)
            if ended is None or ended.status != 0:
                told(f"{name} at {size}", "not within the limit")
                beaten.add(name)
                continue
            answer = json.loads(ended.output)
            digests[name] = f"{answer['inferred']} {answer['digest']}"
            runs[name].append(answer)
    if len(set(digests.values())) > 1:
        raise Disagreement(f"{which} at {size}: {digests}")
    ours = [each["reason"] for each in runs["mesograph"]]
    rows: list[dict[str, object]] = []
    for name in running:
        row: dict[str, object] = {"engine": name, "substances": size, "under": which}
        if name in beaten:
            row["limit_s"] = LIMIT
        else:
            seconds = [each["reason"] for each in runs[name]]
            row |= {
                "reason": Spread.of(seconds).as_json(),
                "read": Spread.of([each["read"] for each in runs[name]]).as_json(),
                "over_ours": ratio(seconds, ours).as_json(),
                "memory_MB": round(max(each["memory_MB"] for each in runs[name])),
                "inferred": int(runs[name][0]["inferred"]),
            }
        told(f"{which} at {size}", {key: row.get(key) for key in ("engine", "reason", "limit_s")})
        rows.append(row)
    return rows
