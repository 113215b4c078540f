"""What PHREEQC is not told, and cases of nothing, of a verdict, and of a part named by hand."""

from decimal import Decimal

import pytest

from mesograph.errors import NoModel
from mesograph.formulation import phreeqc
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.solutions import precipitation
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.equilibrium import Ion, Weak
from mesograph.formulation.parts import fitting_parts
from mesograph.formulation.telling import verdict_proof
from mesograph.model.reasons import Kind
from mesograph.model.things import Circumstances
from mesograph.verdicts import Status
from tests.chemistry.beakers import CHEMISTRY, product
from tests.conftest import mixture

ONE = Decimal(1)
ACID = product("acid", base_salt=40.0)
ALKALI = product("alkali", bicarbonate=84.0)


@pytest.mark.parametrize("text", ["Ca; DUMP", "Ca\nINCLUDE$ x", "", "Ca 1 #"])
def test_what_could_be_another_order_to_phreeqc_is_not_passed_on(text):
    chloride = Ion("chloride", -1, 0.02, "Cl")
    with pytest.raises(NoModel, match="as an element"):
        phreeqc.run([Ion("calcium", 2, 0.01, text), chloride], [])
    with pytest.raises(NoModel, match="as an element"):
        phreeqc.run([chloride], [Weak("x", 0.1, 0, (5.0,))], complexes={(text, 2, "x"): 1.0})
    with pytest.raises(NoModel, match="as an equation"):
        phreeqc.run([chloride], [], solids=[("S_0", f"CaCO3 = {text}\n", -8.0)])


def test_nothing_of_a_base_is_not_reckoned_with(world):
    compendium = world(CHEMISTRY, product("none", base_salt=0.0, calcium_salt=0.0), ALKALI)
    assert not reckon(compendium, mixture(compendium, none=ONE, alkali=ONE))


def test_the_verdict_is_proved_by_the_calculation(world):
    compendium = world(CHEMISTRY, ACID, ALKALI)
    case = open_case(compendium, mixture(compendium, acid=ONE, alkali=ONE), Circumstances())
    proof = verdict_proof(case.compendium, case.mixture, case.heard, case.found)
    assert "uncharged-form-falls-out" in {each.name for each in proof.steps}
    assert "pKa of base: 7.9, step 1" in {each.text for each in proof.leaves}


def test_what_was_named_by_hand_is_a_question_and_no_source(world):
    compendium = world(CHEMISTRY, ALKALI)
    (hand,) = fitting_parts(compendium, "base hydrochloride 4 % 1 mL")
    parts = (hand, *mixture(compendium, alkali=ONE))
    found = precipitation(open_case(compendium, parts, Circumstances()))
    assert found.status is Status.FAILED
    (asked,) = (
        each for each in found.because[0].proof.leaves if "holds base hydrochloride" in each.text
    )
    assert asked.kind is Kind.QUESTION
    assert not asked.citations
