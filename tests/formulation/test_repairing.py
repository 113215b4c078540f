"""Every repair was tried: what it lifts is lifted, and nothing gets worse."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.formulation.assessing import assess, deciding
from mesograph.formulation.case import open_case
from mesograph.formulation.repairing import failed_in, repairs
from mesograph.model.answers import Asked
from mesograph.model.things import Circumstances
from mesograph.verdicts import Policy, Status, blocking
from tests.conftest import claim, lawful, mixture, preparation

ONE = Decimal(1)
QUESTION = Asked(policy=Policy.CAUTIOUS, circumstances=Circumstances())
WHITE = (
    'mg:band a meso:Requirement ; rdfs:label "band" ; meso:answeredBy meso:check-isotonicity .\n'
)


def mended(compendium, parts, question=QUESTION):
    case = open_case(compendium, parts, question.circumstances, question.concerns)
    assessed = assess(case, question.policy)
    return assessed, repairs(compendium, question, parts, assessed)


def poured(formulary, *texts):
    answer = formulary.check(list(texts))
    return tuple(each.part for each in answer.assessed.parts)


def kinds(found):
    return {each.kind for each in found}


CASES = (
    ("calcium gluconate 10% 1 mL", "sodium bicarbonate 8.4% 1 mL"),
    ("procaine hydrochloride 2% 1 mL", "NCTF 135 HA 1 mL"),
    ("potassium chloride 2 mmol/mL concentrate 1 mL",),
    ("magnesium sulfate 10% 1 mL", "calcium chloride 10% 1 mL"),
)


@pytest.mark.parametrize("texts", CASES, ids=" with ".join)
def test_what_a_repair_lifts_is_lifted_and_nothing_gets_worse(formulary, texts):
    parts = poured(formulary, *texts)
    before, found = mended(formulary.compendium, parts)
    decided = deciding(before, QUESTION.policy)
    for each in found:
        circumstances = QUESTION.circumstances
        if each.kind == "other-depth":
            (route,) = {"intradermal", "subcutaneous"} - {circumstances.route}
            circumstances = replace(circumstances, route=route)
        after = [
            assess(open_case(formulary.compendium, syringe, circumstances), QUESTION.policy)
            for syringe in each.syringes
        ]
        blocked = {
            name
            for one in after
            for name in blocking(
                QUESTION.policy, one.found, {f.check: f.standing for f in one.findings}
            )
        }
        assert set(each.lifts) <= decided - blocked
        assert set(each.still) == blocked
        assert all(failed_in(one) <= failed_in(before) for one in after)
        assert all(one.found.against <= before.found.against for one in after)
        assert each.admissible is all(one.admissible for one in after)


def test_parts_that_clash_get_syringes_of_their_own(formulary):
    parts = poured(formulary, *CASES[0])
    _, found = mended(formulary.compendium, parts)
    apart = next(each for each in found if each.kind == "own-syringe")
    assert [len(each) for each in apart.syringes] == [1, 1]
    assert "compatibility" in apart.lifts


def test_a_product_whose_composition_is_unknown_mends_no_precipitation(formulary):
    parts = poured(formulary, *CASES[0])
    _, found = mended(formulary.compendium, parts)
    assert not any("precipitation" in each.lifts for each in found if each.kind == "replace")


def test_what_is_too_strong_is_thinned_by_the_least_that_does(formulary):
    parts = poured(formulary, *CASES[2])
    before, found = mended(formulary.compendium, parts)
    assert "isotonicity" in failed_in(before)
    thin = next(each for each in found if each.kind == "dilute")
    assert "isotonicity" in thin.lifts
    (syringe,) = thin.syringes
    less = replace(syringe[-1], volume_ml=syringe[-1].volume_ml / 2)
    case = open_case(formulary.compendium, (*syringe[:-1], less), QUESTION.circumstances)
    weaker = assess(case, QUESTION.policy)
    status = next(each.status for each in weaker.findings if each.check == "isotonicity")
    assert status is not Status.MET


def test_another_product_of_the_same_active_may_be_lawful_where_one_is_not(world):
    compendium = world(
        preparation("a", "x", 10.0), preparation("b", "x", 20.0), lawful("b"), lawful("a")
    )
    assert mended(compendium, mixture(compendium, a=ONE))[1] == ()
    compendium = world(preparation("a", "x", 10.0), preparation("b", "x", 20.0), lawful("b"))
    _, (found,) = mended(compendium, mixture(compendium, a=ONE))
    assert (found.kind, [each.id for each in found.syringes[0]]) == ("replace", ["b"])
    assert "regulatory" in found.lifts


def test_only_what_stands_on_the_shelf_is_offered(world):
    compendium = world(preparation("a", "x", 10.0), preparation("b", "x", 20.0), lawful("b"))

    class Shelf:
        usable = frozenset({"a"})

    question = replace(QUESTION, shelf=Shelf())
    assert mended(compendium, mixture(compendium, a=ONE), question)[1] == ()


def test_what_clashes_in_the_body_is_not_mended_by_another_syringe(world):
    clash = claim(
        "CompatibilityClaim",
        "clash",
        "against",
        between="mg:x , mg:y",
        method="meso:visual",
        setting="meso:syringe",
        aspect="meso:therapeutic",
    )
    both = preparation("a", "x", 10.0) + preparation("b", "y", 10.0) + lawful("a") + lawful("b")
    compendium = world(both, clash)
    assert "own-syringe" not in kinds(mended(compendium, mixture(compendium, a=ONE, b=ONE))[1])
    compendium = world(both, clash.replace("therapeutic", "physical"))
    assert "own-syringe" in kinds(mended(compendium, mixture(compendium, a=ONE, b=ONE))[1])


def test_another_depth_is_offered_where_only_that_is_labelled(formulary):
    parts = poured(formulary, "deoxycholic acid 10 mg/mL (Belkyra) 1 mL")
    before, found = mended(formulary.compendium, parts)
    assert "route" in failed_in(before)
    (deeper,) = (each for each in found if each.kind == "other-depth")
    assert "subcutaneous" in deeper.text
    under = replace(QUESTION, circumstances=Circumstances(route="subcutaneous"))
    assert "other-depth" not in kinds(mended(formulary.compendium, parts, under)[1])


def test_an_order_is_offered_where_only_the_order_decides(formulary):
    texts = (
        "calcium chloride dihydrate 10 % (Hospira) 0.2 mL",
        "magnesium sulfate 10 % (Renaudin) 0.05 mL",
        "water for injections 20 mL",
    )
    calcium, sulfate, water = poured(formulary, *texts)
    before, found = mended(formulary.compendium, (calcium, sulfate, water))
    assert "precipitation" not in failed_in(before)
    assert any("drawn in this order" in each.text for each in before.cautions)
    ordered = next(each for each in found if each.kind == "order")
    after, _ = mended(formulary.compendium, ordered.syringes[0])
    assert not any("drawn in this order" in each.text for each in after.cautions)
    _, none = mended(formulary.compendium, (calcium, water, sulfate))
    assert "order" not in kinds(none)
