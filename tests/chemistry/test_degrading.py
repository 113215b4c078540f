"""What breaks down until use: by which claims, under which conditions, and what it does."""

import math
import random
from decimal import Decimal
from itertools import combinations

import pytest

from mesograph.errors import BrokenKnowledge
from mesograph.formulation.assessing import assess
from mesograph.formulation.case import open_case
from mesograph.formulation.chemistry import kinetics
from mesograph.formulation.degrading import degrading
from mesograph.formulation.parts import fitting_parts
from mesograph.model.claims import DegradationClaim
from mesograph.model.reasons import Kind
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval
from mesograph.verdicts import Answer, Policy, raw_against, word
from tests.conftest import claim, condition, mixture, preparation

ONE = Decimal(1)
DAY = Interval.of("0", "24")
TWO = preparation("a", "thing") + preparation("b", "splitter")


def breaks(name="breaks", polarity="for", time=None, lost=None, **said):
    """Write a claim on how mg:thing breaks down; lost is a range in percent, time one in hours."""
    said = {"about": "mg:thing", **said}
    if lost:
        said |= {"lowerBound": lost[0], "upperBound": lost[1], "unit": "meso:percent"}
    nodes = ""
    if time:
        named = said.get("hasCondition")
        said["hasCondition"] = f"mg:{name}-time" + (f" , {named}" if named else "")
        nodes = condition(f"{name}-time", "elapsed-time", time, time, unit="hour")
    return claim("DegradationClaim", name, polarity, **said) + nodes


def found(compendium, asked=None, **volumes):
    return degrading(compendium, mixture(compendium, **volumes), asked or Circumstances())


def answers(compendium, asked=None, **volumes):
    return [each.answer for each in found(compendium, asked, **volumes)]


def verdict(compendium, asked=None, **volumes):
    case = open_case(compendium, mixture(compendium, **volumes), asked or Circumstances())
    return word(case.found)


WITH = {"togetherWith": "mg:splitter"}


# --- The amount and the time ---


@pytest.mark.parametrize(
    ("time", "lost", "hours", "expected", "verdict_word"),
    [
        (1.0, (30.0, 40.0), "1", Answer.TRUE, "predicted-incompatible"),
        (1.0, (30.0, 40.0), "2", Answer.TRUE, "predicted-incompatible"),
        (1.0, (5.0, 40.0), "1", Answer.UNDETERMINED, "conditional"),
        (1.0, (30.0, 40.0), "0.5", Answer.UNDETERMINED, "conditional"),
        (672.0, (98.0, 98.0), "0.25", Answer.FALSE, "unknown"),
        (672.0, (98.0, 98.0), "100", Answer.UNDETERMINED, "conditional"),
        (672.0, (4.0, 5.0), "24", Answer.FALSE, "unknown"),
        (24.0, (4.0, 5.0), "72", Answer.UNDETERMINED, "conditional"),
    ],
)
def test_more_than_a_tenth_until_use_is_predicted_against(
    world, time, lost, hours, expected, verdict_word
):
    compendium = world(TWO, breaks(time=time, lost=lost, **WITH))
    asked = Circumstances(hours=Interval.of("0", hours))
    assert answers(compendium, asked, a=ONE, b=ONE) == [expected]
    assert verdict(compendium, asked, a=ONE, b=ONE) == verdict_word


def test_a_loss_of_first_order_is_carried_to_other_times(world):
    said = breaks(time=24.0, lost=(50.0, 50.0), reactionOrder="meso:first-order", **WITH)
    compendium = world(TWO, said)
    [each] = found(compendium, Circumstances(hours=Interval.of("0", "12")), a=ONE, b=ONE)
    assert each.answer is Answer.TRUE
    assert float(each.lost.shown.low) == pytest.approx(100 * (1 - 0.5**0.5), rel=1e-3)
    [soon] = found(compendium, a=ONE, b=ONE)
    assert soon.answer is Answer.FALSE
    assert "not more than a tenth" in soon.text


def test_a_rate_constant_of_first_order_gives_the_loss(world):
    rate = {"nominalValue": 0.1, "unit": "meso:per-hour"}
    compendium = world(TWO, breaks(**rate, **WITH))
    [each] = found(compendium, Circumstances(hours=Interval.of("0", "2")), a=ONE, b=ONE)
    assert float(each.lost.shown.low) == pytest.approx(100 * (1 - math.exp(-0.2)), rel=1e-3)
    assert each.answer is Answer.TRUE


