"""Every test has an empty folder of its own for shelves and records."""

import pytest


@pytest.fixture(autouse=True)
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("MESOGRAPH_HOME", str(tmp_path / "home"))
    return tmp_path / "home"
