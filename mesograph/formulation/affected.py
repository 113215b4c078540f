"""The pairs of preparations whose verdict a change of the knowledge may have changed."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product

from mesograph.formulation.bearing import answers_to
from mesograph.formulation.predicting import features
from mesograph.model.claims import CompatibilityClaim, MixingInstruction, VetoClaim
from mesograph.model.compendium import Compendium
from mesograph.model.things import Part, Preparation

Pair = tuple[str, str]
Heeded = CompatibilityClaim | VetoClaim | MixingInstruction


def affected_pairs(before: Compendium, after: Compendium) -> tuple[Pair, ...]:
    """Give the pairs that both states know and on which their verdicts may differ, in order.

    A verdict looks at what the two preparations are and hold, at what claims and rules may ask of
    them, and at the claims and rules that speak of them; a pair of which none of that differs keeps
    its verdict. Too many may be given, never too few.
    """
    both = before.preparations.keys() & after.preparations.keys()
    parts = [Part(before.preparations[each]) for each in both]
    if _kinds_of_traits(before) != _kinds_of_traits(after) or (
        bool(before.pair_rules) != bool(after.pair_rules)
    ):
        return tuple(combinations(sorted(both), 2))
    changed = (
        each
        for each in both
        if _face(before, before.preparations[each]) != _face(after, after.preparations[each])
    )
    found = {
        *product(changed, both),
        *_by_claims(before, after, parts),
        *_by_rules(before, after, parts),
    }
    return tuple(sorted({(min(pair), max(pair)) for pair in found if pair[0] != pair[1]}))


def _by_claims(before: Compendium, after: Compendium, parts: list[Part]) -> Iterator[Pair]:
    """Give the pairs that a claim may speak of that is in one state only, or not the same."""
    answering = defaultdict[str, set[str]](set)
    names: dict[str, frozenset[str]] = {}
    for part in parts:
        names[part.id] = frozenset().union(*answers_to(before, part))
        for each in names[part.id]:
            answering[each].add(part.id)
    everyone = set(names)
    for claim in _changed_claims(before, after):
        if isinstance(claim, CompatibilityClaim):
            reached = set().union(*(answering[each] for each in claim.between))
            for one in reached:
                rest = [answering[each] for each in claim.between - names[one]]
                yield from product([one], reached.intersection(*rest))
        else:
            about = claim.about if isinstance(claim, VetoClaim) else frozenset({claim.about})
            met = set().union(*(answering[each] for each in claim.between))
            reached = set().union(*(answering[each] for each in about))
            yield from product(reached, met if claim.between else everyone)


def _changed_claims(before: Compendium, after: Compendium) -> Iterator[Heeded]:
    for one, other in ((before, after), (after, before)):
        for id_, claim in one.claims.items():
            if isinstance(claim, Heeded) and other.claims.get(id_) != claim:
                yield claim


def _by_rules(before: Compendium, after: Compendium, parts: list[Part]) -> Iterator[Pair]:
    """Give the pairs that meet the demands of a rule that is in one state only."""
    old, new = before.pair_rules, after.pair_rules
    changed = [
        *(each for each in old if each not in new),
        *(each for each in new if each not in old),
    ]
    if not changed:
        return
    met = {part.id: features(before, part) for part in parts}
    for rule in changed:
        ones = [each for each, asked in met.items() if rule.one in asked]
        others = [each for each, asked in met.items() if rule.other in asked]
        yield from product(ones, others)


def _kinds_of_traits(compendium: Compendium) -> frozenset[tuple[str, str]]:
    """Give every trait with its kind: a reactive one in an excipient silences what speaks for."""
    traits = set().union(*(each.traits for each in compendium.substances.values()))
    things = compendium.things
    return frozenset((each, things[each].kind) for each in traits if each in things)


def _face(compendium: Compendium, preparation: Preparation) -> tuple[object, ...]:
    """Give all that claims and rules look at in a preparation."""
    part = Part(preparation)
    return (
        preparation,
        [compendium.substances.get(each.substance) for each in preparation.ingredients],
        answers_to(compendium, part),
        features(compendium, part),
    )
