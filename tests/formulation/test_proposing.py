"""What is proposed, what is a candidate, and that nothing is dropped silently."""

import pytest

from mesograph.formulation.proposing import propose
from mesograph.model.answers import Asked
from mesograph.model.things import Circumstances
from mesograph.verdicts import Certainty, Policy
from tests.conftest import claim, lawful, preparation

CONCERN = 'mg:dull a meso:Concern ; rdfs:label "dull skin" .\n'
PROCESSES = "".join(
    f'mg:{name} a meso:Process ; rdfs:label "{name}" .\n'
    + claim(
        "PhysiologyClaim",
        f"lacks-{name}",
        concern="mg:dull",
        onProcess=f"mg:{name}",
        imbalance="meso:deficit",
        certainty="meso:low",
    )
    for name in ("glow", "bounce")
)
BASE = CONCERN + PROCESSES
LIMIT = claim(
    "LimitClaim",
    "limit",
    requirement="mg:requirement-isotonicity",
    band="meso:met-band",
    unit="meso:mosm-per-kg",
    lowerBound=270.0,
    upperBound=330.0,
)


def allows_together(one, other):
    return claim(
        "CompatibilityClaim",
        "together",
        between=f"mg:{one} , mg:{other}",
        aspect="meso:physical",
        method="meso:label-statement",
        setting="meso:syringe",
    )


def acts(substance, process, name=None, *, polarity="for", action="stimulates", **said):
    said = {"certainty": "meso:low", "route": "meso:intradermal", **said}
    return claim(
        "MechanismClaim",
        name or f"{substance}-{process}",
        polarity,
        agent=f"mg:{substance}",
        action=f"meso:{action}",
        onProcess=f"mg:{process}",
        **said,
    )


def ask(compendium, policy=Policy.CAUTIOUS, at_most=3, keep=5):
    asked = Asked(policy=policy, circumstances=Circumstances(), concerns=("dull",))
    return propose(compendium, asked, at_most=at_most, keep=keep)


def names(found):
    return [tuple(part.part.id for part in each.assessed.parts) for each in found]


ALONE = preparation("a", "shine") + lawful("a") + acts("shine", "glow")
SECOND = preparation("b", "spring") + lawful("b") + acts("spring", "bounce")


def test_one_lawful_product_that_serves_a_process_is_proposed(world):
    answer = ask(world(BASE, ALONE))
    assert names(answer.proposals) == [("a",)]
    assert answer.is_good
    assert answer.gap is None
    assert answer.proposals[0].score["processes_low"] == 1
    served = {each.process: each.certainty for each in answer.proposals[0].coverage}
    assert served == {"glow": Certainty.LOW, "bounce": None}


def test_a_pair_of_which_nothing_is_known_is_a_candidate_that_names_what_it_adds(world):
    answer = ask(world(BASE, ALONE, SECOND))
    assert names(answer.proposals) == [("a",), ("b",)]
    assert names(answer.candidates) == [("a", "b")]
    assert answer.candidates[0].adds == ("bounce",)
    assert "a with b: not searched" in answer.candidates[0].assessed.needs


def test_a_documented_pair_is_proposed_before_its_parts(world):
    together = allows_together("a", "b")
    answer = ask(world(BASE, ALONE, SECOND, together))
    assert names(answer.proposals)[0] == ("a", "b")


@pytest.mark.parametrize(
    "hazard",
    [
        claim(
            "CompatibilityClaim",
            "clash",
            "against",
            between="mg:shine , mg:spring",
            aspect="meso:physical",
            method="meso:visual",
        ),
        claim("VetoClaim", "veto", "against", about="mg:b"),
    ],
)
def test_an_incompatible_pair_is_neither_proposed_nor_a_candidate(world, hazard):
    answer = ask(world(BASE, ALONE, SECOND, hazard))
    assert ("a", "b") not in names(answer.proposals) + names(answer.candidates)


def test_a_refused_product_is_told_with_its_reason(world):
    cosmetic = preparation("c", "cream") + lawful("c", status="cosmetic") + acts("cream", "glow")
    answer = ask(world(BASE, ALONE, cosmetic))
    (refused,) = answer.not_proposed
    assert refused.id == "c"
    assert refused.reasons[0].text.startswith("regulatory: ")


def test_what_is_beaten_is_told_to_be_beaten(world):
    weaker = preparation("b", "spring") + lawful("b")
    weaker += acts("spring", "glow", certainty="meso:very-low")
    answer = ask(world(BASE, ALONE, weaker), keep=1)
    assert names(answer.proposals) == [("a",)]
    (beaten,) = answer.not_proposed
    assert beaten.reasons[0].text == "others serve the concern better with what is known"


def test_what_is_unknown_of_a_gate_is_told_if_it_cannot_be_a_candidate(world):
    unknown = preparation("b", "spring") + acts("spring", "glow")
    answer = ask(world(BASE, ALONE, unknown))
    (refused,) = answer.not_proposed
    assert refused.reasons[0].text.startswith("regulatory unknown: the legal status of b")


