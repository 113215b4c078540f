"""The checks ph and precipitation: by what was seen, by what is sold, and by what is reckoned."""

from decimal import Decimal

import pytest

from mesograph.errors import NoModel
from mesograph.formulation import phreeqc
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.solutions import ph, precipitation
from mesograph.formulation.chemistry.minerals import minerals
from mesograph.formulation.chemistry.precipitating import uncharged_forms
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.equilibrium import Ion, Weak
from mesograph.model.things import Circumstances
from mesograph.verdicts import Answer, Basis, Status, word
from tests.chemistry.beakers import CHEMISTRY, band, figure, made, product
from tests.conftest import claim, mixture

ONE = Decimal(1)
HALF = Decimal("0.5")
MG = "mg-per-mL"
ACID = product("acid", base_salt=40.0)
ALKALI = product("alkali", bicarbonate=84.0)
SODA = product("soda", bicarbonate=8.4)
CHALK = product("lime", calcium_salt=11.1)
BANDS = band("wide", "4.5", "9.0", route="meso:intradermal") + band(
    "narrow", "5.0", "8.0", route="meso:intradermal"
)


def case_of(world, *texts, route="intradermal", **volumes):
    compendium = world(CHEMISTRY, *texts)
    return open_case(compendium, mixture(compendium, **volumes), Circumstances(route=route))


def leaves(reason):
    return {leaf.text for leaf in reason.proof.leaves}


# --- ph ---


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ((6.0, 7.0), Status.MET),
        ((2.0, 4.4), Status.FAILED),
        ((9.5, 10.0), Status.FAILED),
        ((4.6, 4.9), Status.UNKNOWN),
        ((4.0, 6.0), Status.UNKNOWN),
    ],
)
def test_the_ph_of_a_product_stands_against_what_all_sources_and_any_call_good(
    world, label, status
):
    found = ph(case_of(world, BANDS, product("a", ph=label, base_salt=27.0), a=ONE))
    assert (found.status, found.unit) == (status, "pH")
    assert (found.value.low, found.value.high) == tuple(Decimal(str(each)) for each in label)
    assert bool(found.needs) is (status is Status.UNKNOWN)
    assert "as read for a" in found.because[0].text
    assert {each.text for each in found.because[1:]} == {"wide", "narrow"}
    assert not found.cautions


def test_the_ph_of_a_mixture_is_worked_out_and_every_leaf_of_it_is_told(world):
    found = ph(case_of(world, BANDS, ACID, ALKALI, acid=ONE, alkali=ONE))
    assert found.status is Status.MET
    assert Decimal(7) < found.value.low <= found.value.high < Decimal("8.5")
    told = leaves(found.because[0])
    assert "pKa of base: 7.9, step 1" in told
    assert "pKa of carbonic: 6.352, step 1" in told
    assert any("is taken for nothing but what is named" in each for each in told)
    assert any(each.startswith("1 mL of acid") for each in told)


def test_a_strong_mixture_says_that_the_activities_are_out_of_range(world):
    strong = product("strong", ph=(7.0, 7.0), bicarbonate=84.0)
    found = ph(case_of(world, BANDS, ACID, strong, acid=HALF, strong=ONE))
    assert "out of its range" in found.because[0].proof.how


def test_without_volumes_or_ions_the_ph_is_unknown(world):
    found = ph(case_of(world, BANDS, ACID, ALKALI, acid=None, alkali=ONE))
    assert (found.status, found.value) == (Status.UNKNOWN, None)
    assert found.needs == ("the volumes of the parts",)


def test_without_any_limit_the_ph_is_told_and_not_judged(world):
    found = ph(case_of(world, ACID, ALKALI, acid=ONE, alkali=ONE))
    assert found.status is Status.UNKNOWN
    assert found.value is not None
    assert found.needs == ("a cited limit for the pH",)


def test_a_limit_for_another_route_is_borrowed_and_says_so(world):
    text = product("a", ph=(6.0, 7.0), base_salt=27.0)
    found = ph(case_of(world, BANDS, text, route="subcutaneous", a=ONE))
    assert found.status is Status.MET
    (caution,) = found.cautions
    assert caution.code == "limit-of-another-route"
    assert {each.claims[0] for each in caution.proof.leaves} == {"wide", "narrow"}


# --- precipitation ---


