"""Final strengths and osmolality of mixtures."""

from decimal import Decimal

import pytest

from mesograph.formulation.mixing import (
    final_strength,
    fraction,
    mixed_osmolality,
    total_volume,
)
from mesograph.quantities import Interval
from mesograph.strengths import Strength
from tests.conftest import mixture, preparation

ONE, THREE = Decimal(1), Decimal(3)


@pytest.fixture(scope="module")
def shelf(world):
    return world(
        preparation("salt", "sodium-chloride", 9.0, osmolality=(286.0, 290.0)),
        preparation("strong", "sodium-bicarbonate", 84.0, osmolality=(1500.0, 1500.0)),
        preparation("strong-again", "sodium-bicarbonate", 42.0),
    )


def test_osmolality_is_weighted_by_volume(shelf):
    # (3 x 286 + 1 x 1500) / 4 = 589.5 and (3 x 290 + 1 x 1500) / 4 = 592.5
    found = mixed_osmolality(mixture(shelf, salt=THREE, strong=ONE))
    assert (found.low, found.high) == (Decimal("589.5"), Decimal("592.5"))


def test_without_volumes_osmolality_lies_anywhere_between_the_parts(shelf):
    assert mixed_osmolality(mixture(shelf, salt=None, strong=None)) == Interval.of("286", "1500")


def test_one_part_alone_needs_no_volume(shelf):
    assert mixed_osmolality(mixture(shelf, salt=None)) == Interval.of("286", "290")


def test_osmolality_is_unknown_if_that_of_any_part_is(shelf):
    assert mixed_osmolality(mixture(shelf, salt=ONE, strong_again=ONE)) is None


def test_an_osmolarity_is_never_taken_for_an_osmolality(world):
    shelf = world(
        preparation("drip", "sodium-chloride", osmolality=(308.0, 308.0)).replace(
            "mosm-per-kg", "mosm-per-L"
        )
    )
    assert mixed_osmolality(mixture(shelf, drip=ONE)) is None


def test_strengths_are_diluted_and_summed_over_parts(shelf):
    drawn = mixture(shelf, strong=ONE, strong_again=ONE, salt=Decimal(2))
    # (84 + 42) / 4 = 31.5 mg/mL
    assert final_strength(drawn, "sodium-bicarbonate") == Strength(
        Interval(Decimal("31.5"), Decimal("31.5"))
    )


def test_without_volumes_a_strength_is_anything_up_to_the_strongest_stock(shelf):
    drawn = mixture(shelf, strong=None, strong_again=None)
    assert final_strength(drawn, "sodium-bicarbonate").amount == Interval.of("0", "84.0")


def test_what_is_in_no_part_has_no_strength(shelf):
    assert final_strength(mixture(shelf, salt=ONE), "procaine") is None


def test_a_strength_that_is_not_known_stays_open(world):
    text = preparation("vague", "dmae").replace(
        "meso:nominalValue 10.0 ; meso:unit meso:mg-per-mL", ""
    )
    shelf = world(text.replace("; .", "."))
    assert final_strength(mixture(shelf, vague=ONE), "dmae").amount == Interval.of("0", None)


def test_units_that_cannot_be_added_leave_the_strength_unknown(world):
    units = preparation("units", "vitamin-a").replace("mg-per-mL", "iu-per-mL")
    shelf = world(units, preparation("weight", "vitamin-a"))
    assert final_strength(mixture(shelf, units=ONE, weight=ONE), "vitamin-a") is None


def test_volumes_add_up_only_if_all_are_given(shelf):
    assert total_volume(mixture(shelf, salt=ONE, strong=THREE)) == 4
    assert total_volume(mixture(shelf, salt=ONE, strong=None)) is None
    drawn = mixture(shelf, salt=ONE, strong=THREE)
    assert fraction(drawn, drawn[1]) == Interval.exactly("0.75")
