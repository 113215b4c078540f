"""Conditions of claims, answered true, false or undetermined."""

from decimal import Decimal

import pytest

from mesograph.formulation.conditions import against_answer, all_of, for_answer, inside, reached
from mesograph.model.claims import CompatibilityClaim, Condition
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval
from mesograph.verdicts import Answer, Aspect, Method
from tests.conftest import mixture, preparation

TRUE, FALSE, UNDETERMINED = Answer.TRUE, Answer.FALSE, Answer.UNDETERMINED


@pytest.fixture(scope="module")
def shelf(world):
    return world(
        preparation("lido", "lidocaine-hydrochloride", 20.0),
        preparation("bicarb", "sodium-bicarbonate", 84.0),
        preparation("oily", "retinol", 1.0, vehicle="oil"),
        preparation("bare", "procaine", 1.0, vehicle=None),
    )


def between(substance, low=None, high=None):
    return Condition(
        kind="final-strength",
        value=Interval.of(low, high),
        unit="mg-per-mL",
        substance=substance,
    )


def of(kind, low=None, high=None, unit="hour"):
    return Condition(kind=kind, value=Interval.of(low, high), unit=unit)


def said(*conditions, supports=True, **changed):
    fields = {
        "id": "claim",
        "kind": "CompatibilityClaim",
        "statement": "claim",
        "source": "source",
        "locator": "p. 1",
        "read_as": "passage",
        "between": frozenset({"lidocaine-hydrochloride", "sodium-bicarbonate"}),
        "aspects": frozenset({Aspect.PHYSICAL}),
        "method": Method.VISUAL,
        "setting": "syringe",
        "vehicle": frozenset({"aqueous-solution"}),
    }
    return CompatibilityClaim(supports=supports, conditions=conditions, **{**fields, **changed})


TESTED = (between("lidocaine-hydrochloride", "9", "18"), between("sodium-bicarbonate", "7", "8"))


NEAR = (between("lidocaine-hydrochloride", "9", "18.2"), TESTED[1])


def ten_to_one(shelf):
    return mixture(shelf, lido=Decimal(10), bicarb=Decimal(1))


def test_a_support_holds_for_the_mixture_that_was_tested(shelf):
    # 20 x 10/11 = 18.2 mg/mL is above 18, so the tested range must reach it
    assert for_answer(said(*NEAR), ten_to_one(shelf), Circumstances()).answer is TRUE


def test_a_support_does_not_hold_for_a_stronger_mixture(shelf):
    assert for_answer(said(*TESTED), ten_to_one(shelf), Circumstances()).answer is FALSE


def test_a_support_holds_for_a_plain_dilution_but_not_for_other_proportions(shelf):
    wide = (
        between("lidocaine-hydrochloride", "36", "37"),
        between("sodium-bicarbonate", "15", "16"),
    )
    assert for_answer(said(*wide), ten_to_one(shelf), Circumstances()).answer is TRUE
    skewed = (
        between("lidocaine-hydrochloride", "36", "37"),
        between("sodium-bicarbonate", "50", "51"),
    )
    assert for_answer(said(*skewed), ten_to_one(shelf), Circumstances()).answer is FALSE


def test_without_volumes_a_support_with_strengths_is_undetermined(shelf):
    drawn = mixture(shelf, lido=None, bicarb=None)
    assert for_answer(said(*TESTED), drawn, Circumstances()).answer is UNDETERMINED


@pytest.mark.parametrize(
    "changed",
    [{"setting": None}, {"setting": "y-site"}, {"setting": "admixture"}, {"vehicle": frozenset()}],
)
def test_a_support_without_syringe_or_vehicle_does_not_apply(shelf, changed):
    near = (between("lidocaine-hydrochloride", "9", "19"), TESTED[1])
    found = for_answer(said(*near, **changed), ten_to_one(shelf), Circumstances())
    assert found.answer is FALSE


def test_a_support_without_every_strength_does_not_apply(shelf):
    found = for_answer(said(TESTED[1]), ten_to_one(shelf), Circumstances())
    assert found.answer is FALSE


PRODUCTS = {"between": frozenset({"lido", "bicarb"}), "method": Method.LABEL}


def test_a_label_that_names_the_products_needs_no_strengths_and_a_test_does(shelf):
    named = said(**PRODUCTS, vehicle=frozenset())
    assert for_answer(named, ten_to_one(shelf), Circumstances()).answer is TRUE
    tested = said(**{**PRODUCTS, "method": Method.ASSAY})
    assert for_answer(tested, ten_to_one(shelf), Circumstances()).answer is FALSE


