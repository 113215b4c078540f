"""What a change may have touched: every pair whose verdict changes is among what is given."""

from dataclasses import replace
from itertools import combinations

import pytest

from mesograph.formulation.affected import affected_pairs
from mesograph.formulation.case import open_case
from mesograph.model.claims import (
    CompatibilityClaim,
    MechanismClaim,
    MixingInstruction,
    VetoClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.things import Circumstances, Part
from mesograph.verdicts import word
from tests.conftest import claim, preparation

EVERY = 7
"""All pairs are asked twice for each change: of so many preparations one is kept."""


def state(compendium, things=None, claims=None, rules=None):
    return Compendium(
        compendium.things if things is None else things,
        compendium.claims if claims is None else claims,
        compendium.versions,
        compendium.rules,
        compendium.pair_rules if rules is None else rules,
    )


@pytest.fixture(scope="module")
def some(formulary):
    compendium = formulary.compendium
    left_out = set(compendium.preparations) - set(list(compendium.preparations)[::EVERY])
    things = {id_: each for id_, each in compendium.things.items() if id_ not in left_out}
    return state(compendium, things)


def without_claims(kind, *, supports):
    def change(compendium):
        left = {
            id_: each
            for id_, each in compendium.claims.items()
            if not (isinstance(each, kind) and each.supports is supports)
        }
        return state(compendium, claims=left)

    return change


def without_vehicles(compendium):
    things = dict(compendium.things)
    for id_, each in list(compendium.preparations.items())[::10]:
        things[id_] = replace(each, vehicle=None)
    return state(compendium, things)


def without_traits(compendium):
    things = dict(compendium.things)
    for id_, each in list(compendium.substances.items())[::10]:
        things[id_] = replace(each, traits=frozenset())
    return state(compendium, things)


def reviewed(compendium):
    things = dict(compendium.things)
    for id_, each in compendium.substances.items():
        things[id_] = replace(each, traits_reviewed=True)
    return state(compendium, things)


def with_harmless_traits(compendium):
    kinds = {
        id_: replace(each, kind="Trait") if each.kind == "ReactiveTrait" else each
        for id_, each in compendium.things.items()
    }
    return state(compendium, kinds)


CHANGES = {
    "what speaks against": without_claims(CompatibilityClaim, supports=False),
    "what speaks for": without_claims(CompatibilityClaim, supports=True),
    "vetoes": without_claims(VetoClaim, supports=False),
    "instructions": without_claims(MixingInstruction, supports=False),
    "mechanisms": without_claims(MechanismClaim, supports=True),
    "some rules": lambda known: state(known, rules=known.pair_rules[::2]),
    "all rules": lambda known: state(known, rules=()),
    "vehicles": without_vehicles,
    "traits": without_traits,
    "reviews": reviewed,
    "kinds of traits": with_harmless_traits,
}
SILENT = {"what speaks for", "kinds of traits"}
"""What speaks for a mixture has conditions on strengths, which no ratio of parts given meets."""


@pytest.mark.no_cover
@pytest.mark.parametrize("name", CHANGES)
def test_every_verdict_that_changes_is_among_the_affected(some, name):
    other = CHANGES[name](some)
    for before, after in ((some, other), (other, some)):
        changed = {
            ids
            for ids in combinations(before.preparations, 2)
            if verdict(before, ids) != verdict(after, ids)
        }
        given = set(affected_pairs(before, after))
        assert changed <= given
        assert changed or name in SILENT


def verdict(compendium, ids):
    mixture = tuple(Part(compendium.preparations[each]) for each in ids)
    return word(open_case(compendium, mixture, Circumstances()).found)


def test_what_has_not_changed_affects_nothing(some):
    assert affected_pairs(some, state(some)) == ()


def test_a_claim_affects_only_what_it_may_speak_of(some):
    claim = next(each for each in some.claims_of(CompatibilityClaim) if len(each.between) == 2)
    claims = {id_: each for id_, each in some.claims.items() if id_ != claim.id}
    found = affected_pairs(some, state(some, claims=claims))
    assert len(found) < len(some.preparations)
    assert list(found) == sorted(found)


PRODUCTS = preparation("a", "one") + preparation("b", "two") + preparation("c", "three")


@pytest.mark.parametrize(
    ("said", "pairs"),
    [
        (claim("VetoClaim", "v", "against", about="mg:a"), {("a", "b"), ("a", "c")}),
        (claim("VetoClaim", "v", "against", about="mg:one", between="mg:two"), {("a", "b")}),
        (claim("MixingInstruction", "m", "against", about="mg:b", between="mg:c"), {("b", "c")}),
    ],
)
def test_a_veto_or_instruction_affects_whom_it_names(world, said, pairs):
    plain, more = world(PRODUCTS), world(PRODUCTS, said)
    assert set(affected_pairs(plain, more)) == set(affected_pairs(more, plain)) == pairs


def test_a_product_that_changes_affects_its_pairs_alone(world):
    oily = PRODUCTS.replace("meso:vehicle meso:aqueous-solution", "meso:vehicle meso:oil", 1)
    assert oily != PRODUCTS
    found = affected_pairs(world(PRODUCTS), world(oily))
    assert set(found) == {("a", "b"), ("a", "c")}
