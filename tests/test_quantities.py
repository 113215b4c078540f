"""Strengths and numbers as people write them, printed safely."""

from decimal import Decimal

import pytest

from mesograph.quantities import Interval, as_number, as_range, hull, overlap


@pytest.mark.parametrize(
    ("value", "shown"),
    [("1.0", "1"), ("0.50", "0.5"), ("100", "100"), ("1E+2", "100"), ("10", "10")],
)
def test_numbers_have_a_leading_zero_and_no_trailing_ones(value, shown):
    assert as_number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("interval", "shown"),
    [
        (Interval.exactly(5), "5"),
        (Interval.of("1", "2"), "1-2"),
        (Interval.of("1", None), "1 or more"),
        (Interval.of(None, "2"), "up to 2"),
        (Interval.of(None, None), "any"),
    ],
)
def test_ranges_are_told_in_words(interval, shown):
    assert as_range(interval) == shown


def test_open_bounds_hold_and_miss_as_they_should():
    up = Interval.of("5", None)
    assert up.holds(Interval.of("5", "9"))
    assert up.misses(Interval.of("1", "4"))
    assert not up.holds(Interval.of(None, "9"))
    assert not Interval.of(None, None).misses(up)
    assert Interval.of("1", "2").misses(Interval.of("3", "4"))


def test_hull_and_overlap_of_several_sources():
    given = [Interval.of("270", "330"), Interval.of("280", "310")]
    assert hull(given) == Interval.of("270", "330")
    assert overlap(given) == Interval.of("280", "310")
    assert hull([Interval.of(None, "1"), Interval.of("0", None)]) == Interval.of(None, None)


def test_sums_of_open_intervals_stay_open():
    assert Interval.of("1", None) + Interval.of("1", "2") == Interval.of("2", None)
    assert Interval.of(None, "4").scaled(Decimal("0.5")) == Interval.of(None, "2.0")