@pytest.mark.parametrize("vehicle", ["suspension", "cross-linked-gel", "emulsion"])
def test_what_is_no_solution_does_not_fall_out_of_one(world, vehicle):
    text = product("thick", vehicle, base_salt=27.0)
    found = precipitation(case_of(world, text, ALKALI, thick=ONE, alkali=ONE))
    assert found.status is Status.NOT_APPLICABLE
    assert found.because[0].text == "thick is no clear solution from the start"


def test_one_product_is_used_as_supplied(world):
    found = precipitation(case_of(world, product("a", base_salt=900.0), a=ONE))
    assert found.status is Status.MET
    assert found.because[0].text == "a is used as supplied"


def seen(polarity, name="seen", **said):
    said = {"method": "meso:visual", "aspect": "meso:physical", **said}
    return claim("CompatibilityClaim", name, polarity, **said)


CLEAR = {
    "between": "mg:acid , mg:alkali",
    "setting": "meso:syringe",
    "vehicle": "meso:aqueous-solution",
    "hasCondition": "mg:seen-1 , mg:seen-2",
}
STRENGTHS = (
    "mg:seen-1 a meso:Condition ; meso:conditionKind meso:final-strength ; "
    "meso:ofSubstance mg:base-salt ; meso:nominalValue 20.0 ; meso:unit meso:mg-per-mL .\n"
    "mg:seen-2 a meso:Condition ; meso:conditionKind meso:final-strength ; "
    "meso:ofSubstance mg:bicarbonate ; meso:nominalValue 42.0 ; meso:unit meso:mg-per-mL .\n"
)


def test_what_was_seen_to_fall_out_fails_before_anything_is_reckoned(world):
    hazard = seen("against", between="mg:base-salt , mg:bicarbonate")
    found = precipitation(case_of(world, ACID, ALKALI, hazard, acid=ONE, alkali=ONE))
    assert found.status is Status.FAILED
    assert [each.proof.name for each in found.because] == ["claim-on-parts"]
    assert "seen" in leaves(found.because[0])


def test_what_was_seen_to_stay_clear_is_met_even_where_it_is_reckoned_to_fall(world):
    found = precipitation(
        case_of(world, ACID, ALKALI, seen("for", **CLEAR), STRENGTHS, acid=ONE, alkali=ONE)
    )
    assert found.status is Status.MET
    assert "seen" in leaves(found.because[0])


def test_an_opinion_shows_nothing_clear(world):
    opinion = seen("for", **{**CLEAR, "method": "meso:opinion"})
    found = precipitation(case_of(world, ACID, ALKALI, opinion, STRENGTHS, acid=ONE, alkali=ONE))
    assert found.status is Status.FAILED


def test_a_base_is_reckoned_to_fall_out_of_bicarbonate(world):
    """0.074 mol/L of a base with pKa 7.9 near pH 7.6: 6 mg/mL of it uncharged, 3 to 4 dissolve."""
    case = case_of(world, ACID, ALKALI, acid=ONE, alkali=ONE)
    found = precipitation(case)
    assert found.status is Status.FAILED
    (reason,) = found.because
    assert reason.text.startswith("base may fall out uncharged")
    assert {"pKa of base: 7.9, step 1", "solubility uncharged of base: 3-4 mg/mL"} <= leaves(reason)
    assert case.found.against == 2
    assert word(case.found) == "predicted-incompatible"
    (heard,) = (each for each in case.heard if each.testimony.basis is Basis.CALCULATED)
    assert heard.covers == {"acid", "alkali"}


def test_where_bounds_straddle_it_is_open_and_speaks_as_a_doubt(world):
    thin = product("thin", base_salt=24.0)
    case = case_of(world, thin, ALKALI, thin=ONE, alkali=ONE)
    found = precipitation(case)
    assert found.status is Status.UNKNOWN
    assert found.because[0].text.startswith("base may or may not fall out uncharged")
    assert case.found.against == 1
    assert word(case.found) == "conditional"


def test_what_stays_below_its_solubility_is_still_no_proof_of_clearness(world):
    thin = product("thin", base_salt=1.0)
    case = case_of(world, thin, ALKALI, thin=ONE, alkali=ONE)
    found = precipitation(case)
    assert found.status is Status.UNKNOWN
    assert found.because[0].text.startswith("uncharged base stays below its solubility")
    assert "a test by eye" in found.needs[0]
    assert case.found.against == 0


