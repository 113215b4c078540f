"""Strengths as people write them: read in one way, refused where there are two."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from mesograph.errors import UnreadablePart
from mesograph.formulation.parts import fitting_parts
from mesograph.quantities import Interval
from mesograph.strengths import Strength, read_strength, read_volume, unsafe_ending


@pytest.mark.parametrize(
    "text",
    [
        *("2%", "2 %", "2,0 %", "2 % w/v", "20 mg/mL", "20mg/ml", "20 g/L", "2 g/100 mL"),
        *("40 mg/2 mL", "40 mg / 2 mL", "20000 mcg/mL", "20000 µg/mL", "1:50", "1 in 50"),
    ],
)
def test_two_percent_is_twenty_milligrams_in_a_millilitre(text):
    assert read_strength(text) == Strength(Interval.exactly(20))


@pytest.mark.parametrize(
    ("text", "mg_per_ml"),
    [
        ("1:5000", "0.2"),
        ("1 in 1000", "1"),
        ("1:100 000", "0.01"),
        ("1:200,000", "0.005"),
        ("1:200\u00a0000", "0.005"),
        ("0,9 %", "9"),
        ("0.05%", "0.5"),
        ("5 ng/mL", "0.000005"),
        ("200 mg/3 mL", "66.6667"),
    ],
)
def test_ratios_and_small_amounts(text, mg_per_ml):
    assert read_strength(text) == Strength(Interval.exactly(mg_per_ml))


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("300 IU/mL", "IU/mL", "300"),
        ("1500 IU/5 mL", "IU/mL", "300"),
        ("300 UI/mL", "IU/mL", "300"),
        ("1 mEq/mL", "mEq/mL", "1"),
        ("20 mEq/20 mL", "mEq/mL", "1"),
        ("154 mmol/L", "mmol/mL", "0.154"),
    ],
)
def test_units_of_activity_charge_and_amount_are_not_milligrams(text, unit, amount):
    found = read_strength(text)
    assert found == Strength(Interval.exactly(amount), unit)
    assert str(found) == f"{amount} {unit}"


@pytest.mark.parametrize(
    "text", ["2", "2 %%", "% 2", "two %", "", "2. %", "1:1", "3:50", "2 mg/0 mL"]
)
def test_what_is_not_a_strength_is_not_read_as_one(text):
    assert read_strength(text) is None


UNSAFE = [
    ("1,000 mg/mL", "thousandths"),
    ("1.000 mg/mL", "thousands"),
    ("2.000 %", "thousands"),
    (".5 %", "no zero before"),
    (",5 mg/mL", "no zero before"),
    ("1-2 %", "a range"),
    ("1 to 2 mg/mL", "a range"),
    ("5000 U/mL", "read as 0"),
    ("5000 units", "read as 0"),
    ("10 ug/mL", "mcg or µg"),
    ("5 mg%", "100 mL"),
    ("5 % v/v", "weight in volume"),
    ("5 % w/w", "weight in volume"),
    ("1 cc", "write mL"),
    ("100 µL", "write mL"),
    ("20 mg", "without a volume"),
    ("300 IU", "without a volume"),
    ("1:1", "ratio of volumes"),
]


@pytest.mark.parametrize(("text", "told"), UNSAFE)
def test_what_could_be_read_in_two_ways_is_refused_with_the_reason(text, told, formulary):
    assert read_strength(text) is None
    assert told in unsafe_ending(f"lidocaine {text}")
    with pytest.raises(UnreadablePart, match=told):
        fitting_parts(formulary.compendium, f"lidocaine hydrochloride {text}")


@pytest.mark.parametrize(
    "text",
    ["40 mg/2 mL", "3.7 % w/v", "1 in 5000", "1:100 000", "154 mmol/L", "300 IU/mL", "0.5 %"],
)
def test_safe_amounts_are_not_called_unsafe(text):
    assert unsafe_ending(f"lidocaine {text}") is None


@pytest.mark.parametrize(
    "text", ["procaine hydrochloride", "vitamin B12", "2-phenoxyethanol", "water", "own serum 2"]
)
def test_names_are_no_unsafe_amounts(text):
    assert unsafe_ending(text) is None


def test_a_sign_is_kept_to_be_refused():
    assert read_strength("-2 %").amount.nominal == -20
    assert read_volume("-1 mL") == -1


@pytest.mark.parametrize(("text", "volume"), [("1 mL", "1"), ("0,5 mL", "0.5"), (".5ml", None)])
def test_volumes_need_a_leading_zero(text, volume):
    assert read_volume(text) == (Decimal(volume) if volume else None)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("2.0 %", "2 %"), ("0,90%", "0.9 %"), ("1:100000", "0.01 mg/mL"), ("0.1 %", "0.1 %")],
)
def test_strengths_are_printed_so_that_zeros_do_not_mislead(text, shown):
    assert str(read_strength(text)) == shown


@given(
    some.decimals("0.00001", "999", places=5, allow_nan=False).filter(lambda each: each > 0),
    some.sampled_from(["mg/mL", "IU/mL", "mEq/mL", "mmol/mL"]),
)
def test_what_is_printed_is_read_as_the_same(amount, unit):
    strength = Strength(Interval.exactly(amount), unit)
    told = read_strength(str(strength))
    assert told is not None, str(strength)
    assert told.amount.nominal == amount
    assert told.unit == unit


@pytest.mark.parametrize(
    ("text", "strength", "volume"),
    [
        ("lidocaine hydrochloride 40 mg/2 mL 1 mL", "20 mg/mL", "1"),
        ("lidocaine hydrochloride 40 mg / 2 mL", "20 mg/mL", None),
        ("lidocaine hydrochloride 3,7 % w/v 0,5 mL", "3.7 %", "0.5"),
        ("lidocaine hydrochloride 1 in 5000 2 mL", "0.2 mg/mL", "2"),
    ],
)
def test_a_part_is_read_from_its_end(text, strength, volume, formulary):
    (part, *_) = fitting_parts(formulary.compendium, text)
    assert part.volume_ml == (Decimal(volume) if volume else None)
    assert part.preparation.strength_of("lidocaine-hydrochloride") == read_strength(strength)
