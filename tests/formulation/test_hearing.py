"""Which claims bear on a mixture."""

from decimal import Decimal

import pytest

from mesograph.formulation.bearing import co_uses_of, is_named, searches_for
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.compatibility import compatibility
from mesograph.formulation.hearing import hear
from mesograph.formulation.parts import fitting_parts
from mesograph.formulation.telling import verdict_proof
from mesograph.model.claims import CoUseReport
from mesograph.model.things import Circumstances
from mesograph.verdicts import Answer, Scope, word
from tests.conftest import claim, condition, mixture, preparation

ONE = Decimal(1)
TWO_PARTS = preparation("a", "acid-salt") + preparation("b", "alkali")


def hazard(name="hazard", between="mg:acid-salt , mg:alkali", **said):
    said = {"method": "meso:visual", "aspect": "meso:physical", **said}
    return claim("CompatibilityClaim", name, "against", between=between, **said)


def support(name="support", between="mg:a , mg:b", read_as="passage", **said):
    said = {
        "method": "meso:label-statement",
        "aspect": "meso:physical",
        "setting": "meso:syringe",
        "vehicle": "meso:aqueous-solution",
        **said,
    }
    return claim("CompatibilityClaim", name, read_as=read_as, between=between, **said)


def verdict(compendium, **volumes):
    case = open_case(compendium, mixture(compendium, **volumes), Circumstances())
    return word(case.found)


def heard_in(compendium, **volumes):
    return [
        each.claim.id for each in hear(compendium, mixture(compendium, **volumes), Circumstances())
    ]


def test_two_parts_of_which_nothing_is_known_are_unknown(world):
    assert verdict(world(TWO_PARTS), a=ONE, b=ONE) == "unknown"


def test_a_hazard_between_two_substances_makes_their_parts_incompatible(world):
    assert verdict(world(TWO_PARTS, hazard()), a=ONE, b=ONE) == "incompatible"


def test_a_hazard_counts_even_if_only_mentioned_and_a_support_does_not(world):
    mentioned = hazard().replace("readAs meso:passage", "readAs meso:mention")
    assert verdict(world(TWO_PARTS, mentioned), a=ONE, b=ONE) == "incompatible"
    assert verdict(world(TWO_PARTS, support(read_as="mention")), a=ONE, b=ONE) == "unknown"
    assert verdict(world(TWO_PARTS, support()), a=ONE, b=ONE) == "compatible"


def test_support_and_hazard_together_are_disputed(world):
    assert verdict(world(TWO_PARTS, hazard(), support()), a=ONE, b=ONE) == "disputed"


def test_a_hazard_between_traits_reaches_every_substance_that_has_them(world):
    traits = (
        'mg:sour a meso:ReactiveTrait ; rdfs:label "sour" . mg:acid-salt meso:trait mg:sour .\n'
    )
    shelf = world(TWO_PARTS, traits, hazard(between="mg:sour , mg:alkali"))
    assert verdict(shelf, a=ONE, b=ONE) == "incompatible"


def test_a_generic_hazard_leaves_the_pair_conditional(world):
    assert verdict(world(TWO_PARTS, hazard(isGeneric="true")), a=ONE, b=ONE) == "conditional"


@pytest.mark.parametrize(("flag", "expected"), [("true", "incompatible"), ("false", "unknown")])
def test_a_claim_on_a_moiety_reaches_its_salts_only_if_it_says_so(world, flag, expected):
    salt = "mg:acid-salt meso:activeMoiety mg:base . mg:base a meso:Moiety ."
    shelf = world(TWO_PARTS, salt, hazard(between="mg:base , mg:alkali", holdsForMoiety=flag))
    assert verdict(shelf, a=ONE, b=ONE) == expected


def test_what_stands_in_one_product_is_compatible_as_labelled(world):
    both = preparation("a", "acid-salt") + "mg:a meso:ingredient mg:a-2 .\n"
    both += "mg:a-2 a meso:Ingredient ; meso:substance mg:alkali ; meso:role meso:buffer .\n"
    shelf = world(both, 'mg:alkali a meso:Substance ; rdfs:label "alkali" .', hazard())
    assert heard_in(shelf, a=ONE) == []
    case = open_case(shelf, mixture(shelf, a=None), Circumstances())
    assert case.found.scope is Scope.LABEL


def test_a_hazard_with_an_excipient_counts(world):
    excipient = "mg:a meso:ingredient mg:a-2 . mg:a-2 a meso:Ingredient ; "
    excipient += "meso:substance meso:sulfite ; meso:role meso:antioxidant .\n"
    excipient += 'meso:sulfite a meso:Substance ; rdfs:label "sulfite" .\n'
    shelf = world(TWO_PARTS, excipient, hazard(between="meso:sulfite , mg:alkali"))
    assert verdict(shelf, a=ONE, b=ONE) == "incompatible"