def test_without_figures_it_stays_open_and_says_what_the_source_says(world):
    compendium = world(TWO, breaks(**WITH))
    [each] = found(compendium, a=ONE, b=ONE)
    assert each.answer is Answer.UNDETERMINED
    assert "breaks How much is lost is not told" in each.text
    assert each.step.kind is Kind.RULE
    assert verdict(compendium, a=ONE, b=ONE) == "conditional"


def test_a_loss_in_an_unknown_time_or_until_an_unknown_time_stays_open(world):
    compendium = world(TWO, breaks(lost=(42.0, 42.0), **WITH))
    assert answers(compendium, a=ONE, b=ONE) == [Answer.UNDETERMINED]
    endless = Circumstances(hours=Interval.of("0", None))
    timed = world(TWO, breaks(lost=(42.0, 42.0), time=1.0, **WITH))
    [each] = found(timed, endless, a=ONE, b=ONE)
    assert each.answer is Answer.UNDETERMINED
    assert "of which no time is given" in each.step.premises[-1].text


# --- Conditions: each holds, fails or is open ---


HOT = condition("c", "temperature", 40.0, 60.0, unit="celsius")
PH = condition("c", "final-ph", 5.0, 6.0, unit="ph-unit")
STRONG = condition("c", "final-strength", 5.0, 20.0, of="splitter")
QUICK = {"time": 0.25, "lost": (50.0, 60.0)}


@pytest.mark.parametrize(
    ("said", "nodes", "asked", "expected"),
    [
        ({"light": "meso:sunlight"}, "", {}, None),
        ({"light": "meso:sunlight"}, "", {"light": "sunlight"}, Answer.TRUE),
        ({"light": "meso:room-light"}, "", {"light": "sunlight"}, Answer.TRUE),
        ({"container": "meso:glass"}, "", {}, Answer.UNDETERMINED),
        ({"container": "meso:plastic"}, "", {}, Answer.TRUE),
        ({"vehicle": "meso:oil"}, "", {}, None),
        ({"vehicle": "meso:aqueous-solution"}, "", {}, Answer.TRUE),
        ({"hasCondition": "mg:c"}, HOT, {}, None),
        ({"hasCondition": "mg:c"}, HOT, {"temperature": Interval.of("30", "45")}, "open"),
        ({"hasCondition": "mg:c"}, HOT, {"temperature": Interval.of("50", "55")}, Answer.TRUE),
        ({"hasCondition": "mg:c"}, STRONG, {}, Answer.TRUE),
        ({"hasCondition": "mg:c"}, STRONG.replace("20.0", "4.9").replace("5.0", "1.0"), {}, None),
        ({"hasCondition": "mg:c"}, PH, {}, Answer.UNDETERMINED),
    ],
)
def test_a_claim_counts_only_under_its_conditions(world, said, nodes, asked, expected):
    compendium = world(TWO, breaks(**QUICK, **WITH, **said), nodes)
    expected = Answer.UNDETERMINED if expected == "open" else expected
    got = answers(compendium, Circumstances(**asked), a=ONE, b=ONE)
    assert got == ([] if expected is None else [expected])


def test_an_open_condition_is_named(world):
    compendium = world(TWO, breaks(**QUICK, **WITH, hasCondition="mg:c"), PH)
    [each] = found(compendium, a=ONE, b=ONE)
    assert each.text.endswith("not sure here: final ph 5-6")


def test_without_its_partner_or_its_substance_a_claim_says_nothing(world):
    compendium = world(TWO, breaks(**QUICK, **WITH), preparation("c", "salt"))
    assert not found(compendium, a=ONE, c=ONE)
    assert not found(compendium, b=ONE, c=ONE)
    assert found(compendium, a=ONE, b=ONE, c=ONE)


def test_a_partner_may_be_a_trait_and_a_moiety_reaches_its_salts(world):
    salt = "mg:thing meso:activeMoiety mg:base . mg:base a meso:Moiety .\n"
    trait = "mg:splitter meso:trait meso:sulfite .\n"
    said = breaks(**QUICK, togetherWith="meso:sulfite", about="mg:base", holdsForMoiety="true")
    assert answers(world(TWO, salt, trait, said), a=ONE, b=ONE) == [Answer.TRUE]
    bare = said.replace(" ; meso:holdsForMoiety true", "")
    assert not found(world(TWO, salt, trait, bare), a=ONE, b=ONE)


