"""What was compiled comes back from a snapshot as it was, and so do the answers."""

import json
from decimal import Decimal
from enum import Enum

import pytest

from mesograph import __version__
from mesograph.compilation import compile_everything
from mesograph.errors import BrokenSnapshot
from mesograph.quantities import Interval
from mesograph.snapshot.codec import Codec
from mesograph.snapshot.compiled import Snapshot, sections_of
from mesograph.snapshot.file import opened, written
from mesograph.verdicts import Certainty


@pytest.fixture(scope="module")
def compiled():
    return compile_everything(code=__version__)


@pytest.fixture(scope="module")
def snapshot(compiled):
    return Snapshot(opened(written("key", sections_of(compiled)), "key"))


def test_everything_comes_back_as_it_was(compiled, snapshot):
    before, after = compiled.compendium, snapshot.compendium
    assert list(after.things) == list(before.things)
    assert after.things == before.things
    assert list(after.claims) == list(before.claims)
    assert after.claims == before.claims
    assert (after.versions, after.rules) == (before.versions, before.rules)
    assert after.pair_rules == before.pair_rules
    assert snapshot.statements == compiled.statements
    assert snapshot.rules == compiled.rules
    assert snapshot.unary_rules == compiled.unary_rules
    assert snapshot.inferences == compiled.inferences


def test_figures_keep_their_digits(snapshot):
    texts = {each.object.text for each in snapshot.statements if not isinstance(each.object, str)}
    assert any("." in each and each.endswith("0") for each in texts)
    codec = Codec([Interval])
    told = codec.decode(json.loads(json.dumps(codec.encode(Interval.exactly("7.40")))))
    assert str(told.nominal) == "7.40"


def test_sections_are_the_same_for_the_same_knowledge(compiled):
    again = compile_everything(code=__version__)
    assert sections_of(again) == sections_of(compiled)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        "text",
        7,
        (),
        (1, ("a", None)),
        frozenset({"b", "a"}),
        Decimal("1E+2"),
        {"a": (1,), "b": {}},
        Certainty.LOW,
        Interval.of("1.0", None),
    ],
)
def test_values_come_back_with_their_types(value):
    codec = Codec([Interval, Certainty])
    told = codec.decode(json.loads(json.dumps(codec.encode(value))))
    assert told == value
    assert type(told) is type(value)


class _Colour(Enum):
    RED = 1


@pytest.mark.parametrize("value", [1.5, object(), _Colour.RED, [1]])
def test_what_has_no_place_in_a_snapshot_is_refused(value):
    with pytest.raises((TypeError, KeyError)):
        Codec([Interval]).encode(value)


@pytest.mark.parametrize(
    "value",
    [[], [99], [-1, 2], [4, "1"], ["0"], [2, "x"], [3, "a"], [None], [4, None, None, None, 5]],
)
def test_what_encode_never_writes_is_refused(value):
    with pytest.raises(BrokenSnapshot):
        Codec([Interval]).decode(value)
