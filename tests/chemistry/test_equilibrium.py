"""Charge and mass balance, PHREEQC as oracle, and what an order of mixing must not change."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesograph.errors import NoModel
from mesograph.formulation import phreeqc
from mesograph.formulation.equilibrium import (
    HIGHEST,
    LOWEST,
    PKW,
    Ion,
    Weak,
    log_gamma,
    molar_at,
    settle,
    shift_at,
)

STRENGTHS = st.floats(1e-5, 0.15)
PKAS = st.lists(st.floats(2, 12), min_size=1, max_size=3).map(lambda found: tuple(sorted(found)))


@st.composite
def solutions(draw):
    """Give a solution of a few ions and weak acids or bases."""
    ions = [
        Ion("ion-sodium", 1, draw(STRENGTHS), "Na"),
        Ion("ion-chloride", -1, draw(STRENGTHS), "Cl"),
    ]
    weak = []
    for name in ("one", "other"):
        pkas = draw(PKAS)
        weak.append(Weak(name, draw(STRENGTHS), draw(st.integers(0, len(pkas))), pkas))
    return ions, weak


def charge(found, ions, weak, shift=0.0):
    gamma = 10 ** log_gamma(1, found.ionic_strength)
    total = shift + 10**-found.ph / gamma - 10 ** (found.ph - PKW) / gamma
    total += sum(each.charge * each.molar for each in ions)
    for each in weak:
        shares = found.shares[each.name]
        total += each.molar * sum((each.charge - i) * share for i, share in enumerate(shares))
    return total


@settings(max_examples=200, deadline=None)
@given(solutions())
def test_charges_add_up_to_nothing_and_nothing_is_lost(solution):
    ions, weak = solution
    found = settle(ions, weak)
    assert abs(charge(found, ions, weak)) < 1e-6
    for each in weak:
        assert sum(found.shares[each.name]) == pytest.approx(1)
        assert found.molar[each.name] == each.molar


@settings(max_examples=100, deadline=None)
@given(solutions(), st.floats(3, 11))
def test_what_adjusted_the_ph_gives_that_ph_again(solution, ph):
    ions, weak = solution
    shift = shift_at(ph, ions, weak)
    assert settle(ions, weak, shift=shift).ph == pytest.approx(ph, abs=1e-3)


@settings(max_examples=60, deadline=None)
@given(solutions(), solutions(), st.floats(0.05, 0.95))
def test_the_order_of_mixing_is_of_no_matter_at_equilibrium(one, other, share):
    def poured(first, second, part):
        ions = [Ion(i.name, i.charge, i.molar * part, i.element) for i in first[0]]
        ions += [Ion(i.name, i.charge, i.molar * (1 - part), i.element) for i in second[0]]
        weak = [Weak(f"a-{w.name}", w.molar * part, w.charge, w.pkas) for w in first[1]]
        weak += [Weak(f"b-{w.name}", w.molar * (1 - part), w.charge, w.pkas) for w in second[1]]
        return settle(ions, weak).ph

    assert poured(one, other, share) == pytest.approx(poured(other, one, 1 - share), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(solutions())
def test_phreeqc_finds_the_same_ph(solution):
    ions, weak = solution
    found = settle(ions, weak)
    if found.ionic_strength < 0.2 and 3 < found.ph < 11:
        ran = phreeqc.run(ions, weak)
        assert ran.ph == pytest.approx(found.ph, abs=0.12)


@pytest.mark.parametrize(
    ("sodium", "total", "apart"),
    [(0.02, 0.021, 0.05), (0.05, 0.06, 0.1), (0.1, 0.1, 0.2), (0.15, 0.1, 0.25)],
)
def test_phreeqc_finds_nearly_the_same_for_bicarbonate(sodium, total, apart):
    """It knows that sodium binds carbonate, which the charge balance does not."""
    ions, weak = (
        [Ion("ion-sodium", 1, sodium, "Na")],
        [Weak("carbonic-acid", total, 0, (6.352, 10.329), element="C(4)")],
    )
    own = settle(ions, weak).ph
    assert own - apart < phreeqc.run(ions, weak).ph < own + 0.05


def test_the_carbon_dioxide_of_a_label_gives_its_ph():
    ions, weak = (
        [Ion("ion-sodium", 1, 1.0, "Na")],
        [Weak("carbonic-acid", 1.0, 0, (6.352, 10.329), element="C(4)")],
    )
    molar = molar_at(7.8, ions, weak, "carbonic-acid")
    assert molar > 1
    filled = [Weak("carbonic-acid", molar, 0, (6.352, 10.329), element="C(4)")]
    assert settle(ions, filled).ph == pytest.approx(7.8, abs=1e-3)
    assert molar_at(4.0, [Ion("ion-chloride", -1, 0.1, "Cl")], weak, "carbonic-acid") is None


def test_what_is_open_to_the_air_loses_carbon_dioxide():
    ions = [Ion("ion-sodium", 1, 0.1, "Na")]
    closed = settle(ions, [Weak("carbonic-acid", 0.1, 0, (6.352, 10.329), element="C(4)")])
    open_ = settle(ions, [Weak("carbonic-acid", 0.0, 0, (6.352, 10.329), top=1.3e-5)])
    assert open_.ph > closed.ph + 1
    assert open_.molar["carbonic-acid"] < 0.1


def test_ions_that_form_a_solid_have_an_index_and_brines_follow_pitzer():
    ions = [
        Ion("ion-calcium", 2, 0.34, "Ca"),
        Ion("ion-chloride", -1, 0.68, "Cl"),
        Ion("ion-magnesium", 2, 0.2, "Mg"),
        Ion("ion-sulfate", -2, 0.2, "S(6)"),
    ]
    solid = [("Gypsum_own", "CaSO4:2H2O = Ca+2 + SO4-2 + 2 H2O", -4.58)]
    ordinary = phreeqc.run(ions, [], solids=solid)
    brine = phreeqc.run(ions, [], solids=solid, strong=True)
    assert ordinary.indices["Gypsum_own"] > 1
    assert brine.indices["Gypsum_own"] > 1
    assert not phreeqc.run(ions[2:], [], solids=solid).indices
    with pytest.raises(NoModel, match="simple salts"):
        phreeqc.run(ions, [Weak("x", 0.1, 0, (5.0,))], strong=True)


def test_a_complex_lowers_the_index():
    ions = [Ion("ion-calcium", 2, 0.1, "Ca"), Ion("ion-sodium", 1, 0.5, "Na")]
    weak = [
        Weak("gluconic-acid", 0.2, 0, (3.76,)),
        Weak("carbonic-acid", 0.5, 0, (6.352, 10.329), element="C(4)"),
    ]
    solid = [("Calcite_own", "CaCO3 = Ca+2 + CO3-2", -8.48)]
    free = phreeqc.run(ions, weak, solids=solid).indices["Calcite_own"]
    bound = {("Ca", 2, "gluconic-acid"): 1.7}
    held = phreeqc.run(ions, weak, solids=solid, complexes=bound).indices["Calcite_own"]
    assert held < free - 0.1


def test_what_is_not_found_from_one_ph_is_looked_for_from_another():
    ions = [Ion("sodium", 1, 0.1171875, "Na"), Ion("chloride", -1, 0.078125, "Cl")]
    weak = [Weak("one", 0.03125, 0, (4.0,)), Weak("other", 0.09375, 2, (4.0, 4.0, 4.0))]
    assert phreeqc.run(ions, weak).ph == pytest.approx(settle(ions, weak).ph, abs=0.01)


def test_what_the_engine_cannot_settle_is_an_error_of_ours():
    with pytest.raises(NoModel, match="PHREEQC found no solution"):
        phreeqc.run([Ion("ion-calcium", 2, 1e6, "Ca")], [])


def test_what_always_carries_a_charge_has_no_uncharged_form():
    always = Weak("always", 0.1, 2, (5.0,))
    found = settle([Ion("chloride", -1, 0.2)], [always])
    assert found.neutral(always) == 0
    never = Weak("never", 0.1, 0, (5.0,))
    assert settle([], [never]).neutral(never) > 0


def test_davies_at_no_strength_is_one():
    assert log_gamma(2, 0.0) == 0
    assert log_gamma(0, 0.3) == 0
    assert Decimal(str(round(10 ** log_gamma(1, 0.5), 2))) == Decimal("0.73")


@pytest.mark.parametrize(("charge", "expected"), [(-1, LOWEST), (1, HIGHEST)])
def test_what_no_ph_can_balance_comes_to_the_end_of_the_scale(charge, expected):
    """Thirty mol/L of an ion alone ask for more acid or alkali than there is at either end."""
    assert settle([Ion("ion", charge, 30.0)], [], held_at=0.1).ph == expected
