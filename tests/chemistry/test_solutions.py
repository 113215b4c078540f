"""What a mixture does as a solution: open and closed, on the way, above its solubility, by rule."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.formulation import phreeqc
from mesograph.formulation.case import open_case
from mesograph.formulation.checks import run
from mesograph.formulation.chemistry.answering import answered_by
from mesograph.formulation.chemistry.dissolving import beyond_solubility
from mesograph.formulation.chemistry.holders import held_above, holding_more
from mesograph.formulation.chemistry.precipitating import uncharged_forms
from mesograph.formulation.chemistry.reckoning import falling_on_the_way, reckon
from mesograph.formulation.chemistry.state import may_lose_gas, shares_of, state_of, ways
from mesograph.model.things import Circumstances, Part
from mesograph.verdicts import Answer, Status

LIDOCAINE = ("lidocaine hydrochloride 2% 5 mL", "sodium bicarbonate 8.4% 0.5 mL")


@pytest.fixture(scope="module")
def known(formulary):
    return {each.label: each for each in formulary.compendium.preparations.values()}


@pytest.fixture(scope="module")
def poured(formulary):
    def pour(*texts):
        return tuple(each.part for each in formulary.check(list(texts)).assessed.parts)

    return pour


def finding(formulary, parts, check):
    case = open_case(formulary.compendium, parts, Circumstances())
    return next(each for each in run(case) if each.check == check)


# --- Open and closed ------------------------------------------------------


def test_a_mixture_left_open_loses_carbon_dioxide_and_turns_alkaline(formulary, poured):
    parts = poured(*LIDOCAINE)
    closed = state_of(formulary.compendium, parts)
    opened = state_of(formulary.compendium, parts, opened=True)
    assert may_lose_gas(closed)
    assert opened.ph.low > closed.ph.high + Decimal(1)
    cautions = [each.text for each in finding(formulary, parts, "ph").cautions]
    assert any(
        each.startswith("left open until its carbon dioxide is gone, the") for each in cautions
    )
    assert any("lidocaine may fall out uncharged" in each for each in cautions)


def test_the_open_state_is_that_of_phreeqc_with_a_gas_phase(formulary, poured):
    parts = poured("sodium bicarbonate 1.4 % (Biosedra) 1 mL")
    opened = state_of(formulary.compendium, parts, opened=True)
    engine, _ = phreeqc._engine("phreeqc.dat")
    (sodium,) = {
        ion.molar
        for ions, _, _ in ways(opened.brought, shares_of(opened.brought, parts), held=False)
        for ion in ions
    }
    engine.run_string(
        f"SOLUTION 1\nunits mol/kgw\nNa {sodium}\nC(4) {sodium} CO2(g) -3.3727\npH 9 charge\n"
        "SELECTED_OUTPUT\n-reset false\n-pH true\nEND\n"
    )
    ph = engine.get_selected_output_array()[-1][0]
    assert float(opened.ph.low) - 0.1 <= ph <= float(opened.ph.high) + 0.1


def test_what_holds_no_gas_is_the_same_open(formulary, poured):
    parts = poured("magnesium sulfate 10 % (Renaudin) 1 mL", "calcium chloride 10% 1 mL")
    assert not may_lose_gas(state_of(formulary.compendium, parts))
    assert not any(each.code == "left-open" for each in finding(formulary, parts, "ph").cautions)


def test_what_nothing_buffers_has_no_narrow_ph(formulary, poured):
    bare = state_of(formulary.compendium, poured("sodium chloride 0.9% 5 mL", "glucose 5% 1 mL"))
    assert bare.ph.high - bare.ph.low > 2
    buffered = state_of(formulary.compendium, poured(*LIDOCAINE))
    assert buffered.ph.high - buffered.ph.low < Decimal("0.5")


# --- On the way -----------------------------------------------------------


def test_each_step_in_the_order_given_is_looked_at(formulary, poured):
    calcium, sulfate, water = poured(
        "calcium chloride dihydrate 10 % (Hospira) 0.2 mL",
        "magnesium sulfate 10 % (Renaudin) 0.05 mL",
        "water for injections 20 mL",
    )
    compendium = formulary.compendium
    assert not any(
        each.answer is Answer.TRUE for each in reckon(compendium, (calcium, sulfate, water))
    )
    ((drawn, first),) = falling_on_the_way(compendium, (calcium, sulfate, water))
    assert [each.id for each in drawn] == [calcium.id, sulfate.id]
    assert first.answer is Answer.TRUE
    assert not list(falling_on_the_way(compendium, (calcium, water, sulfate)))
    loose = replace(sulfate, volume_ml=None)
    assert not list(falling_on_the_way(compendium, (calcium, loose)))


@pytest.mark.parametrize(
    ("other", "expected"),
    [("magnesium chloride 10% 1 mL", True), ("calcium chloride 10% 1 mL", False)],
)
def test_that_no_mineral_is_made_of_what_is_mixed_is_said(formulary, poured, other, expected):
    parts = poured("magnesium sulfate 10 % (Renaudin) 1 mL", other)
    found = finding(formulary, parts, "precipitation")
    told = any("no mineral that is entered here" in each.text for each in found.because)
    assert told is expected
    assert (found.status is Status.UNKNOWN) is expected


# --- Above the solubility -------------------------------------------------


@pytest.mark.parametrize(
    ("text", "surely"),
    [("urea 90% 1 mL", True), ("theophylline 5% 1 mL", None), ("urea 10% 1 mL", False)],
)
def test_a_strength_beyond_solubility_is_an_answer(formulary, poured, text, surely):
    parts = poured(text)
    found = beyond_solubility(formulary.compendium, parts)
    if surely is False:
        assert found == ()
        return
    (one,) = found
    assert "are known to dissolve in water" in one.reason.text
    assert one.reason.citations
    status = finding(formulary, parts, "precipitation").status
    assert status is (Status.FAILED if one.surely else Status.UNKNOWN)


def test_without_a_strength_nothing_is_beyond_solubility(formulary, poured):
    (part,) = poured("urea 90% 1 mL")
    (urea,) = part.preparation.ingredients
    bare = replace(part.preparation, ingredients=(replace(urea, strength=None),))
    assert beyond_solubility(formulary.compendium, (replace(part, preparation=bare),)) == ()


def test_what_is_sold_is_as_it_is(formulary, known):
    parts = tuple(Part(each, Decimal(1)) for each in known.values() if not each.ad_hoc)
    assert beyond_solubility(formulary.compendium, parts) == ()


def test_what_is_held_above_its_solubility_is_warned_of_and_not_reckoned(formulary, poured):
    parts = poured("calcium gluconate 10 % 1 mL", "water for injections 1 mL")
    (caution,) = held_above(formulary.compendium, parts)
    assert "(supersaturated)" in caution.text
    assert caution in finding(formulary, parts, "precipitation").cautions
    assert holding_more(formulary.compendium, parts) == ()


def test_what_dissolves_more_leaves_open_what_falls_out(formulary, known, poured):
    carrier = next(
        each
        for each in known.values()
        if any(one.held_by == "complexed" for one in each.ingredients)
    )
    compendium = formulary.compendium
    assert holding_more(compendium, (Part(carrier, Decimal(1)),))
    parts = poured(
        "bupivacaine hydrochloride 0.5 % 5 mL", "sodium bicarbonate 8.4 % (Renaudin) 0.5 mL"
    )
    (bare,) = uncharged_forms(compendium, parts)
    assert bare.answer is Answer.TRUE
    held = tuple(replace(each, held_by="complexed") for each in parts[0].preparation.ingredients)
    complexed = replace(parts[0].preparation, id="complexed", ingredients=held)
    (found,) = uncharged_forms(compendium, (Part(complexed, parts[0].volume_ml), parts[1]))
    assert found.index.low is None
    assert found.answer is Answer.UNDETERMINED
    assert "may dissolve more than water does" in found.text


# --- The rule, answered ---------------------------------------------------


def predictions(formulary, parts):
    case = open_case(formulary.compendium, parts, Circumstances())
    return {
        each.testimony.id: each.answered.answer for each in case.heard if each.predicted is not None
    }


RULE = "rule:weak-base-salt-with-alkali"


@pytest.mark.parametrize(
    ("texts", "answer"),
    [
        (LIDOCAINE, Answer.FALSE),
        (
            ("bupivacaine hydrochloride 0.5 % 5 mL", "sodium bicarbonate 8.4 % (Renaudin) 0.5 mL"),
            Answer.TRUE,
        ),
        (
            ("bupivacaine hydrochloride 0.5 % 5 mL", "sodium bicarbonate 8.4 % (B. Braun) 0.5 mL"),
            Answer.UNDETERMINED,
        ),
        (("procaine hydrochloride 2% 1 mL", "sodium bicarbonate 8.4% 1 mL"), Answer.TRUE),
        (("lidocaine hydrochloride 2%", "sodium bicarbonate 8.4%"), Answer.TRUE),
    ],
    ids=["stays dissolved", "falls out", "open", "not reckoned", "no volumes"],
)
def test_a_rule_is_answered_by_the_calculation_where_that_knows(formulary, poured, texts, answer):
    assert predictions(formulary, poured(*texts))[RULE] is answer


def test_an_ad_hoc_part_may_be_another_salt_so_its_rule_stands(formulary, poured):
    parts = poured(
        "lidocaine hydrochloride 1.7% 5 mL", "sodium bicarbonate 8.4 % (Renaudin) 0.5 mL"
    )
    assert parts[0].preparation.ad_hoc
    assert predictions(formulary, parts)[RULE] is not Answer.FALSE


def test_a_rule_stands_where_the_calculation_has_no_figure_for_all_it_speaks_of(formulary, poured):
    """Without what was reckoned of its base, or with no base in it, nothing is answered."""
    texts = ("lidocaine hydrochloride 2 % 5 mL", "sodium bicarbonate 8.4 % (B. Braun) 0.5 mL")
    case = open_case(formulary.compendium, poured(*texts), Circumstances())
    (foretold,) = (
        each.predicted
        for each in case.heard
        if each.predicted is not None and each.testimony.id == RULE
    )
    bare = replace(foretold, conditions=())
    own = reckon(formulary.compendium, case.mixture)
    assert answered_by(formulary.compendium, bare, own).conditions
    other = [replace(each, substance="elsewhere") for each in own]
    assert answered_by(formulary.compendium, bare, other) is bare
    swapped = replace(bare, one=bare.other)
    assert answered_by(formulary.compendium, swapped, own) is swapped
    assert answered_by(formulary.compendium, bare, ()) is bare


def test_oil_and_water_part_whatever_the_figures(formulary, known):
    oily = next(
        each
        for each in known.values()
        if each.vehicle and "OilyVehicle" in formulary.compendium.classes_of(each.vehicle)
    )
    parts = (Part(oily, Decimal(1)), Part(known["water for injections"], Decimal(1)))
    found = finding(formulary, parts, "precipitation")
    assert found.status in (Status.FAILED, Status.NOT_APPLICABLE)
    assert found.because
