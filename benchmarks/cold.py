"""Whole processes, from the shell's point of view: what a person waits for.

mesograph is installed from its wheel, as a user has it. The answer to a first question is kept in
the wheel; searched anew means that no answer is kept, only the snapshot.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import ROOT, Ran, Spread, in_turns, python, ratio, run, told

QUESTION = ["propose", "fine wrinkles"]
MIXTURE = ["procaine hydrochloride 2% 1 mL", "sodium bicarbonate 8.4% 1 mL"]
STATEMENT = ["why", "indicated", "tranexamic acid", "melasma"]
BESIDE = ROOT / "benchmarks"
MOST_RATIO, MOST_MORE, MOST_MEMORY = 1.5, 0.040, 60.0


def measured(rounds: int) -> dict[str, object]:
    """Measure cold starts, and compare each with an empty click program round by round."""
    with tempfile.TemporaryDirectory() as place:
        site = _installed(Path(place))
        script = str(site / "bin" / "mesograph")
        env = {
            "PYTHONPATH": str(site),
            "MESOGRAPH_CACHE": str(Path(place) / "cache"),
        }
        bundled = site / "mesograph" / "_bundled" / "snapshot"
        commands = {
            "python -c pass": python("-c", "pass"),
            "empty click program": python(str(BESIDE / "empty_click.py"), "a"),
            "propose, kept answer": python(script, *QUESTION),
            "propose, searched anew": python(script, *QUESTION),
            "check": python(script, "check", *MIXTURE),
            "why": python(script, *STATEMENT),
            "rdflib: read and one query": python(str(BESIDE / "rdflib_route.py")),
        }

        aside = Path(place) / "aside"
        aside.mkdir()

        def asked(name: str, before: Sequence[str] = ()) -> Ran:
            """Run a command, behind another one where that is given; anew, without kept answers."""
            kept = list(bundled.glob("*.answer")) if name.endswith("anew") else []
            for each in kept:
                each.rename(aside / each.name)
            shutil.rmtree(env["MESOGRAPH_CACHE"], ignore_errors=True)
            command = commands[name]
            found = run([*before, *command[1:]] if before else command, env=env)
            for each in kept:
                (aside / each.name).rename(each)
            assert found is not None
            assert found.status in (0, 1), name
            return found

        times = in_turns({name: lambda name=name: asked(name).seconds for name in commands}, rounds)
        holder = python(str(BESIDE / "held.py"))
        memory = {name: float(asked(name, holder).output.split()[-1]) for name in commands}
    click = times["empty click program"]
    found = {
        name: {
            **Spread.of(each).as_json(),
            "memory_MB": memory[name],
            "over_click": ratio(each, click).as_json(),
            "more_than_click": round(Spread.of(each).median - Spread.of(click).median, 4),
        }
        for name, each in times.items()
    }
    told("cold", {name: each["median"] for name, each in found.items()})
    return found


def _installed(place: Path) -> Path:
    """Build the wheel and put it into a folder; its libraries are those of this Python."""
    site = place / "site"
    pip = python("-m", "pip", "--quiet", "--disable-pip-version-check")
    subprocess.run([*pip, "wheel", "--no-deps", "-w", place, ROOT], check=True, env=os.environ)
    (wheel,) = place.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--target", site, wheel], check=True)
    return site