def test_what_is_not_known_is_what_would_have_to_be_known(world):
    partly = product("partly", partly=True, bicarbonate=84.0)
    found = precipitation(case_of(world, ACID, partly, acid=ONE, partly=ONE))
    assert found.status is Status.UNKNOWN
    assert found.needs[-1] == "all ingredients of partly"


def test_two_parts_that_may_not_meet_first_are_named(world):
    """What three parts keep in solution two of them may not."""
    strong = made("acid", "strong-acid", 36.5, chloride=1)
    vinegar = product("vinegar", strong_acid=36.5)
    parts = (strong, vinegar, ACID, ALKALI)
    found = precipitation(case_of(world, *parts, acid=ONE, alkali=ONE, vinegar=ONE))
    assert found.status is not Status.FAILED
    cautions = [each for each in found.cautions if each.code == "order-of-mixing"]
    assert cautions
    assert all("acid" in each.text and "alkali" in each.text for each in cautions)
    two = precipitation(case_of(world, *parts, acid=ONE, vinegar=ONE))
    assert not two.cautions


def test_a_base_without_a_solubility_or_mass_is_not_reckoned(world):
    silent = (
        CHEMISTRY.replace("mg:base meso:intrinsicSolubility mg:base-dissolves .\n", "")
        + ACID
        + ALKALI
    )
    compendium = world(silent)
    assert not list(uncharged_forms(compendium, mixture(compendium, acid=ONE, alkali=ONE)))


# --- minerals ---


def chalk(world, *texts, **volumes):
    compendium = world(CHEMISTRY, *texts)
    return list(minerals(compendium, mixture(compendium, **volumes)))


def test_calcium_and_bicarbonate_form_calcite_and_every_leaf_is_told(world):
    (found,) = chalk(world, CHALK, SODA, lime=ONE, soda=ONE)
    assert found.answer is Answer.TRUE
    assert found.text.startswith("calcite may form: saturation index")
    assert found.index.low > 1
    told = {leaf.text for leaf in found.proof(None).leaves}
    assert "log solubility product of calcite: -8.48" in told
    assert {each.citations[0].source for each in found.proof(None).leaves if each.citations} == {
        "source-test"
    }
    assert not found.brine


def test_a_trace_of_calcium_stays_dissolved_and_a_little_more_is_open(world):
    sour = product("sour", ph=(4.0, 4.0), calcium_salt=0.0111, base_salt=27.0)
    (found,) = chalk(world, sour, product("weak", bicarbonate=0.01), sour=ONE, weak=ONE)
    assert found.answer is Answer.FALSE
    assert found.text.startswith("calcite stays dissolved")
    hard = product("hard", calcium_salt=0.111)
    soft = product("soft", ph=(7.0, 8.5), bicarbonate=0.84)
    (found,) = chalk(world, hard, soft, hard=ONE, soft=ONE)
    assert found.answer is Answer.UNDETERMINED
    assert found.text.startswith("calcite may or may not form")


def test_a_complex_is_taken_at_its_weakest_and_at_its_strongest(world):
    bare = product("bare", calcium_salt=11.1)
    held = product("held", calcium_slack=43.0)
    (free,) = chalk(world, bare, SODA, bare=ONE, soda=ONE)
    (bound,) = chalk(world, held, SODA, held=ONE, soda=ONE)
    assert bound.index.low < free.index.low
    assert bound.index.high - bound.index.low > free.index.high - free.index.low
    assert "log stability constant of bound: 0.8-1.7" in {leaf.text for leaf in bound.step.leaves}


def test_a_complex_of_an_ion_phreeqc_does_not_know_is_left_out(world):
    strange = (
        'mg:other-bound a meso:Complex ; rdfs:label "other bound" ; meso:ofIon mg:strange ; '
        "meso:ligand mg:slack ; meso:stabilityConstant mg:other-bound-k .\n"
        + figure("other-bound-k", 9.0)
    )
    held = product("held", calcium_slack=43.0, strange_salt=1.0)
    (with_it,) = chalk(world, strange, held, SODA, held=ONE, soda=ONE)
    (without,) = chalk(world, held, SODA, held=ONE, soda=ONE)
    assert with_it.index == without.index