@pytest.mark.parametrize("holds", ["true", "false"])
def test_a_mechanism_of_a_moiety_reaches_its_salts_only_if_it_says_so(world, holds):
    salt = preparation("a", "salt") + "mg:salt meso:activeMoiety mg:shine .\n" + lawful("a")
    moiety = 'mg:shine a meso:Moiety ; rdfs:label "shine" .\n'
    mechanism = acts("shine", "glow", holdsForMoiety=holds)
    assert bool(ask(world(BASE, salt, moiety, mechanism)).proposals) is (holds == "true")


def test_nothing_admissible_is_a_plain_answer(world):
    unknown = preparation("a", "shine") + acts("shine", "glow")
    answer = ask(world(BASE, unknown))
    assert not answer.is_good
    assert names(answer.candidates) == [("a",)]


def test_a_part_that_serves_nothing_does_not_enter(world):
    idle = preparation("idle", "nothing") + lawful("idle")
    assert names(ask(world(BASE, ALONE, idle)).proposals) == [("a",)]


def test_an_idle_part_does_not_enter_even_if_it_is_compatible(world):
    idle = preparation("idle", "nothing") + lawful("idle")
    together = allows_together("a", "idle")
    assert names(ask(world(BASE, ALONE, idle, together)).proposals) == [("a",)]


def test_a_mechanism_may_be_that_of_a_product(world):
    product = preparation("a", "shine") + lawful("a") + acts("a", "glow")
    assert names(ask(world(BASE, product)).proposals) == [("a",)]


def test_a_diluent_enters_where_a_check_fails_without_it(world):
    strong = preparation("a", "shine", osmolality=(2000.0, 2000.0)) + lawful("a")
    water = preparation("w", "diluent", osmolality=(10.0, 10.0), role="tonicity-agent")
    compendium = world(BASE, strong, acts("shine", "glow"), water, lawful("w"), LIMIT)
    answer = ask(compendium)
    assert names(answer.proposals) == []
    assert names(answer.candidates) == [("a", "w")]
    diluent = answer.candidates[0].assessed.parts[1]
    assert [each.text for each in diluent.because] == ["repairs the check isotonicity"]


def test_a_diluent_that_may_not_go_alone_may_still_dilute(world):
    strong = preparation("a", "shine", osmolality=(2000.0, 2000.0)) + lawful("a")
    water = preparation("w", "diluent", osmolality=(10.0, 10.0), role="tonicity-agent")
    status = lawful("w").replace("meso:route meso:intradermal", "meso:onlyRoute meso:as-diluent")
    answer = ask(world(BASE, strong, acts("shine", "glow"), water, status, LIMIT))
    assert names(answer.candidates) == [("a", "w")]


def test_a_mechanism_seen_only_on_the_skin_serves_no_injection(world):
    topical = preparation("a", "shine") + lawful("a")
    topical += acts("shine", "glow", route="meso:topical")
    assert names(ask(world(BASE, topical)).proposals) == []


@pytest.mark.parametrize(("certainty", "served"), [("pre-clinical", True), ("very-low", False)])
def test_without_a_route_only_work_outside_the_body_counts(world, certainty, served):
    mechanism = acts("shine", "glow", certainty=f"meso:{certainty}")
    mechanism = mechanism.replace(" ; meso:route meso:intradermal", "")
    compendium = world(BASE, preparation("a", "shine"), lawful("a"), mechanism)
    assert bool(ask(compendium).proposals) is served


def test_a_refutation_as_strong_as_the_support_serves_nothing(world):
    against = acts("shine", "glow", "null", polarity="against")
    answer = ask(world(BASE, ALONE, against))
    assert names(answer.proposals) == []
    assert [each.id for each in answer.not_proposed] == ["a"]
    weaker = acts("shine", "glow", "weak", polarity="against", certainty="meso:very-low")
    assert names(ask(world(BASE, ALONE, weaker)).proposals) == [("a",)]


def test_an_action_in_the_wrong_direction_is_a_refutation(world):
    wrong = acts("shine", "glow", "wrong", action="inhibits")
    assert names(ask(world(BASE, ALONE, wrong)).proposals) == []


def test_what_serves_must_be_an_active_and_not_an_excipient(world):
    excipient = preparation("a", "shine", role="antioxidant") + lawful("a") + acts("shine", "glow")
    assert names(ask(world(BASE, excipient)).proposals) == []


def test_a_process_whose_imbalance_is_disputed_is_no_target(world):
    disputed = claim(
        "PhysiologyClaim",
        "no-lack",
        "against",
        concern="mg:dull",
        onProcess="mg:glow",
        imbalance="meso:deficit",
        certainty="meso:low",
    )
    assert names(ask(world(BASE, disputed, ALONE)).proposals) == []


def test_what_one_part_undoes_is_not_served(world):
    undoing = preparation("b", "spring") + lawful("b") + acts("spring", "bounce")
    undoing += acts("spring", "glow", "undo", action="inhibits", certainty="meso:moderate")
    together = allows_together("a", "b")
    answer = ask(world(BASE, ALONE, undoing, together))
    assert names(answer.proposals) == [("a",)]
    (refused,) = (each for each in answer.not_proposed if each.id == "b")
    assert "worsens a process" in refused.reasons[0].text