def test_a_condition_of_which_nothing_is_known_lets_no_support_through(shelf):
    strange = said(of("humidity", "1", "2"), **PRODUCTS)
    assert for_answer(strange, ten_to_one(shelf), Circumstances()).answer is FALSE


def test_units_are_compared_before_figures_are(shelf):
    units = Condition(
        kind="final-strength",
        value=Interval.of("150", None),
        unit="iu-per-mL",
        substance="lidocaine-hydrochloride",
    )
    assert reached([units], ten_to_one(shelf)) is UNDETERMINED
    fahrenheit = of("temperature", "50", "90", "hour")
    named = said(fahrenheit, **PRODUCTS)
    assert for_answer(named, ten_to_one(shelf), Circumstances()).answer is UNDETERMINED


def test_what_a_support_does_not_state_of_time_heat_light_and_ph_is_a_caution(shelf):
    named = said(**PRODUCTS)
    found = for_answer(named, ten_to_one(shelf), Circumstances())
    assert {each.code for each in found.cautions} == {
        "elapsed-time-not-stated",
        "temperature-not-stated",
        "final-ph-not-stated",
        "light-not-stated",
    }


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (of("elapsed-time", "0", "24"), TRUE),
        (of("elapsed-time", "0", "0.1"), UNDETERMINED),
        (of("temperature", "15", "30", "celsius"), TRUE),
        (of("temperature", "3", "8", "celsius"), FALSE),
        (of("final-ph", "6", "8", "ph-unit"), UNDETERMINED),
    ],
)
def test_a_support_holds_only_where_its_conditions_do(shelf, condition, expected):
    named = said(condition, **PRODUCTS)
    assert for_answer(named, ten_to_one(shelf), Circumstances()).answer is expected


@pytest.mark.parametrize(
    ("light", "expected"), [("dark", FALSE), ("room-light", TRUE), ("sunlight", TRUE)]
)
def test_what_stood_well_in_more_light_stands_well_in_less(shelf, light, expected):
    named = said(**PRODUCTS, light=light)
    assert for_answer(named, ten_to_one(shelf), Circumstances()).answer is expected


def test_a_support_from_another_container_does_not_hold(shelf):
    named = said(**PRODUCTS, container="glass")
    assert for_answer(named, ten_to_one(shelf), Circumstances()).answer is FALSE


def test_a_range_without_bounds_cannot_be_a_tested_strength(shelf):
    vague = (between("lidocaine-hydrochloride"), TESTED[1])
    assert for_answer(said(*vague), ten_to_one(shelf), Circumstances()).answer is UNDETERMINED


def hazard(*conditions, **changed):
    return said(*conditions, supports=False, **changed)


def test_a_hazard_holds_for_a_mixture_at_least_as_strong(shelf):
    weak = (between("lidocaine-hydrochloride", "9"), between("sodium-bicarbonate", "7"))
    assert against_answer(hazard(*weak), ten_to_one(shelf), Circumstances()).answer is TRUE


def test_a_hazard_in_all_weaker_is_not_there_but_in_part_weaker_is_undetermined(shelf):
    both = (between("lidocaine-hydrochloride", "50"), between("sodium-bicarbonate", "50"))
    one = (between("lidocaine-hydrochloride", "50"), between("sodium-bicarbonate", "7"))
    assert against_answer(hazard(*both), ten_to_one(shelf), Circumstances()).answer is FALSE
    assert against_answer(hazard(*one), ten_to_one(shelf), Circumstances()).answer is UNDETERMINED


def test_a_hazard_that_states_nothing_is_unrestricted_and_counts_from_any_setting(shelf):
    bare = hazard(setting="y-site", vehicle=frozenset())
    assert against_answer(bare, ten_to_one(shelf), Circumstances()).answer is TRUE


def test_a_hazard_in_another_container_is_undetermined(shelf):
    found = against_answer(hazard(container="glass"), ten_to_one(shelf), Circumstances())
    assert found.answer is UNDETERMINED


@pytest.mark.parametrize(
    ("light", "expected"), [("dark", TRUE), ("room-light", TRUE), ("sunlight", FALSE)]
)
def test_a_hazard_of_light_is_not_there_in_less_light(shelf, light, expected):
    found = against_answer(hazard(light=light), ten_to_one(shelf), Circumstances())
    assert found.answer is expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (of("elapsed-time", "1"), FALSE),
        (of("elapsed-time", "0"), TRUE),
        (of("final-ph", "8", None, "ph-unit"), UNDETERMINED),
    ],
)
def test_a_hazard_that_takes_time_or_alkali_is_answered_by_the_question(shelf, condition, expected):
    found = against_answer(hazard(condition), ten_to_one(shelf), Circumstances())
    assert found.answer is expected