# --- What mixing does, and what one product does alone ---


def test_what_a_product_does_alone_is_told_and_turns_no_verdict(world):
    compendium = world(TWO, breaks(**QUICK))
    [each] = found(compendium, a=ONE, b=ONE)
    assert each.answer is Answer.TRUE
    assert not each.by_mixing
    assert verdict(compendium, a=ONE, b=ONE) == "unknown"
    case = open_case(compendium, mixture(compendium, a=ONE, b=ONE), Circumstances())
    use = next(one for one in assess(case, Policy.CAUTIOUS).findings if one.check == "in-use-time")
    assert [caution.code for caution in use.cautions] == ["breaks-down"]
    assert use.cautions[0].claims == ("breaks",)


def test_a_partner_in_the_same_product_is_no_mixing(world):
    both = TWO + "mg:a meso:ingredient mg:a-2 .\n"
    both += "mg:a-2 a meso:Ingredient ; meso:substance mg:splitter ; meso:role meso:buffer .\n"
    compendium = world(both, preparation("c", "salt"), breaks(**QUICK, **WITH))
    [each] = found(compendium, a=ONE, c=ONE)
    assert not each.by_mixing
    assert verdict(compendium, a=ONE, c=ONE) == "unknown"


def test_the_heart_of_a_proof_is_the_claim_the_content_and_the_time(world):
    compendium = world(TWO, breaks(**QUICK, **WITH))
    [each] = found(compendium, a=ONE, b=ONE)
    assert each.proof(compendium) == each.step == each.reason.proof
    assert each.step.kind is Kind.CALCULATION
    assert each.step.value == Interval.of("50.0", "60.0")
    assert "breaks" in each.step.all_claims
    texts = [leaf.text for leaf in each.step.leaves]
    assert "used within 15 minutes" in texts
    assert any(text.startswith("b holds splitter") for text in texts)


ACID = """
mg:a meso:ph mg:a-ph . mg:a-ph a meso:Figure ; meso:nominalValue {} ; meso:unit meso:ph-unit ;
    dcterms:source mg:source-test ; meso:locator "p. 1" .
"""


@pytest.mark.parametrize(
    ("ph", "by_mixing", "expected"),
    [(5.5, False, "unknown"), (3.0, True, "conditional"), (None, False, "unknown")],
)
def test_a_product_that_is_brought_to_another_ph_breaks_down_by_mixing(
    world, ph, by_mixing, expected
):
    label = ACID.format(ph) if ph else ""
    compendium = world(TWO, label, breaks(**QUICK, hasCondition="mg:c"), PH)
    [each] = found(compendium, a=ONE, b=ONE)
    assert each.by_mixing is by_mixing
    assert each.covers == ({"a", "b"} if by_mixing else {"a"})
    assert verdict(compendium, a=ONE, b=ONE) == expected


# --- What was found to keep ---


KEPT = {"polarity": "against", "about": "mg:thing"}


@pytest.mark.parametrize(
    ("said", "asked", "shown"),
    [
        ({"time": 8.0}, {}, True),
        ({"time": 8.0}, {"hours": DAY}, False),
        ({"time": 48.0, "lost": (0.0, 5.0)}, {"hours": DAY}, True),
        ({"time": 48.0, "lost": (0.0, 15.0)}, {"hours": DAY}, False),
        ({"time": 8.0}, {"light": "sunlight"}, False),
        ({"time": 8.0, "light": "meso:sunlight"}, {"light": "sunlight"}, True),
        ({"time": 8.0, "light": "meso:dark"}, {}, False),
        ({"time": 8.0, "container": "meso:glass"}, {}, False),
        ({"time": 8.0, "vehicle": "meso:emulsion"}, {}, False),
        ({}, {}, False),
    ],
)
def test_what_was_found_to_keep_is_told_and_lifts_nothing(world, said, asked, shown):
    keeps = breaks("keeps", **KEPT, **said)
    compendium = world(TWO, breaks(**QUICK, **WITH), keeps)
    circumstances = Circumstances(**asked)
    kept = found(compendium, circumstances, a=ONE, b=ONE)
    assert any("was found to keep" in each.text for each in kept) is shown
    assert verdict(compendium, circumstances, a=ONE, b=ONE) == "predicted-incompatible"
    case = open_case(compendium, mixture(compendium, a=ONE), circumstances)
    use = next(one for one in assess(case, Policy.CAUTIOUS).findings if one.check == "in-use-time")
    assert any("found to keep" in each.text for each in use.because) is shown


