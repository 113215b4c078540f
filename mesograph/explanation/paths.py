"""Signed chains from a substance to a concern, over a network of claims (networkx)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mesograph.formulation.holding import held
from mesograph.model.claims import InfluenceClaim, MechanismClaim, PhysiologyClaim
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Chain, Link, Paths
from mesograph.model.reasons import Step, leaf
from mesograph.model.things import Part

if TYPE_CHECKING:
    import networkx

LONGEST = 6


def network(compendium: Compendium) -> networkx.MultiDiGraph[str]:
    """Build the network of agents, processes and concerns; each edge carries its link.

    Edges hold ``sign`` (1 or -1), ``words``, ``claim`` (None where a preparation holds a
    substance), ``certainty`` (a word or None) and ``link``. Refuting claims are no edges.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for link in _links(compendium):
        for node in (link.origin, link.target):
            thing = compendium.things.get(node)
            graph.add_node(node, label=compendium.label(node), kind=thing.kind if thing else "Term")
        grade = link.step.certainty
        graph.add_edge(
            link.origin,
            link.target,
            sign=link.sign,
            words=link.words,
            claim=link.step.claims[0] if link.step.claims else None,
            certainty=grade.word if grade else None,
            link=link,
        )
    return graph


def paths(compendium: Compendium, origin: str, concern: str) -> Paths:
    """Give every chain of at most ``LONGEST`` links, the most certain and then shortest first."""
    import networkx

    graph = network(compendium)
    family = [each for each in compendium.concern_family(concern) if each in graph]
    chains: list[Chain] = []
    if origin in graph:
        for target in family:
            for edges in networkx.all_simple_edge_paths(graph, origin, target, cutoff=LONGEST):
                links = tuple(graph.edges[edge]["link"] for edge in edges)
                chains.append(Chain(links=links))
    chains.sort(key=_rank)
    return Paths(
        compendium=compendium,
        origin=origin,
        concern=concern,
        chains=tuple(chains),
        longest=LONGEST,
    )


def _rank(chain: Chain) -> tuple[int, int, list[str]]:
    certainty = chain.certainty
    return -int(certainty or 0), len(chain.links), [each.step.id for each in chain.links]


def _links(compendium: Compendium) -> list[Link]:
    found: list[Link] = []
    for mechanism in compendium.claims_of(MechanismClaim):
        if mechanism.supports:
            sign, words = _turning(mechanism.raises)
            against = [
                leaf(each)
                for each in compendium.claims_of(MechanismClaim)
                if not each.supports
                and (each.agent, each.process) == (mechanism.agent, mechanism.process)
            ]
            link = _link(mechanism.agent, mechanism.process, words, sign, leaf(mechanism))
            found.append(replace(link, against=tuple(against)))
    for influence in compendium.claims_of(InfluenceClaim):
        if influence.supports:
            sign, words = _turning(influence.raises)
            found.append(_link(influence.origin, influence.process, words, sign, leaf(influence)))
    for physiology in compendium.claims_of(PhysiologyClaim):
        if physiology.supports:
            sign = -1 if physiology.excess else 1
            words = f"is too {'much' if physiology.excess else 'little'} in"
            found.append(
                _link(physiology.process, physiology.concern, words, sign, leaf(physiology))
            )
    for preparation in compendium.preparations.values():
        part = Part(preparation)
        found += [
            _link(preparation.id, each.substance, "holds", 1, held(compendium, part, each))
            for each in preparation.actives
        ]
    for id_, substance in sorted(compendium.substances.items()):
        if substance.moiety:
            for claim in compendium.claims_of(MechanismClaim):
                if claim.agent == substance.moiety and claim.holds_for_moiety and claim.supports:
                    sign, words = _turning(claim.raises)
                    found.append(_link(id_, claim.process, words, sign, leaf(claim)))
    return found


def _turning(raises: bool) -> tuple[int, str]:
    return (1, "raises") if raises else (-1, "lowers")


def _link(origin: str, target: str, words: str, sign: int, step: Step) -> Link:
    return Link(origin=origin, target=target, words=words, sign=sign, step=step)
