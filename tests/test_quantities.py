"""Strengths and numbers as people write them, printed safely."""

from decimal import Decimal

import pytest

from mesograph.quantities import (
    Interval,
    Strength,
    as_number,
    as_range,
    hull,
    overlap,
    read_strength,
    read_volume,
)


@pytest.mark.parametrize("text", ["2%", "2 %", "20 mg/mL", "20mg/ml", "2,0 %", "2 % w/v"])
def test_two_percent_is_twenty_milligrams_in_a_millilitre(text):
    assert read_strength(text).amount == Interval.exactly(20)


@pytest.mark.parametrize("text", ["2", "2 %%", "% 2", "2 mg", "1:5000", "two %", "", "2. %"])
def test_what_is_not_a_strength_is_not_read_as_one(text):
    assert read_strength(text) is None


def test_a_sign_is_kept_to_be_refused():
    assert read_strength("-2 %").amount.nominal == -20
    assert read_volume("-1 mL") == -1


def test_units_of_activity_are_not_milligrams():
    assert read_strength("300 IU/mL") == Strength(Interval.exactly(300), "IU/mL")
    assert str(read_strength("300 IU/mL")) == "300 IU/mL"


@pytest.mark.parametrize(("text", "volume"), [("1 mL", "1"), ("0,5 mL", "0.5"), (".5ml", None)])
def test_volumes_need_a_leading_zero(text, volume):
    assert read_volume(text) == (Decimal(volume) if volume else None)


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
