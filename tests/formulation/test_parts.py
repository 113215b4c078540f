"""Which preparations a part names."""

import pytest

from mesograph.errors import AmbiguousName, UnreadablePart
from mesograph.formulation.parts import available, fitting_parts
from tests.conftest import lawful, preparation


def ids(found):
    return [part.id for part in found]


def test_a_substance_and_strength_find_every_plain_product(world):
    compendium = world(
        preparation("a", "vitamin", 20.0), preparation("b", "vitamin", 20.0).replace("b-", "bb-")
    )
    assert ids(fitting_parts(compendium, "vitamin 2 % 1 mL")) == ["a", "b"]
    assert fitting_parts(compendium, "vitamin 1 % 1 mL")[0].preparation.ad_hoc


def test_a_full_name_beats_a_substance(world):
    compendium = world(preparation("vitamin-2", "vitamin", 20.0), preparation("b", "vitamin"))
    assert ids(fitting_parts(compendium, "vitamin-2 1 mL")) == ["vitamin-2"]


def test_a_part_of_a_product_name_is_enough_if_it_is_the_only_one(world):
    compendium = world(preparation("lumina-forte", "vitamin"))
    assert ids(fitting_parts(compendium, "lumina 1 mL")) == ["lumina-forte"]


def test_two_products_of_one_name_are_ambiguous(world):
    twin = preparation("b", "vitamin").replace('rdfs:label "b"', 'rdfs:label "a"')
    with pytest.raises(AmbiguousName):
        fitting_parts(world(preparation("a", "vitamin"), twin), "a 1 mL")


def test_two_substances_of_one_name_are_ambiguous(world):
    twins = "".join(f'mg:{each} a meso:Substance ; rdfs:label "salt" .\n' for each in "xy")
    with pytest.raises(AmbiguousName):
        fitting_parts(world(twins), "salt 1 % 1 mL")


def test_too_many_fitting_products_are_refused(world):
    many = "".join(preparation(f"p{number}", "vitamin", 20.0) for number in range(65))
    with pytest.raises(UnreadablePart, match="65 preparations fit it"):
        fitting_parts(world(many), "vitamin 2 % 1 mL")


def test_products_without_a_status_there_are_set_aside_if_others_have_one(world):
    two = preparation("a", "vitamin", 20.0) + preparation("b", "vitamin", 20.0)
    compendium = world(two, lawful("a"))
    found = fitting_parts(compendium, "vitamin 2 % 1 mL")
    assert ids(available(compendium, found, "eu")) == ["a"]
    assert ids(available(compendium, found, "japan")) == ["a", "b"]


def test_an_amount_in_a_volume_finds_the_product_whose_strength_was_rounded(formulary):
    found = fitting_parts(formulary.compendium, "glutathione 200 mg/3 mL")
    assert {part.preparation.ad_hoc for part in found} == {False}
    other = fitting_parts(formulary.compendium, "glutathione 67 mg/mL")
    assert {part.preparation.ad_hoc for part in other} == {True}


def test_another_unit_is_another_strength(formulary):
    (found,) = fitting_parts(formulary.compendium, "procaine hydrochloride 5 mEq/mL")
    assert found.preparation.ad_hoc