# --- Reactions of second order ---


MASS = """
mg:thing meso:molarMass mg:thing-mass . mg:splitter meso:molarMass mg:splitter-mass .
mg:thing-mass a meso:Figure ; meso:nominalValue 200.0 ; meso:unit meso:gram-per-mol ;
    dcterms:source mg:source-test ; meso:locator "p. 1" .
mg:splitter-mass a meso:Figure ; meso:nominalValue 100.0 ; meso:unit meso:gram-per-mol ;
    dcterms:source mg:source-test ; meso:locator "p. 1" .
mg:splitter meso:constituent mg:gives .
mg:gives a meso:Constituent ; meso:gives mg:acid ; meso:multiplicity 2 .
mg:acid a meso:Moiety .
"""
SECOND = {
    "nominalValue": 10.0,
    "unit": "meso:litre-per-mol-hour",
    "reactionOrder": "meso:second-order",
    "reactant": "mg:acid",
}


def test_a_rate_of_second_order_goes_by_both_strengths(world):
    compendium = world(TWO, MASS, breaks(**SECOND, **WITH))
    [each] = found(compendium, Circumstances(hours=Interval.of("0", "1")), a=ONE, b=ONE)
    own, other = 10 / 200 / 2, 2 * 10 / 100 / 2
    u = math.exp((other - own) * 10)
    share = other * (u - 1) / (other * u - own)
    assert float(each.lost.shown.low) == pytest.approx(100 * share, rel=1e-3)
    assert each.lost.shown.low == each.lost.shown.high
    texts = [step.text for step in each.step.steps]
    assert any(text.startswith("0.1 mol/L of acid") for text in texts)
    assert any(text.startswith("0.025 mol/L of thing") for text in texts)


def test_at_any_ratio_a_rate_of_second_order_stays_open(world):
    compendium = world(TWO, MASS, breaks(**SECOND, **WITH))
    [each] = found(compendium, Circumstances(hours=DAY), a=None, b=None)
    assert each.lost.shown.low == 0
    assert each.answer is Answer.UNDETERMINED


@pytest.mark.parametrize(
    "lacking",
    [
        ("mg:splitter meso:molarMass mg:splitter-mass .", ""),
        ("mg:splitter meso:constituent mg:gives .", ""),
        ("mg:splitter meso:constituent mg:gives .", "mg:splitter meso:trait meso:sulfite ."),
    ],
)
def test_without_a_molar_strength_a_rate_of_second_order_says_nothing(world, lacking):
    text = MASS.replace(*lacking)
    partner = "meso:sulfite" if "sulfite" in lacking[1] else "mg:splitter"
    said = breaks(**SECOND, togetherWith=partner)
    [each] = found(world(TWO, text, said), a=ONE, b=ONE)
    assert each.lost.shown is None
    assert each.answer is Answer.UNDETERMINED


def test_a_strength_in_other_units_or_in_moles_counts_as_it_is(world):
    text = MASS.replace("mg:splitter meso:molarMass mg:splitter-mass .", "")
    moles = TWO.replace(
        "meso:substance mg:splitter ; meso:role meso:active-ingredient ; "
        "meso:nominalValue 10.0 ; meso:unit meso:mg-per-mL",
        "meso:substance mg:splitter ; meso:role meso:active-ingredient ; "
        "meso:nominalValue 0.1 ; meso:unit meso:{}",
    )
    asked = Circumstances(hours=Interval.of("0", "1"))
    known = world(moles.replace("{}", "mmol-per-mL"), text, breaks(**SECOND, **WITH))
    [each] = found(known, asked, a=ONE, b=ONE)
    assert each.lost.shown is not None
    odd = world(moles.replace("{}", "iu-per-mL"), text, breaks(**SECOND, **WITH))
    assert found(odd, asked, a=ONE, b=ONE)[0].lost.shown is None


# --- Kinetics by themselves ---


def exact(value):
    return Interval.exactly(value)


def test_first_and_second_order_meet_where_the_other_is_in_great_excess():
    hours, rate = Decimal(2), exact("0.5")
    second = kinetics.second_order(rate, exact("0.000001"), exact("1"), hours)
    first = kinetics.first_order(rate, hours)
    assert float(second.low) == pytest.approx(float(first.low), rel=1e-3)


