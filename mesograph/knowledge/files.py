"""Where the knowledge lies, and what its bytes are; nothing here knows Turtle."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from mesograph.errors import UnreadableFile

SHAPES = "shapes.ttl"
ALIGNMENTS = "alignments.ttl"


def bundled(folder: str, root: Path | None = None) -> Path:
    """Give the folder ``ontology``, ``data`` or ``examples``, installed or in a checkout.

    With a ``root`` it is the folder of that name there: other knowledge than the one shipped.
    """
    if root is not None:
        return root / folder
    installed = Path(__file__).parent.parent / "_bundled" / folder
    return installed if installed.is_dir() else Path(__file__).parent.parent.parent / folder


def shipped_files(root: Path | None = None) -> tuple[Path, ...]:
    """Give every Turtle file of the ontology and the data, in a fixed order.

    The alignments come last: they speak of what the others define.
    """
    ontology = sorted(
        each for each in bundled("ontology", root).glob("*.ttl") if each.name != SHAPES
    )
    data = sorted(bundled("data", root).rglob("*.ttl"))
    return tuple(sorted([*ontology, *data], key=lambda each: each.name == ALIGNMENTS))


def rule_files(root: Path | None = None) -> tuple[Path, ...]:
    """Give every rule file, in the order of their names."""
    return tuple(sorted(bundled("ontology", root).glob("rules/*.rq")))


def shapes_file() -> Path:
    """Give the file of SHACL shapes; it speaks of the knowledge and is not part of it."""
    return bundled("ontology") / SHAPES


def lint_files() -> tuple[Path, ...]:
    """Give every lint query, in the order of their names."""
    return tuple(sorted(bundled("ontology").glob("lint/*.rq")))


def is_checkout() -> bool:
    """Tell whether the package runs from a checkout, where its version lags behind its code."""
    return not (Path(__file__).parent.parent / "_bundled").is_dir()


def read_bytes(path: Path) -> bytes:
    """Read a file whole; raises UnreadableFile with the reason in plain words."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), (error.strerror or "unknown reason").lower()) from None


def digest(contents: Iterable[bytes]) -> str:
    """Give a short content hash over several files."""
    found = hashlib.sha256()
    for each in contents:
        found.update(len(each).to_bytes(8, "big") + each)
    return found.hexdigest()[:6]
