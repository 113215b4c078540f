"""What a part brings, what would have to be known of it, and what the parts settle to together."""

from decimal import Decimal

import pytest

from mesograph.formulation.chemistry.bringing import brought_by
from mesograph.formulation.chemistry.state import state_of
from tests.chemistry.beakers import CHEMISTRY, made, product
from tests.conftest import mixture

ONE, TWO = Decimal(1), Decimal(2)
MG = "mg-per-mL"


def brought(world, text, name="a"):
    compendium = world(CHEMISTRY, text)
    (part,) = mixture(compendium, **{name: ONE})
    return brought_by(compendium, part)


def settled(world, *texts, **volumes):
    compendium = world(CHEMISTRY, *texts)
    return state_of(compendium, mixture(compendium, **volumes))


def test_a_salt_brings_its_base_and_its_ion(world):
    found = brought(world, product("a", base_salt=27.0))
    assert [(each.name, each.charge) for each in found.ions] == [("chloride", -1)]
    assert found.ions[0].molar == pytest.approx(0.1)
    assert [each.substance for each in found.protolytes] == ["base"]
    assert found.protolytes[0].molar == pytest.approx(0.1)
    assert found.lacking == ()


def test_the_same_ion_or_acid_of_two_salts_is_added_up(world):
    text = product("a", base_salt=27.0, base=23.4, salt=5.844, calcium_salt=11.1)
    found = brought(world, text)
    molar = {each.name: each.molar for each in found.ions}
    assert molar["chloride"] == pytest.approx(0.1 + 0.1 + 0.2)
    assert found.protolytes[0].molar == pytest.approx(0.2)


def test_moles_are_taken_as_they_are(world):
    found = brought(world, product("a", salt=(0.15, "mmol-per-mL", None)))
    assert {each.molar for each in found.ions} == {0.15}


@pytest.mark.parametrize(
    ("ingredient", "lacking"),
    [
        ((None, MG, None), "the strength of base hydrochloride in a, in mg/mL"),
        (([1.0, 2.0], MG, None), None),
        ((100.0, "iu-per-mL", None), "the strength of base hydrochloride in a, in mg/mL"),
    ],
)
def test_a_strength_that_is_not_one_figure_leaves_open_what_is_brought(world, ingredient, lacking):
    """Of a strength in mg/mL the most protons it can take up are known, of others nothing is."""
    found = brought(world, product("a", base_salt=ingredient))
    assert found.lacking == ((lacking,) if lacking else ())
    assert (found.loose > 0.04) is (lacking is None)
    assert not found.ions


def test_what_has_no_figures_may_take_up_so_many_protons(world):
    """Of 45 g of anything at most one proton for each is taken up or given."""
    with_plain = brought(world, product("a", plain=9.0)).loose
    without = brought(world, product("b", salt=9.0), "b").loose
    assert with_plain - without == pytest.approx(0.2)


def test_ions_and_sugars_of_unknown_strength_do_no_harm(world):
    found = brought(
        world, product("a", salt=(None, MG, None), sugar=(None, MG, None), base_salt=1.0)
    )
    assert found.lacking == ()


def test_a_salt_of_a_base_that_nobody_measured_is_open(world):
    nobody = 'mg:dark a meso:Substance ; rdfs:label "dark" .\n'
    text = nobody + (
        'mg:dark-salt a meso:Salt ; rdfs:label "dark salt" ; meso:constituent mg:dark-1 ; '
        "meso:molarMass mg:strange-salt-mass .\n"
        "mg:dark-1 a meso:Constituent ; meso:gives mg:dark ; meso:multiplicity 1 ; "
        'dcterms:source mg:source-test ; meso:locator "p. 1" .\n'
    )
    found = brought(world, text + product("a", dark_salt=9.0))
    assert found.protolytes == ()
    assert found.loose >= 0.2


def test_water_and_what_adjusted_the_ph_are_set_aside(world):
    water = 'mg:aqua a meso:Substance ; rdfs:label "aqua" .\n'
    text = product(
        "a",
        ph=(5.0, 6.0),
        base_salt=27.0,
        aqua=(900.0, MG, "water-vehicle"),
        strange_salt=(None, MG, "ph-adjuster"),
    )
    found = brought(world, water + text)
    assert found.lacking == ()
    assert [each.name for each in found.ions] == ["chloride"]


def test_a_ph_that_was_adjusted_must_be_known(world):
    text = product("a", base_salt=27.0, strange_salt=(None, MG, "ph-adjuster"))
    assert brought(world, text).lacking == ("the pH of a, which was adjusted",)


