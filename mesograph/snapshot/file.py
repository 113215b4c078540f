"""A snapshot as a file: a line that names the format, a line of contents, then the sections.

Each section carries its hash, so that what was cut short or changed is noticed before it is read.
"""

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from pathlib import Path

from mesograph.errors import BrokenSnapshot

FORMAT = b"mesograph snapshot 1\n"

Sections = Mapping[str, bytes]


def written(key: str, sections: Sections) -> bytes:
    """Give the bytes of a snapshot.

    >>> opened(written("k", {"a": b"[]"}), "k")
    {'a': b'[]'}
    """
    contents = {name: [len(each), hashed(each)] for name, each in sections.items()}
    head = json.dumps({"key": key, "sections": contents}).encode() + b"\n"
    return FORMAT + head + b"".join(sections.values())


def opened(content: bytes, key: str | None = None) -> dict[str, bytes]:
    """Take a snapshot apart into its sections; without a key, whatever it was made from.

    Raises BrokenSnapshot where it is foreign, of other knowledge, cut short, or where a section is
    not as it was written.
    """
    if not content.startswith(FORMAT):
        raise BrokenSnapshot("it is no snapshot, or one of another version")
    end = content.find(b"\n", len(FORMAT)) + 1
    try:
        head = json.loads(content[len(FORMAT) : end])
        found_key, contents = head["key"], head["sections"]
        listed = [(name, int(length), hash_) for name, (length, hash_) in contents.items()]
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BrokenSnapshot("its table of contents cannot be read") from None
    if key is not None and found_key != key:
        raise BrokenSnapshot("it was made from other knowledge")
    if end + sum(length for _, length, _ in listed) != len(content):
        raise BrokenSnapshot("it is cut short, or longer than it should be")
    sections = {}
    for name, length, hash_ in listed:
        sections[name] = content[end : end + length]
        if hashed(sections[name]) != hash_:
            raise BrokenSnapshot(f"its section {name} is not as it was written")
        end += length
    return sections


def write_whole(path: Path, content: bytes) -> bool:
    """Put a file in place at once, so that nobody sees half of it; tell whether that was possible.

    Of several writers the last one wins, and all write the same.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(content)
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True) if beside.parent.is_dir() else None
        return False
    return True


def hashed(content: bytes) -> str:
    """Give the hash by which content is known."""
    return blake2b(content, digest_size=16).hexdigest()
