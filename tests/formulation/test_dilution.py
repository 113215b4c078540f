"""What a mixture holds in the end: ingredients, moieties, ions."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.formulation.dilution import final_strengths
from tests.conftest import mixture, preparation

ONE = Decimal(1)


@pytest.fixture(scope="module")
def found(formulary):
    parts = ["lidocaine hydrochloride 2% 5 mL", "sodium bicarbonate 8.4% 0.5 mL"]
    return {(each.kind, each.substance): each for each in formulary.check(parts).strengths}


def test_an_ingredient_is_thinned_and_told_in_moles(found):
    salt = found["ingredient", "lidocaine-hydrochloride"]
    assert salt.proof.text == "lidocaine hydrochloride 18.2 mg/mL (67.1 mmol/L)"
    assert float(salt.exact.amount.low) == pytest.approx(100 / 5.5)
    assert any("molar mass" in each.text for each in salt.proof.premises)


def test_a_salt_is_told_as_its_moiety(found):
    base = found["moiety", "lidocaine"]
    assert float(base.amount.low) == pytest.approx(100 / 5.5 * 234.343 / 270.798, rel=0.005)


def test_ions_are_summed_over_their_salts_with_their_charges(formulary):
    parts = ["magnesium sulfate 10% 1 mL", "magnesium chloride 10% 1 mL"]
    answer = formulary.check(parts)
    ions = {each.substance: each for each in answer.strengths if each.kind == "ion"}
    magnesium = next(each for name, each in ions.items() if "magnesium" in name)
    assert magnesium.charges.low == pytest.approx(2 * magnesium.per_litre.low, rel=Decimal("0.01"))
    assert len(magnesium.proof.premises) == 2


def test_the_same_substance_from_two_parts_is_summed(world):
    compendium = world(preparation("a", "x", 10.0), preparation("b", "x", 20.0))
    (only,) = final_strengths(compendium, mixture(compendium, a=ONE, b=ONE))
    assert only.amount.low == only.amount.high == 15


def test_nothing_is_told_without_volumes(world):
    compendium = world(preparation("a", "x", 10.0), preparation("b", "y", 20.0))
    assert final_strengths(compendium, mixture(compendium, a=None, b=None)) == ()


def test_a_strength_that_is_not_known_is_said_to_be(world):
    bare = preparation("a", "x").replace(" ; meso:nominalValue 10.0 ; meso:unit meso:mg-per-mL", "")
    compendium = world(bare, preparation("b", "y", 20.0))
    first, _ = final_strengths(compendium, mixture(compendium, a=ONE, b=ONE))
    assert first.amount is None
    assert first.proof.text.endswith("at a strength that is not known")


def test_an_ion_of_which_some_is_not_known_is_not_summed(formulary):
    answer = formulary.check(["procaine hydrochloride 2% 1 mL", "NCTF 135 HA 1 mL"])
    assert not any(each.kind == "ion" and "sodium" in each.substance for each in answer.strengths)


def test_a_moiety_of_unknown_mass_is_not_told_in_milligrams(formulary):
    compendium = formulary.compendium
    weightless = replace(compendium.substances["lidocaine"], constants=())
    bare = replace(compendium, things={**compendium.things, "lidocaine": weightless}, reckoned={})
    checked = formulary.check(["lidocaine hydrochloride 2% 5 mL", "sodium chloride 0.9 % 1 mL"])
    parts = tuple(each.part for each in checked.assessed.parts)
    told = {each.kind for each in final_strengths(compendium, parts)}
    assert {"ingredient", "moiety"} <= told
    assert "moiety" not in {each.kind for each in final_strengths(bare, parts)}