def test_what_serves_better_than_it_undoes_is_proposed(world):
    undoing = preparation("b", "spring") + lawful("b") + acts("spring", "bounce")
    undoing += acts("spring", "glow", "undo", action="inhibits", certainty="meso:very-low")
    assert names(ask(world(BASE, undoing)).proposals) == [("b",)]


def test_a_process_said_to_be_both_too_little_and_too_much_is_no_target(world):
    excess = claim(
        "PhysiologyClaim",
        "too-much",
        concern="mg:dull",
        onProcess="mg:glow",
        imbalance="meso:excess",
        certainty="meso:low",
    )
    assert names(ask(world(BASE, excess, ALONE)).proposals) == []


def test_a_claim_by_another_route_or_a_mention_is_accounted_for(world):
    topical = preparation("a", "shine") + lawful("a")
    topical += acts("shine", "glow", route="meso:topical")
    assert [each.id for each in ask(world(BASE, topical)).not_proposed] == ["a"]


def test_strict_takes_nothing_of_ones_own_in_favour(world):
    product = preparation("a", "shine") + acts("shine", "glow")
    labels = lawful("a", intended="dull")
    assert names(ask(world(BASE, product, labels), Policy.STRICT).proposals) == [("a",)]
    own_labels = world(BASE, product, local=[labels])
    assert names(ask(own_labels).proposals) == [("a",)]
    assert names(ask(own_labels, Policy.STRICT).proposals) == []
    own_product = world(BASE, local=[product, labels])
    assert names(ask(own_product, Policy.STRICT).proposals) == []


def test_evidence_in_people_for_the_product_comes_first(world):
    better = preparation("z", "spring") + lawful("z") + acts("spring", "glow")
    helps = claim(
        "IndicationClaim",
        "helps",
        agent="mg:spring",
        concern="mg:dull",
        route="meso:intradermal",
        certainty="meso:low",
    )
    answer = ask(world(BASE, ALONE, better, helps))
    assert names(answer.proposals)[0] == ("z",)


def test_a_substance_with_claims_but_no_preparation_is_told(world):
    lonely = 'mg:lonely a meso:Substance ; rdfs:label "lonely" .\n' + acts("lonely", "glow")
    answer = ask(world(BASE, lonely))
    assert [each.id for each in answer.not_proposed] == ["lonely"]


def test_comparators_of_the_concern_are_given(world):
    said = claim(
        "ComparatorClaim", "cream", concern="mg:dull", comparatorKind="meso:topical-treatment"
    )
    assert [each.reason.text for each in ask(world(BASE, said)).comparators] == ["cream"]


def test_published_mixtures_are_named_as_used_never_as_compatible(world):
    used = claim("CoUseReport", "used", between="mg:shine , mg:spring")
    answer = ask(world(BASE, ALONE, SECOND, used))
    (candidate,) = answer.candidates
    assert [each.text for each in candidate.co_used] == ["used"]
    assert candidate.assessed.verdict == "unknown"


def test_exploratory_calls_admissible_only_what_cautious_does(world):
    compendium = world(BASE, ALONE, SECOND)
    assert names(ask(compendium, Policy.EXPLORATORY).proposals) == [("a",), ("b",)]
    assert names(ask(compendium, Policy.EXPLORATORY).candidates) == [("a", "b")]


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("concern", ["fine-wrinkles", "wrinkles", "dehydration", "melasma"])
def test_every_shipped_preparation_with_a_claim_is_accounted_for(formulary, concern, policy):
    compendium = formulary.compendium
    asked = Asked(policy=policy, circumstances=Circumstances(), concerns=(concern,))
    answer = propose(compendium, asked, at_most=2, keep=50)
    told = {each.id for each in answer.not_proposed}
    for each in (*answer.proposals, *answer.candidates):
        told |= {part.part.id for part in each.assessed.parts}
    for each in answer.proposals:
        assert each.assessed.admissible
    for each in answer.candidates:
        assert not each.assessed.admissible
    serving = {
        id_
        for id_, each in compendium.preparations.items()
        for active in each.actives
        for claim in compendium.claims.values()
        if claim.kind == "IndicationClaim"
        and active.substance in claim.agents
        and len(claim.agents) == 1
        and len(each.actives) == 1
        and concern in compendium.concern_family(claim.concern)
    }
    assert serving <= told


def test_two_strengths_of_one_active_are_never_drawn_together(world):
    salt = "mg:shine-salt meso:activeMoiety mg:shine . mg:shine a meso:Moiety .\n"
    again = preparation("c", "shine-salt") + lawful("c") + acts("shine-salt", "bounce")
    with_salt = BASE + salt + ALONE + again + allows_together("a", "c")
    assert set(names(ask(world(with_salt)).proposals)) == {("a",), ("c",)}
    apart = with_salt.replace(salt, "")
    assert ("a", "c") in names(ask(world(apart)).proposals)