@pytest.mark.parametrize("bound", ["meso:lowerBound 5.0 ; ", "meso:upperBound 6.0 ; "])
def test_a_ph_that_is_open_at_one_end_is_no_ph(world, bound):
    text = product("a", ph=(5.0, 6.0), base_salt=27.0)
    assert bound in text
    assert brought(world, text.replace(bound, "")).lacking == ("both bounds of the pH of a",)


def test_a_composition_that_is_partly_known_says_nothing(world):
    found = brought(world, product("a", partly=True, base_salt=27.0))
    assert found.lacking == ("all ingredients of a",)


# --- what they settle to ---


def test_what_is_lacking_and_volumes_that_are_lacking_leave_the_ph_open(world):
    two = product("a", base_salt=27.0) + product("b", partly=True, bicarbonate=84.0)
    found = settled(world, two, a=ONE, b=ONE)
    assert (found.ph, found.lacking) == (None, ("all ingredients of b",))
    whole = product("a", base_salt=27.0) + product("b", bicarbonate=84.0)
    assert settled(world, whole, a=ONE, b=None).lacking == ("the volumes of the parts",)
    assert settled(world, whole, a=ONE, b=ONE).ph is not None


def test_water_alone_has_no_ph_here(world):
    aside = product("a", plain=(900.0, MG, "water-vehicle"))
    (need,) = settled(world, aside, a=ONE).lacking
    assert "whose ions are known" in need


def test_a_label_tells_the_ph_of_one_product_and_not_of_two(world):
    two = product("a", ph=(4.0, 5.0), base_salt=27.0) + product(
        "b", ph=(7.0, 8.0), bicarbonate=84.0
    )
    alone = settled(world, two, a=ONE).ph
    assert (alone.low, alone.high) == (Decimal("4.0"), Decimal("5.0"))
    both = settled(world, two, a=ONE, b=ONE).ph
    assert Decimal(6) < both.low <= both.high < Decimal("8.5")


def test_a_bicarbonate_label_is_met_by_carbon_dioxide(world):
    """The lower its pH, the more gas is in it, and the more it buffers on the acid side."""
    acid = product("a", base_salt=27.0)
    shut = settled(world, acid, product("b", ph=(7.0, 7.0), bicarbonate=84.0), a=TWO, b=ONE).ph
    loose = settled(world, acid, product("b", ph=(8.5, 8.5), bicarbonate=84.0), a=TWO, b=ONE).ph
    assert shut.high < loose.low
    alone = settled(world, product("b", ph=(7.0, 7.0), bicarbonate=84.0), b=ONE).settled
    assert all(carbonic.molar > 1.1 for (carbonic,), _ in alone)


def test_where_no_amount_of_gas_gives_the_ph_of_a_label_an_acid_did(world):
    """More acid than bicarbonate is brought to pH 5 by an alkali, by no carbon dioxide."""
    acid = made("acid", "strong-acid", 36.5, chloride=1)
    text = acid + product("a", ph=(5.0, 5.0), strong_acid=3.65, bicarbonate=0.84)
    found = settled(world, text, a=ONE)
    ((weaks, _), *_) = found.settled
    molar = {each.name: each.molar for each in weaks}
    assert molar["carbonic"] == pytest.approx(0.01)


def test_above_the_range_of_the_activities_the_interval_widens(world):
    thin = settled(world, product("a", base_salt=27.0, salt=5.8), a=ONE)
    thick = settled(world, product("a", base_salt=27.0, salt=35.0), a=ONE)
    assert not thin.at_limit
    assert thick.at_limit
    assert len(thick.settled) == 2 * len(thin.settled)
    assert thick.ionic_strength.high > Decimal("0.5")


def test_far_above_it_nothing_is_said(world):
    found = settled(world, product("a", base_salt=27.0, salt=100.0), a=ONE)
    assert found.ph is None
    assert found.lacking == ("activities above an ionic strength of 1 mol/L",)
    labelled = settled(world, product("a", ph=(5.0, 5.5), base_salt=27.0, salt=100.0), a=ONE)
    assert labelled.ph.high == Decimal("5.5")


def test_a_share_is_asked_of_what_is_there(world):
    found = settled(world, product("a", ph=(7.9, 7.9), base_salt=2.7), a=ONE)
    share, uncharged = found.share("base"), found.uncharged("base")
    assert Decimal("0.3") < share.low <= share.high < Decimal("0.6")
    assert uncharged.high == pytest.approx(share.high * Decimal("0.01"), rel=Decimal("0.001"))
    assert found.protolyte("base").molar == pytest.approx(0.01)
    assert found.protolyte("carbonic") is None