@pytest.mark.parametrize(
    ("own", "other", "expected"),
    [
        ("1", "1", 50.0),
        ("1", "0", 0.0),
        ("0", "1", 100 * (1 - math.exp(-1))),
        ("2", "1", 100 * (1 - math.exp(-1)) / (2 - math.exp(-1))),
    ],
)
def test_a_reaction_of_second_order_uses_both_up(own, other, expected):
    lost = kinetics.second_order(exact(1), exact(own), exact(other), Decimal(1))
    assert float(lost.low) == pytest.approx(expected, rel=1e-3)


def test_nothing_overflows_and_the_scarcer_bounds_the_loss():
    lost = kinetics.second_order(exact(1000), exact(3), exact(1), Decimal(8760))
    assert float(lost.high) == pytest.approx(100 / 3, rel=1e-3)
    assert kinetics.second_order(exact(1000), exact(1), exact(3), Decimal(8760)).high == 100


def test_open_figures_leave_the_loss_open():
    hours = Decimal(1)
    assert kinetics.first_order(Interval.of(None, None), hours) == Interval.of("0", "100")
    anything = Interval.of(None, None)
    assert kinetics.second_order(anything, anything, anything, hours) == Interval.of("0", "100")
    assert kinetics.from_loss(anything, anything, hours) == Interval.of("0", "100")
    assert kinetics.bounds(anything, exact(1), hours) == Interval.of("0", "100")
    assert kinetics.zero_or_first_order(anything, anything, hours).high == 100


def test_what_is_all_lost_at_one_time_may_be_lost_from_the_start():
    assert kinetics.from_loss(exact(100), exact(24), Decimal(1)) == Interval.of("100", "100")
    assert kinetics.from_loss(exact(100), exact(24), Decimal(0)) == Interval.of("0", "0")


# --- Knowledge that is broken ---


@pytest.mark.parametrize(
    ("said", "nodes"),
    [
        ({"reactionOrder": "meso:third-order"}, ""),
        ({"light": "meso:lamp"}, ""),
        ({"hasCondition": "mg:c"}, condition("c", "elapsed-time", 1.0, 1.0, unit="day")),
        (
            {"hasCondition": "mg:c , mg:d"},
            condition("c", "elapsed-time", 1.0, 1.0, unit="hour")
            + condition("d", "elapsed-time", 2.0, 2.0, unit="hour"),
        ),
    ],
)
def test_a_degradation_claim_that_cannot_be_read_is_refused(world, said, nodes):
    with pytest.raises(BrokenKnowledge):
        world(TWO, breaks(**said), nodes)


# --- Laws ---


def random_world(world, seed):
    """Write three products with claims between them, and some degradation claims beside."""
    chance = random.Random(seed)
    names = "abc"
    text = "".join(preparation(name, f"s{name}") for name in names)
    for one, other in combinations(names, 2):
        if chance.random() < 0.6:
            text += claim(
                "CompatibilityClaim",
                f"{one}-{other}",
                chance.choice(["for", "against"]),
                between=f"mg:{one} , mg:{other}",
                aspect="meso:physical",
                method="meso:label-statement",
                setting="meso:syringe",
                vehicle="meso:aqueous-solution",
            )
    more = []
    for number in range(4):
        one, other = chance.sample(names, 2)
        lost = chance.choice([None, (1.0, 3.0), (5.0, 50.0), (40.0, 60.0)])
        said = {"togetherWith": f"mg:s{other}"} if chance.random() < 0.8 else {}
        said |= {"light": "meso:sunlight"} if chance.random() < 0.2 else {}
        more.append(
            breaks(
                f"d{number}",
                chance.choice(["for", "for", "against"]),
                time=chance.choice([None, 0.25, 24.0]),
                lost=lost,
                about=f"mg:s{one}",
                **said,
            )
        )
    return world(text), world(text, *more)


@pytest.mark.parametrize("seed", range(20))
def test_the_laws_hold_with_degradation_claims(world, seed):
    without, with_ = random_world(world, seed)

    def case(compendium, names):
        return open_case(compendium, mixture(compendium, **dict.fromkeys(names, ONE)), asked)

    asked = Circumstances()
    for size in (2, 3):
        for names in combinations("abc", size):
            found_now = case(with_, names).found
            before = case(without, names).found
            assert found_now.against >= before.against
            assert found_now.for_ <= before.for_
            assert case(with_, names[::-1]).found == found_now
            ours = raw_against(frozenset(names), case(with_, names).testimonies)
            for fewer in combinations(names, size - 1):
                theirs = case(with_, fewer).testimonies
                assert ours >= raw_against(frozenset(fewer), theirs)


