"""What rules predict of parts: when, how surely, what silences it, and how it is told."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.compilation import pair_rules, read_rules, rule_text
from mesograph.errors import BrokenRule
from mesograph.formulation.assessing import assess, in_full
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.compatibility import compatibility
from mesograph.formulation.parts import fitting_parts
from mesograph.formulation.predicting import models_ran, predict
from mesograph.formulation.telling import verdict_proof
from mesograph.model.things import Circumstances
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.reasoning.rules import read_rule
from mesograph.verdicts import Answer, Basis, Policy, word
from tests.conftest import claim, condition, mixture, preparation

PROCESSES = 'mg:melanogenesis a meso:Process ; rdfs:label "melanogenesis" .\n'
PAIRS = [
    pair
    for each in read_rules()
    if is_pairwise(each)
    for pair in pair_rules(each, rule_text(each), ["melanogenesis"])
]


def has_trait(substance, trait, **said):
    return claim(
        "TraitClaim",
        f"trait-{substance}-{trait}",
        agent=f"mg:{substance}",
        ofTrait=f"meso:{trait}",
        **said,
    )


def reviewed(*substances):
    return "".join(f"mg:{each} meso:traitsReviewedIn mg:review .\n" for each in substances)


def holding(product, number, substance, role):
    """Add one more ingredient to a product."""
    return (
        f"mg:{product} meso:ingredient mg:{product}-{number} .\n"
        f"mg:{product}-{number} a meso:Ingredient ; meso:substance mg:{substance} ; "
        f"meso:role meso:{role} .\n"
    )


SHELF = (
    preparation("anaesthetic", "procaine-salt"),
    preparation("soda", "bicarbonate", 84.0),
    preparation("saline", "salt", 9.0),
    preparation("balm", "vitamin", vehicle="oil"),
    has_trait("procaine-salt", "acid-salt-of-a-weak-base"),
    has_trait("procaine-salt", "ester"),
    has_trait("bicarbonate", "alkaline"),
    PROCESSES,
)


@pytest.fixture(scope="module")
def shelf(world):
    def build(*more, local=()):
        return replace(world(*SHELF, *more, local=local), pair_rules=tuple(PAIRS))

    return build


def predicted(compendium, **parts):
    found = predict(compendium, mixture(compendium, **parts))
    return {each.rule.text.name: each for each in found}


def test_an_alkali_is_predicted_to_set_a_weak_base_free(shelf):
    compendium = shelf()
    found = predicted(compendium, anaesthetic=None, soda=None)
    assert found["weak-base-salt-with-alkali"].answer is Answer.TRUE
    case = open_case(compendium, mixture(compendium, anaesthetic=None, soda=None), Circumstances())
    assert word(case.found) == "predicted-incompatible"
    assert {each.testimony.basis for each in case.heard} == {Basis.INFERRED}
    assert predicted(compendium, anaesthetic=None, saline=None) == {}


def test_order_decides_nothing_and_no_rule_speaks_twice_of_a_pair(shelf):
    compendium = shelf()
    forth = predict(compendium, mixture(compendium, anaesthetic=None, soda=None))
    back = predict(compendium, mixture(compendium, soda=None, anaesthetic=None))
    assert sorted(each.rule.text.name for each in forth) == sorted(
        each.rule.text.name for each in back
    )


def test_what_a_rule_leaves_open_is_possible_only(shelf):
    found = predicted(shelf(), anaesthetic=None, soda=None)["ester-with-alkali"]
    assert found.answer is Answer.UNDETERMINED
    assert "depends on the pH" in " ".join(each.hindrance for each in found.conditions)


def test_a_trait_of_an_excipient_is_possible_only_and_a_ph_adjuster_is_used_up(shelf):
    for role, expected in (("buffer", Answer.UNDETERMINED), ("ph-adjuster", None)):
        compendium = shelf(
            'mg:lye a meso:Substance ; rdfs:label "lye" .\n',
            has_trait("lye", "alkaline"),
            holding("saline", 2, "lye", role),
        )
        found = predicted(compendium, anaesthetic=None, saline=None)
        answer = found.get("weak-base-salt-with-alkali")
        assert (answer.answer if answer else None) is expected
        if answer:
            assert "only an excipient" in answer.conditions[1].note


def test_what_stands_in_one_product_is_not_predicted_against(shelf):
    compendium = shelf(holding("anaesthetic", 2, "bicarbonate", "buffer"))
    assert predicted(compendium, anaesthetic=None) == {}


def test_oil_and_water_part_whatever_is_dissolved(shelf):
    found = predicted(shelf(), balm=None, saline=None)
    assert found["oily-with-aqueous"].answer is Answer.TRUE
    assert "the vehicle of balm is oil" in {
        each.text for each in found["oily-with-aqueous"].proof(shelf()).premises
    }


def test_an_emulsion_mixes_as_the_water_around_its_oil(shelf):
    compendium = shelf(preparation("milk", "fat", vehicle="emulsion"))
    assert "oily-with-aqueous" not in predicted(compendium, milk=None, saline=None)
    assert "oily-with-aqueous" in predicted(compendium, milk=None, balm=None)


def test_a_salt_has_the_traits_of_its_moiety_only_if_the_claim_says_so(shelf):
    for holds in (True, False):
        said = {"holdsForMoiety": "true"} if holds else {}
        compendium = shelf(
            'mg:base a meso:Moiety ; rdfs:label "base" .\nmg:salt meso:activeMoiety mg:base .\n',
            has_trait("base", "oxidising-agent", **said),
            has_trait("bicarbonate", "reducing-agent"),
        )
        assert bool(predicted(compendium, soda=None, saline=None)) is holds


def test_an_ad_hoc_part_may_be_any_salt_of_its_name(shelf):
    compendium = shelf(
        'mg:procaine a meso:Moiety ; rdfs:label "procaine" .\n'
        "mg:procaine-salt meso:activeMoiety mg:procaine .\n"
    )
    (part,) = fitting_parts(compendium, "procaine 7%")
    (soda,) = mixture(compendium, soda=None)
    found = {each.rule.text.name: each for each in predict(compendium, (part, soda))}
    assert found["weak-base-salt-with-alkali"].answer is Answer.UNDETERMINED
    assert "which salt" in found["weak-base-salt-with-alkali"].conditions[0].note
    proof = found["weak-base-salt-with-alkali"].proof(compendium)
    assert any("may be" in each.text for each in proof.steps)


def test_a_hazard_of_a_salt_reaches_an_ad_hoc_part_that_may_be_it(shelf):
    compendium = shelf(
        'mg:procaine a meso:Moiety ; rdfs:label "procaine" .\n'
        "mg:procaine-salt meso:activeMoiety mg:procaine .\n",
        claim(
            "CompatibilityClaim",
            "cloud",
            polarity="against",
            between="mg:procaine-salt , mg:bicarbonate",
            aspect="meso:physical",
            method="meso:visual",
        ),
    )
    (part,) = fitting_parts(compendium, "procaine 7%")
    (soda,) = mixture(compendium, soda=None)
    case = open_case(compendium, (part, soda), Circumstances())
    proof = verdict_proof(compendium, case.mixture, case.heard, case.found)
    assert any("may be procaine-salt, which was not said" in each.text for each in proof.leaves)


def test_the_surer_direction_counts_whatever_the_order(shelf):
    """Each part is acid and alkaline, one of them by an excipient only."""
    compendium = shelf(
        has_trait("salt", "acid-salt-of-a-weak-base"),
        holding("soda", 2, "procaine-salt", "buffer"),
    )
    for parts in ({"saline": None, "soda": None}, {"soda": None, "saline": None}):
        found = predicted(compendium, **parts)["weak-base-salt-with-alkali"]
        assert found.answer is Answer.TRUE
        assert found.one.id == "saline"
    both = shelf(
        has_trait("salt", "acid-salt-of-a-weak-base"),
        has_trait("salt", "alkaline"),
        has_trait("vitamin", "alkaline"),
        holding("balm", 2, "procaine-salt", "buffer"),
    )
    for parts in ({"saline": None, "balm": None}, {"balm": None, "saline": None}):
        found = predicted(both, **parts)["weak-base-salt-with-alkali"]
        assert (found.answer, found.one.id) == (Answer.TRUE, "saline")


def test_a_label_on_the_mixture_silences_a_prediction_which_is_still_told(shelf):
    label = claim(
        "CompatibilityClaim",
        "label",
        between="mg:anaesthetic , mg:soda",
        aspect="meso:physical , meso:chemical",
        method="meso:label-statement",
        setting="meso:syringe",
    )
    compendium = shelf(label)
    mixed = mixture(compendium, anaesthetic=Decimal(1), soda=Decimal(1))
    case = open_case(compendium, mixed, Circumstances())
    assert word(case.found) == "compatible"
    told = [each.text for each in verdict_proof(compendium, mixed, case.heard, case.found).steps]
    assert any("uncharged base" in each for each in told)
    assert any(each.startswith("silenced, predicted: ") for each in told)
    assessed = in_full(case, assess(case, Policy.CAUTIOUS))
    assert {each.verdict for each in assessed.incompatibilities} == {"silenced"}


def test_a_documented_hazard_is_not_silenced(shelf):
    hazard = claim(
        "CompatibilityClaim",
        "seen",
        polarity="against",
        between="mg:procaine-salt , mg:bicarbonate",
        aspect="meso:physical",
        method="meso:visual",
    )
    compendium = shelf(hazard)
    case = open_case(compendium, mixture(compendium, anaesthetic=None, soda=None), Circumstances())
    assert word(case.found) == "incompatible"


def acts(substance, action, number=1):
    return claim(
        "MechanismClaim",
        f"acts-{substance}-{number}",
        agent=f"mg:{substance}",
        action=f"meso:{action}",
        onProcess="mg:melanogenesis",
        certainty="meso:pre-clinical",
    )


def test_what_one_raises_and_the_other_lowers_is_a_possible_clash_in_the_skin(shelf):
    compendium = shelf(acts("salt", "stimulates"), acts("vitamin", "inhibits"))
    found = predicted(compendium, saline=None, balm=None)["antagonistic-on-one-process"]
    assert found.answer is Answer.UNDETERMINED
    assert found.proof(compendium).text == "saline raises melanogenesis and balm lowers it."
    assert found.proof(compendium).certainty is None
    same = shelf(acts("salt", "inhibits"), acts("vitamin", "inhibits"))
    assert "antagonistic-on-one-process" not in predicted(same, saline=None, balm=None)


def test_nothing_predicted_is_said_only_where_every_trait_was_looked_through(shelf):
    plain = (preparation("water-one", "one"), preparation("water-two", "two"))
    parts = {"water_one": None, "water_two": None}
    unread = shelf(*plain)
    assert not models_ran(unread, mixture(unread, **parts))
    compendium = shelf(*plain, reviewed("one", "two"))
    mixed = mixture(compendium, **parts)
    case = open_case(compendium, mixed, Circumstances())
    assert (case.found.for_, word(case.found)) == (1, "no-incompatibility-predicted")
    told = verdict_proof(compendium, mixed, case.heard, case.found)
    text = next(each.text for each in told.steps if each.name == "rules-asked")
    assert "an alkali sets a weak base free" in text
    assert "not tested: pH and solubility" in text
    finding = compatibility(case)
    assert finding.because[0].text == text
    assert finding.needs == ("water-one with water-two: not searched",)
    for gap in (
        "mg:water-one meso:isPartlyKnown true .\n",
        holding("water-one", 2, "other", "buffer"),
    ):
        partly = shelf(*plain, reviewed("one", "two"), gap)
        assert not models_ran(partly, mixture(partly, **parts))
    without = replace(compendium, pair_rules=())
    assert not models_ran(without, mixed)


HEAD = "# t\n# {one} {other}\n# Definition: d\nPREFIX m: <https://w3id.org/mesograph/ontology#>\n"
HEAD += "CONSTRUCT { ?one m:predictedPhysicallyIncompatibleWith ?other } WHERE { "


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("?one m:holds m:a . ?other m:carries m:b FILTER (?one != ?other) }", "one thing"),
        ("?one m:carries m:a ; m:raises m:b . ?other m:carries m:b }", "one thing"),
        ("?one m:carries m:a . ?other m:carries m:b }", "that differ"),
        (
            "?one m:raises ?p . ?other m:lowers ?q FILTER (?one != ?other) }",
            "not the same of both parts",
        ),
        (
            '?one m:carries "a" . ?other m:carries m:b FILTER (?one != ?other) }',
            "not a term of the ontology",
        ),
    ],
)
def test_a_rule_on_pairs_asks_one_thing_of_each_part(body, reason):
    rule = read_rule("bad", HEAD + body)
    with pytest.raises(BrokenRule, match=reason):
        pair_rules(rule, rule_text(rule), ["p"])


def test_conditions_of_a_claim_are_kept_with_their_answers(shelf):
    compendium = shelf(
        condition("little", "final-strength", 5.0, None, of="bicarbonate"),
        claim(
            "CompatibilityClaim",
            "strong",
            polarity="against",
            between="mg:procaine-salt , mg:bicarbonate",
            aspect="meso:physical",
            method="meso:visual",
            hasCondition="mg:little",
        ),
    )
    mixed = mixture(compendium, anaesthetic=Decimal(1), soda=Decimal(1))
    case = open_case(compendium, mixed, Circumstances())
    proof = verdict_proof(compendium, mixed, case.heard, case.found)
    (leaf,) = [each for each in proof.leaves if each.claims == ("strong",)]
    assert [(each.text, each.answer) for each in leaf.conditions] == [
        ("final strength of bicarbonate 5 or more mg/mL", Answer.TRUE)
    ]
