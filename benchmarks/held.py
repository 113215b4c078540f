"""Run a script, then say how many MB this process has held at most: ``held.py SCRIPT ARGUMENT…``.

The figure of the kernel for this very program; what a parent measures may be its own.
"""

import runpy
import sys
from contextlib import suppress
from pathlib import Path


def held() -> float:
    """Give the most MB of memory this program has held so far."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return round(int(line.split()[1]) / 1024, 1)
    raise OSError("this system does not tell")


if __name__ == "__main__":
    del sys.argv[0]
    with suppress(SystemExit):
        if sys.argv[0] == "-c":
            exec(sys.argv[1])
        else:
            runpy.run_path(sys.argv[0], run_name="__main__")
    print(held())
