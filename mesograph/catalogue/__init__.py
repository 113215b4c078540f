"""From statements to things and claims: the one room that knows how the graph is written."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from mesograph.catalogue.claims import CLAIMS, common_fields
from mesograph.catalogue.subjects import gather, named, refuse_misused
from mesograph.catalogue.things import THINGS, preparation
from mesograph.knowledge.statements import Statement
from mesograph.model import claims as said
from mesograph.model import things
from mesograph.model.compendium import Compendium
from mesograph.model.rules import PairRule, RuleText
from mesograph.vocabulary import INDIVIDUAL, LABEL, ONTOLOGY


def compile_knowledge(
    statements: Iterable[Statement],
    versions: things.Versions,
    rules: Sequence[RuleText] = (),
    pair_rules: Sequence[PairRule] = (),
) -> Compendium:
    """Build the compendium; raises BrokenKnowledge where a subject lacks what its form demands."""
    subjects = gather(statements)
    refuse_misused(subjects)
    found: dict[str, things.Thing] = {}
    claims: dict[str, said.Claim] = {}
    for subject in subjects.values():
        for kind in subject.kinds:
            if kind in CLAIMS:
                claims[subject.id] = CLAIMS[kind](subject, common_fields(subject, kind))
            elif kind in THINGS:
                found[subject.id] = THINGS[kind](subject, named(subject, kind))
            elif kind in things.PREPARATION_KINDS:
                found[subject.id] = preparation(subject, named(subject, kind))
    for subject in subjects.values():
        ours = subject.iri.startswith((ONTOLOGY, INDIVIDUAL))
        if ours and subject.id not in found and subject.id not in claims and subject.has(LABEL):
            kind = subject.kinds[0] if subject.kinds else "Term"
            found[subject.id] = things.Thing(**named(subject, kind))
    _give_traits(found, claims)
    return Compendium(
        found, claims, versions, {each.name: each for each in rules}, tuple(pair_rules)
    )


def _give_traits(found: dict[str, things.Thing], claims: dict[str, said.Claim]) -> None:
    """Give every substance the traits that a claim says it has, or its moiety with its salts.

    A trait is what hazards go by, so a mention is enough.
    """
    by_agent: dict[str, list[said.TraitClaim]] = {}
    for claim in claims.values():
        if isinstance(claim, said.TraitClaim) and claim.supports:
            by_agent.setdefault(claim.agent, []).append(claim)
    for id_, thing in found.items():
        if isinstance(thing, things.Substance):
            own = {each.trait for each in by_agent.get(id_, ())}
            of_moiety = {
                each.trait for each in by_agent.get(thing.moiety or "", ()) if each.holds_for_moiety
            }
            found[id_] = replace(thing, traits=thing.traits | own | of_moiety)