# --- What is shipped ---


def shipped(compendium, hours, *texts, **circumstances):
    parts = tuple(fitting_parts(compendium, text, None)[0] for text in texts)
    return degrading(
        compendium, parts, Circumstances(hours=Interval.of("0", hours), **circumstances)
    )


def test_every_shipped_claim_is_read_with_what_it_speaks_of(formulary):
    claims = formulary.compendium.claims_of(DegradationClaim)
    assert len(claims) == 30
    for each in claims:
        assert each.about in formulary.compendium.substances
        if each.supports and each.amount and each.amount.unit == "percent":
            assert each.amount.value.high <= 100
        if not each.supports:
            assert each.hours


def test_sulfite_splits_thiamine_by_the_shipped_rate(formulary):
    texts = ("thiamine hydrochloride 1% 1 mL", "sodium metabisulfite 1% 1 mL")
    found = shipped(formulary.compendium, "0.25", *texts, temperature=exact(25))
    rates = [each for each in found if each.lost.shown is not None]
    own, other = 5 / 337.27, 2 * 5 / 190.107
    u = math.exp((other - own) * 50 / 4)
    expected = 100 * other * (u - 1) / (other * u - own)
    assert float(rates[0].lost.shown.low) == pytest.approx(expected, rel=2e-3)
    assert {each.by_mixing for each in rates} == {True}


def test_cyanocobalamin_is_lost_in_the_sun_and_not_in_a_quarter_of_an_hour_indoors(formulary):
    compendium = formulary.compendium
    [vial] = fitting_parts(compendium, "cyanocobalamin 1 mg/mL (Maveron B-12 Kit) 1 mL", None)
    asked = Circumstances(hours=Interval.of("0", "2"), light="sunlight")
    in_sun = degrading(compendium, (vial,), asked)
    [sure] = [each for each in in_sun if each.answer is Answer.TRUE]
    assert any(step.name == "pH" for step in sure.step.leaves)
    indoors = degrading(compendium, (vial,), Circumstances())
    assert [each.answer for each in indoors] == [Answer.FALSE]


def test_selenite_is_reduced_by_acid_ascorbate_and_keeps_at_ph_5(formulary):
    texts = ("ascorbic acid 10% 1 mL", "selenious acid 0.004% 1 mL")
    [kept] = shipped(formulary.compendium, "24", *texts, temperature=exact(25))
    assert "found to keep" in kept.text
    assert any(step.name == "ph" for step in kept.step.steps)


# --- Asked at the command line ---


VIAL = "cyanocobalamin 1 mg/mL (Maveron B-12 Kit) 1 mL"
IN_THE_SUN = ("--hours", "2", "--light", "sunlight", "--temperature", "20-25")


def test_how_it_is_kept_until_use_is_asked_and_told(run):
    told = " ".join(run("check", VIAL, *IN_THE_SUN, exits=1).stdout.split())
    assert "20-25 °C, sunlight, used within 2 hours" in told
    assert "cyanocobalamin breaks down: 14.7-81.5 % lost within 2 h" in told
    plain = " ".join(run("check", VIAL, exits=1).stdout.split())
    assert "15-25 °C, room light, used within 15 minutes" in plain
    assert "breaks down" not in plain


def test_a_saved_answer_is_asked_again_as_it_was_kept(run, tmp_path):
    saved = tmp_path / "vial.json"
    saved.write_text(
        run("check", VIAL, *IN_THE_SUN, "--format", "json", exits=1).stdout, encoding="utf-8"
    )
    assert "0 with another outcome, 1 the same" in run("check", "--saved", tmp_path).stdout
    spoilt = saved.read_text("utf-8").replace('"light": "sunlight"', '"light": "moonlight"')
    saved.write_text(spoilt, encoding="utf-8")
    assert "changed by hand" in run("check", "--saved", tmp_path, exits=2).stderr
    assert "--light" in run("check", "--saved", tmp_path, "--light", "dark", exits=2).stderr


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--hours", "nan"),
        ("--hours", "-1"),
        ("--temperature", "8-2"),
        ("--temperature", "warm"),
        ("--temperature", "15-400"),
        ("--light", "moonlight"),
    ],
)
def test_what_cannot_be_kept_so_is_refused(run, option, value):
    assert option in run("check", VIAL, option, value, exits=2).stderr