def with_excipient(trait_kind, reviewed=False):
    text = "mg:a meso:ingredient mg:a-2 . mg:a-2 a meso:Ingredient ; meso:substance mg:extra ; "
    text += 'meso:role meso:antioxidant . mg:extra a meso:Substance ; rdfs:label "extra" ; '
    text += f'meso:trait mg:trait . mg:trait a meso:{trait_kind} ; rdfs:label "trait" .\n'
    return text + ("mg:extra meso:traitsReviewedIn mg:review .\n" if reviewed else "")


SUBSTANCES = "mg:acid-salt , mg:alkali"
STRENGTHS = {"hasCondition": "mg:c1 , mg:c2"}
CONDITIONS = condition("c1", "final-strength", 4.0, 6.0, of="acid-salt") + condition(
    "c2", "final-strength", 4.0, 6.0, of="alkali"
)


def test_a_support_by_substance_does_not_hold_beside_an_unlisted_reactive_excipient(world):
    claims = support(between=SUBSTANCES, method="meso:assay", **STRENGTHS) + CONDITIONS
    plain = world(TWO_PARTS, claims)
    assert verdict(plain, a=ONE, b=ONE) == "compatible"
    reactive = world(TWO_PARTS, claims, with_excipient("ReactiveTrait"))
    assert verdict(reactive, a=ONE, b=ONE) == "unknown"
    harmless = world(TWO_PARTS, claims, with_excipient("Trait"))
    assert verdict(harmless, a=ONE, b=ONE) == "compatible"


def test_an_excipient_whose_traits_were_not_reviewed_is_a_caution(world):
    claims = support(between=SUBSTANCES, method="meso:assay", **STRENGTHS) + CONDITIONS
    for reviewed in (False, True):
        shelf = world(TWO_PARTS, claims, with_excipient("Trait", reviewed))
        heard = hear(shelf, mixture(shelf, a=ONE, b=ONE), Circumstances())
        codes = {caution.code for each in heard for caution in each.answered.cautions}
        assert ("unreviewed-excipient" in codes) is not reviewed


def test_a_support_that_leaves_out_an_active_does_not_hold(world):
    second = "mg:a meso:ingredient mg:a-2 . mg:a-2 a meso:Ingredient ; meso:substance mg:extra ; "
    second += 'meso:role meso:active-ingredient . mg:extra a meso:Substance ; rdfs:label "x" .\n'
    shelf = world(
        TWO_PARTS, second, support(between=SUBSTANCES, method="meso:assay", **STRENGTHS), CONDITIONS
    )
    assert verdict(shelf, a=ONE, b=ONE) == "unknown"


def test_the_conditions_are_those_of_the_final_mixture(world):
    third = preparation("c", "water-like")
    shelf = world(TWO_PARTS, third, hazard(**STRENGTHS), CONDITIONS)
    assert verdict(shelf, a=ONE, b=ONE) == "incompatible"
    assert verdict(shelf, a=ONE, b=ONE, c=Decimal(8)) == "unknown"


@pytest.mark.parametrize("kind", ["VetoClaim", "MixingInstruction"])
def test_a_veto_forbids_every_other_part(world, kind):
    shelf = world(TWO_PARTS, claim(kind, "veto", "against", about="mg:a"))
    assert verdict(shelf, a=ONE, b=ONE) == "incompatible"
    assert heard_in(shelf, a=ONE) == []
    case = open_case(shelf, mixture(shelf, a=ONE, b=ONE), Circumstances())
    proof = verdict_proof(shelf, case.mixture, case.heard, case.found)
    assert [each.claims for each in proof.steps if each.claims] == [("veto",)]


def test_a_veto_that_names_partners_leaves_others_alone(world):
    veto = claim("VetoClaim", "veto", "against", about="mg:a", between="mg:alkali")
    shelf = world(TWO_PARTS, preparation("c", "other"), veto)
    assert verdict(shelf, a=ONE, b=ONE) == "incompatible"
    assert verdict(shelf, a=ONE, c=ONE) == "unknown"


def test_a_claim_on_three_speaks_only_of_the_three(world):
    three = TWO_PARTS + preparation("c", "third")
    shelf = world(three, hazard(between="mg:acid-salt , mg:alkali , mg:third"))
    assert verdict(shelf, a=ONE, b=ONE) == "unknown"
    assert verdict(shelf, a=ONE, b=ONE, c=ONE) == "incompatible"


def test_a_labile_part_needs_an_assay_of_its_content(world):
    labile = 'meso:chemically-labile a meso:Trait ; rdfs:label "labile" .\n'
    labile += "mg:acid-salt meso:trait meso:chemically-labile .\n"
    assert verdict(world(TWO_PARTS, labile, support()), a=ONE, b=ONE) == "unknown"
    shelf = world(TWO_PARTS, labile, support())
    case = open_case(shelf, mixture(shelf, a=ONE, b=ONE), Circumstances())
    (need,) = compatibility(case).needs
    assert need == "a with b: a may break down, and no assay found at least 90 % left of it"
    both = "meso:physical , meso:chemical"
    tested = {"between": SUBSTANCES, "aspect": both, **STRENGTHS}
    for method, percent, expected in (
        ("assay", {"remainingPercent": 94.7}, "compatible"),
        ("assay", {"remainingPercent": 89.0}, "unknown"),
        ("assay", {}, "unknown"),
        ("visual", {"remainingPercent": 94.7}, "unknown"),
    ):
        assayed = support(method=f"meso:{method}", **tested, **percent) + CONDITIONS
        assert verdict(world(TWO_PARTS, labile, assayed), a=ONE, b=ONE) == expected
    assert verdict(world(TWO_PARTS, labile, support(aspect=both)), a=ONE, b=ONE) == "compatible"


