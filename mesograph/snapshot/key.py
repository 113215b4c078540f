"""What a snapshot is known by: the content of everything it was made from."""

import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from mesograph.knowledge.files import bundled, is_checkout

UserFiles = tuple[tuple[Path, bytes], ...]
"""User files with what was read of them, once."""


def key_of(code: str, user_files: UserFiles = (), root: Path | None = None) -> str:
    """Hash the code, all files of the knowledge, and the user's files, by content alone.

    A change that keeps size and time of a file changes the key as well. With a ``root`` the
    knowledge is what lies in the folders ``ontology`` and ``data`` there.
    """
    found = blake2b(code.encode(), digest_size=16)
    for folder in ("ontology", "data"):
        _add(found, _contents(bundled(folder, root)))
    _add(found, ((f"user {path}", content) for path, content in user_files))
    return found.hexdigest()


def code_identity(version: str) -> str:
    """Give what the code is known by: its version, and in a checkout its content too."""
    if not is_checkout():
        return version
    found = blake2b(digest_size=16)
    _add(found, _contents(Path(__file__).parent.parent, ".py"))
    return f"{version} {found.hexdigest()}"


def _contents(root: Path, suffix: str = "") -> Iterator[tuple[str, bytes]]:
    """Read every file below a folder in a fixed order, with its place; os is quicker than pathlib.

    >>> "core.ttl" in dict(_contents(bundled("ontology")))
    True
    """
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            if name.endswith(suffix):
                path = os.path.join(folder, name)
                with open(path, "rb") as file:
                    yield path[len(str(root)) + 1 :].replace(os.sep, "/"), file.read()


def _add(found: blake2b, parts: Iterator[tuple[str, bytes]]) -> None:
    for name, content in parts:
        for each in (name.encode("utf-8", "surrogateescape"), content):
            found.update(len(each).to_bytes(8, "big"))
            found.update(each)