def test_a_hazard_said_of_a_class_is_undetermined_for_its_members(shelf):
    found = against_answer(hazard(is_generic=True), ten_to_one(shelf), Circumstances())
    assert found.answer is UNDETERMINED
    assert "exceptions left open" in " ".join(found.why)


def test_one_part_in_the_vehicle_of_a_hazard_is_enough(shelf):
    water = hazard(vehicle=frozenset({"aqueous-solution"}))
    gel = hazard(vehicle=frozenset({"aqueous-gel"}))
    mixed = mixture(shelf, lido=Decimal(1), oily=Decimal(1))
    unknown = mixture(shelf, lido=Decimal(1), bare=Decimal(1))
    assert against_answer(water, mixed, Circumstances()).answer is TRUE
    assert against_answer(gel, mixed, Circumstances()).answer is FALSE
    assert against_answer(gel, unknown, Circumstances()).answer is UNDETERMINED


def test_a_third_part_in_another_vehicle_lifts_no_hazard(shelf):
    water = hazard(vehicle=frozenset({"aqueous-solution"}))
    three = mixture(shelf, lido=Decimal(1), bicarb=Decimal(1), oily=Decimal(1))
    assert against_answer(water, three, Circumstances(), three[:2]).answer is TRUE


def test_a_support_holds_in_its_vehicle_only(shelf):
    near = (between("lidocaine-hydrochloride", "9", "19"), TESTED[1])
    for vehicle, expected in (("aqueous-solution", TRUE), ("oil", FALSE)):
        claim = said(*near, vehicle=frozenset({vehicle}))
        assert for_answer(claim, ten_to_one(shelf), Circumstances()).answer is expected
    unknown = mixture(shelf, lido=Decimal(1), bare=Decimal(1))
    named = said(between=frozenset({"lido", "bare"}), method=Method.LABEL)
    assert for_answer(named, unknown, Circumstances()).answer is UNDETERMINED


def test_strengths_of_a_substance_that_is_absent_are_undetermined(shelf):
    assert reached([between("glutathione", "1")], ten_to_one(shelf)) is UNDETERMINED


def test_answers_join_with_false_before_undetermined():
    assert all_of([]) is TRUE
    assert all_of([TRUE, UNDETERMINED]) is UNDETERMINED
    assert all_of([UNDETERMINED, FALSE]) is FALSE


def test_inside_needs_a_known_quantity():
    assert inside(None, Interval.of("1", "2")) is UNDETERMINED
    assert inside(Interval.of("1", "3"), Interval.of("1", "2")) is UNDETERMINED


@pytest.mark.parametrize(
    ("low", "high", "worked_out", "expected"),
    [
        ("7", None, ("7.2", "7.4"), TRUE),
        ("7", None, ("6.9", "7.4"), UNDETERMINED),
        ("7", None, ("5", "6"), FALSE),
        ("3.6", "3.6", ("5", "6"), UNDETERMINED),
        ("3.6", "3.8", ("3.7", "3.7"), TRUE),
    ],
    ids=["above", "straddling", "below the threshold", "read once elsewhere", "where it was read"],
)
def test_a_hazard_is_lifted_by_a_threshold_of_ph_but_not_by_one_reading(
    shelf, low, high, worked_out, expected
):
    claim = hazard(of("final-ph", low, high, "ph-unit"))
    found = against_answer(claim, ten_to_one(shelf), Circumstances(), ph=Interval.of(*worked_out))
    assert found.answer is expected
    assert any("is worked out here" in each.text for each in found.conditions)


@pytest.mark.parametrize(
    ("worked_out", "expected"),
    [(("7.1", "7.3"), TRUE), (("6.9", "7.3"), UNDETERMINED), (("5", "6"), FALSE), (None, None)],
)
def test_a_support_applies_at_the_ph_it_was_tested_at(shelf, worked_out, expected):
    claim = said(*NEAR, of("final-ph", "7", "7.5", "ph-unit"))
    ph = Interval.of(*worked_out) if worked_out else None
    found = for_answer(claim, ten_to_one(shelf), Circumstances(), ph=ph)
    assert found.answer is (expected or UNDETERMINED)


def test_a_support_on_the_very_products_needs_no_ph_of_ours(shelf):
    claim = said(
        *NEAR,
        of("final-ph", "2", "3", "ph-unit"),
        between=frozenset({"lido", "bicarb"}),
    )
    found = for_answer(claim, ten_to_one(shelf), Circumstances(), ph=Interval.of("7", "7.1"))
    assert found.answer is TRUE