def test_three_tested_pairs_make_a_mixture_compatible_pairwise(world):
    three = TWO_PARTS + preparation("c", "third")
    pairs = ""
    for number, (one, other) in enumerate((("a", "b"), ("a", "c"), ("b", "c"))):
        pairs += support(f"pair-{number}", between=f"mg:{one} , mg:{other}")
    compendium = world(three, pairs)
    case = open_case(compendium, mixture(compendium, a=ONE, b=ONE, c=ONE), Circumstances())
    assert (word(case.found), case.found.scope) == ("compatible", Scope.PAIRWISE)


def ad_hoc(compendium, name):
    (part,) = fitting_parts(compendium, f"{name} 9 % 1 mL")
    assert part.preparation.ad_hoc
    return part


def test_a_hazard_of_a_salt_is_not_lost_where_the_salt_is_not_known(world):
    moiety = (
        'mg:base a meso:Moiety ; rdfs:label "base" . mg:acid-salt meso:activeMoiety mg:base .\n'
    )
    compendium = world(TWO_PARTS, moiety, hazard())
    drawn = (ad_hoc(compendium, "base"), *mixture(compendium, b=ONE))
    assert word(open_case(compendium, drawn, Circumstances()).found) == "conditional"


def test_a_product_of_which_not_everything_is_known_is_named_by_nothing_else(world):
    claims = support(between=SUBSTANCES, method="meso:assay", **STRENGTHS) + CONDITIONS
    partly = "mg:a meso:isPartlyKnown true .\n"
    assert verdict(world(TWO_PARTS, claims), a=ONE, b=ONE) == "compatible"
    assert verdict(world(TWO_PARTS, claims, partly), a=ONE, b=ONE) == "unknown"
    assert verdict(world(TWO_PARTS, support(), partly), a=ONE, b=ONE) == "compatible"


def test_a_product_without_ingredients_is_named_by_nothing_else(world):
    bare = 'mg:bare a meso:Preparation ; rdfs:label "bare" ; meso:vehicle meso:aqueous-solution .\n'
    compendium = world(TWO_PARTS, bare)
    said = claim_on(frozenset({"acid-salt"}))
    assert is_named(compendium, said, said.between, mixture(compendium, a=ONE)[0])
    assert not is_named(compendium, said, said.between, mixture(compendium, bare=ONE)[0])


def claim_on(between):
    return CoUseReport(
        id="used",
        kind="CoUseReport",
        statement="used",
        supports=True,
        source="source",
        locator="p. 1",
        read_as="passage",
        between=between,
    )


def test_strengths_of_one_substance_in_two_roles_add_up(world):
    second = (
        "mg:a meso:ingredient mg:a-2 . mg:a-2 a meso:Ingredient ; meso:substance mg:acid-salt ; "
    )
    second += (
        "meso:role meso:tonicity-agent ; meso:nominalValue 50.0 ; meso:unit meso:mg-per-mL .\n"
    )
    strong = condition("c1", "final-strength", 25.0, of="acid-salt")
    claims = hazard(hasCondition="mg:c1") + strong
    assert verdict(world(TWO_PARTS, claims), a=ONE, b=ONE) == "unknown"
    assert verdict(world(TWO_PARTS, second, claims), a=ONE, b=ONE) == "incompatible"


def test_searches_and_co_use_are_found_by_substance(world):
    search = "mg:search a meso:LiteratureSearchRecord ; meso:between mg:acid-salt , mg:alkali ; "
    search += 'rdfs:label "search" ; meso:corpus "pages" ; meso:query "q" ; '
    search += 'meso:searchedOn "2026-11-23" ; meso:result "nothing found" .\n'
    used = claim("CoUseReport", "used", between=SUBSTANCES)
    compendium = world(TWO_PARTS, preparation("c", "other"), search, used)
    pair = mixture(compendium, a=ONE, b=ONE)
    assert [each.id for each in searches_for(compendium, pair)] == ["search"]
    assert searches_for(compendium, mixture(compendium, a=ONE, c=ONE)) == ()
    assert [each.id for each in co_uses_of(compendium, pair)] == ["used"]
    assert verdict(compendium, a=ONE, b=ONE) == "unknown"


def test_conditions_that_fail_are_told(world):
    late = condition("c1", "elapsed-time", 1.0, unit="hour")
    compendium = world(TWO_PARTS, hazard(hasCondition="mg:c1"), late)
    (found,) = hear(compendium, mixture(compendium, a=ONE, b=ONE), Circumstances())
    assert found.answered.answer is Answer.FALSE
    assert found.answered.why == ("elapsed time 1 or more h is not given here",)