def test_a_solid_phreeqc_cannot_read_is_left_open_and_spoils_no_other(world):
    """Its equation does not balance, and its id stands before that of calcite."""
    broken = 'mg:badstone a meso:Solid ; rdfs:label "bad" ; meso:solubilityProduct mg:bad-k .\n'
    broken += figure("bad-k", -8.0, dissolution='"CaCO3 = Ca+2 + 2 CO3-2"')
    (found,) = chalk(world, broken, CHALK, SODA, lime=ONE, soda=ONE)
    assert found.substance == "calcite"
    assert chalk(world, CHALK, SODA, lime=ONE, soda=ONE)[0].index == found.index


def test_without_its_ions_or_volumes_no_solid_is_reckoned(world):
    assert not chalk(world, ACID, ALKALI, acid=ONE, alkali=ONE)
    assert not chalk(world, CHALK, ALKALI, lime=None, alkali=ONE)
    partly = product("partly", partly=True, calcium_salt=11.1)
    assert not chalk(world, partly, ALKALI, partly=ONE, alkali=ONE)


def test_brines_are_asked_of_both_databases_or_of_none(world):
    brine = product("brine", salt=110.0)
    (found,) = chalk(world, CHALK, SODA, brine, lime=ONE, soda=ONE, brine=ONE)
    assert found.brine
    assert "Pitzer" in found.step.premises[0].how
    dense = product("dense", salt=200.0, calcium_salt=50.0)
    (found,) = chalk(world, dense, SODA, dense=ONE, soda=ONE)
    assert found.brine
    murky = product("murky", salt=200.0, calcium_slack=43.0)
    assert not chalk(world, murky, SODA, murky=ONE, soda=ONE)
    cloudy = product("cloudy", salt=60.0, calcium_slack=43.0)
    (found,) = chalk(world, cloudy, SODA, cloudy=ONE, soda=ONE)
    assert not found.brine


def test_what_is_likeliest_to_fall_out_stands_first_and_is_reckoned_once(world):
    both = product("both", base_salt=27.0, calcium_salt=11.1)
    compendium = world(CHEMISTRY, both, ALKALI)
    parts = mixture(compendium, both=ONE, alkali=ONE)
    found = reckon(compendium, parts)
    assert [each.index.high for each in found] == sorted(
        (each.index.high for each in found), reverse=True
    )
    assert len(found) == 2
    assert reckon(compendium, parts) is found


# --- what PHREEQC is told ---


def test_weak_acids_phreeqc_knows_and_does_not_know_are_both_charged():
    sodium = [Ion("sodium", 1, 0.1, "Na")]
    known = [Weak("carbonic", 0.1, 0, (6.352, 10.329), element="C(4)")]
    strange = [Weak("x", 0.1, 0, (6.352, 10.329))]
    assert phreeqc.run(sodium, known).ph == pytest.approx(phreeqc.run(sodium, strange).ph, abs=0.2)
    twice = [Weak("carbonic", 0.05, 0, (6.352, 10.329), element="C(4)")] * 2
    assert phreeqc.run(sodium, twice).ph == pytest.approx(phreeqc.run(sodium, known).ph)


def test_an_ion_phreeqc_does_not_know_counts_as_sodium_or_chloride():
    named = phreeqc.run([Ion("a", 1, 0.1, "Na"), Ion("b", -1, 0.1, "Cl")], [])
    strange = phreeqc.run([Ion("a", 1, 0.1), Ion("b", -1, 0.1, "Cl")], [])
    assert strange.ionic_strength == pytest.approx(named.ionic_strength)


@pytest.mark.parametrize(
    "solid",
    [
        ("Nonsense", "CaCO3 = Xx+2 + CO3-2", -8.0),
        ("Nonsense", "no equation", -8.0),
    ],
)
def test_a_solid_that_is_no_solid_is_an_error_of_ours(solid):
    ions = [Ion("calcium", 2, 0.01, "Ca"), Ion("chloride", -1, 0.02, "Cl")]
    with pytest.raises(NoModel, match="PHREEQC found no solution"):
        phreeqc.run(ions, [], solids=[solid])
    assert phreeqc.run(ions, []).ph == pytest.approx(7, abs=0.2)


def test_other_ions_than_those_of_brines_have_no_strong_solution():
    ions = [Ion("zinc", 2, 0.5, "Zn"), Ion("chloride", -1, 1.0, "Cl")]
    with pytest.raises(NoModel, match="simple salts"):
        phreeqc.run(ions, [], strong=True)
