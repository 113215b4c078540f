"""What the search prunes is never among the best: pharmacy worlds with and without pruning."""

import random

import pytest

from mesograph.formulation.desk import CANDIDATE_SCORE, PROPOSAL_SCORE, Desk
from mesograph.formulation.outlook import Outlook
from mesograph.formulation.search import search
from mesograph.model.answers import Asked
from mesograph.model.things import Circumstances
from mesograph.verdicts import Policy
from tests.conftest import claim, lawful, preparation
from tests.formulation.test_proposing import BASE, LIMIT, acts

KEEP = 6


def best_of(desk, at_most, *, pruned):
    """Search proposals and candidates, with all cuts or with none."""
    options = desk.options()
    highest = tuple(10**6 for _ in CANDIDATE_SCORE)

    def run(judge, bounds, hopeless, tighten=lambda chosen, bound: bound):
        outcome = search(
            options,
            judge=judge,
            bounds=bounds if pruned else lambda chosen, rest, more: [highest] * len(rest),
            tighten=tighten if pruned else lambda chosen, bound: bound,
            hopeless=hopeless if pruned else lambda chosen: False,
            at_most=at_most,
            keep=KEEP,
        )
        assert outcome.complete
        return [(each.score, tuple(part.id for part in each.chosen)) for each in outcome.best]

    proposals = run(desk.proposal_score, Outlook(desk).proposal_bounds, desk.is_never_admissible)
    first = None
    if proposals:
        wanted = proposals[0][1]
        first = tuple(part for part in options if part.id in wanted)
    outlook = Outlook(desk, first)
    candidates = run(
        lambda chosen: desk.candidate_score(chosen, first),
        outlook.candidate_bounds,
        desk.is_hopeless,
        outlook.candidate_bound,
    )
    assert all(len(score) == len(PROPOSAL_SCORE) for score, _ in proposals)
    return proposals, candidates


def desk_for(compendium, concern, policy=Policy.CAUTIOUS):
    return Desk(
        compendium, Asked(policy=policy, circumstances=Circumstances(), concerns=(concern,))
    )


@pytest.mark.no_cover
@pytest.mark.parametrize("concern", ["fine-wrinkles", "dehydration", "melasma"])
def test_on_the_shipped_knowledge_pruning_loses_nothing(formulary, concern):
    desk = desk_for(formulary.compendium, concern)
    assert best_of(desk, 2, pruned=True) == best_of(desk, 2, pruned=False)


def random_shelf(seed):
    """Write five products with random effects, statuses, vehicles, labels and clashes."""
    chance = random.Random(seed)
    names = "abcde"
    text = BASE + LIMIT
    for name in names:
        osmolality = chance.choice([None, 10.0, 290.0, 2000.0])
        text += preparation(
            name,
            f"s{name}",
            vehicle=chance.choice(["aqueous-solution", "aqueous-gel", None]),
            osmolality=osmolality and (osmolality, osmolality),
            role=chance.choice(["active-ingredient", "active-ingredient", "tonicity-agent"]),
        )
        if chance.random() < 0.8:
            status = chance.choice(["authorised-medicine", "authorised-medicine", "medical-device"])
            text += lawful(name, status=status, intended="dull").replace(
                "meso:route meso:intradermal",
                chance.choice(["meso:route meso:intradermal", "meso:onlyRoute meso:as-diluent"]),
            )
        for process in ("glow", "bounce"):
            if chance.random() < 0.5:
                text += acts(
                    f"s{name}",
                    process,
                    action=chance.choice(["stimulates", "stimulates", "inhibits"]),
                    certainty=f"meso:{chance.choice(['low', 'very-low', 'moderate'])}",
                )
        if chance.random() < 0.3:
            text += claim("MixingInstruction", f"mix-{name}", about=f"mg:{name}")
    for number, one in enumerate(names):
        for other in names[number + 1 :]:
            if chance.random() < 0.45:
                against = chance.random() < 0.35
                text += claim(
                    "CompatibilityClaim",
                    f"{one}-{other}",
                    "against" if against else "for",
                    between=f"mg:{one} , mg:{other}",
                    aspect="meso:physical",
                    method="meso:label-statement",
                    setting="meso:syringe",
                    **(
                        {"vehicle": "meso:aqueous-solution"}
                        if against and chance.random() < 0.5
                        else {}
                    ),
                )
            if chance.random() < 0.15:
                text += claim(
                    "DegradationClaim",
                    f"{one}-breaks-with-{other}",
                    about=f"mg:s{one}",
                    togetherWith=f"mg:s{other}",
                )
    return text


@pytest.mark.parametrize("policy", [Policy.CAUTIOUS, Policy.STRICT])
@pytest.mark.parametrize("seed", range(25))
def test_on_random_shelves_pruning_loses_nothing(world, seed, policy):
    compendium = world(random_shelf(seed))
    desk = desk_for(compendium, "dull", policy)
    assert best_of(desk, 3, pruned=True) == best_of(desk, 3, pruned=False)


def test_the_random_shelves_have_something_to_find(world):
    found = [
        best_of(desk_for(world(random_shelf(seed)), "dull"), 3, pruned=True) for seed in range(25)
    ]
    assert sum(bool(proposals) for proposals, _ in found) > 5
    assert sum(bool(candidates) for _, candidates in found) > 5
    assert any(len(chosen) > 1 for proposals, _ in found for _, chosen in proposals)
