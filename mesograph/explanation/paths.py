"""Signed chains from a substance to a concern, over a network of claims (networkx)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mesograph.formulation.holding import held
from mesograph.model.claims import Claim, InfluenceClaim, MechanismClaim, PhysiologyClaim
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Chain, Link, Paths
from mesograph.model.reasons import Step, leaf
from mesograph.model.things import Part

if TYPE_CHECKING:
    import networkx

LONGEST = 6


def network(compendium: Compendium) -> networkx.MultiDiGraph[str]:
    """Build the network of agents, processes and concerns; each edge carries its link.

    There is one edge for each direction in which one turns the other. Edges hold ``sign`` (1 or
    -1), ``words``, ``claims`` and ``refuting`` (names of claims), ``certainty`` (a word or None)
    and ``link``.
    """
    import networkx

    graph: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for link in _links(compendium):
        for node in (link.origin, link.target):
            thing = compendium.things.get(node)
            graph.add_node(node, label=compendium.label(node), kind=thing.kind if thing else "Term")
        graph.add_edge(
            link.origin,
            link.target,
            sign=link.sign,
            words=link.words,
            claims=[name for step in link.steps for name in step.claims],
            refuting=[name for step in link.against for name in step.claims],
            certainty=link.certainty.word if link.certainty else None,
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


def _rank(chain: Chain) -> tuple[int, int, list[tuple[str, str]]]:
    nodes = [(each.origin, each.target) for each in chain.links]
    return -int(chain.certainty or 0), len(chain.links), nodes


def _links(compendium: Compendium) -> list[Link]:
    """Give every link once, with all claims by which it holds and all that refute it."""
    found: dict[tuple[str, str, int], Link] = {}
    for link in _single_links(compendium):
        key = (link.origin, link.target, link.sign)
        known = found.get(key)
        found[key] = replace(link, steps=(*known.steps, *link.steps)) if known else link
    refuting: dict[tuple[str, str, int], tuple[Step, ...]] = {}
    for link in _single_links(compendium, supporting=False):
        key_of = (link.origin, link.target, link.sign)
        refuting[key_of] = (*refuting.get(key_of, ()), *link.steps)
    return [replace(each, against=refuting.get(key, ())) for key, each in found.items()]


def _single_links(compendium: Compendium, *, supporting: bool = True) -> Iterator[Link]:
    """Give a link for every claim, and for every active ingredient of a preparation.

    With ``supporting`` false: the links that refuting claims deny.
    """
    for mechanism in compendium.claims_of(MechanismClaim):
        if mechanism.supports is supporting:
            for agent in _agents(compendium, mechanism):
                yield _turning(agent, mechanism.process, mechanism.raises, mechanism)
    for influence in compendium.claims_of(InfluenceClaim):
        if influence.supports is supporting:
            yield _turning(influence.origin, influence.process, influence.raises, influence)
    for claim in compendium.claims_of(PhysiologyClaim):
        if claim.supports is supporting:
            sign, words = (-1, "is too much in") if claim.excess else (1, "is too little in")
            yield Link(
                origin=claim.process,
                target=claim.concern,
                words=words,
                sign=sign,
                steps=(leaf(claim),),
            )
    for preparation in compendium.preparations.values() if supporting else ():
        part = Part(preparation)
        for each in preparation.actives:
            step = held(compendium, part, each)
            yield Link(
                origin=preparation.id, target=each.substance, words="holds", sign=1, steps=(step,)
            )


def _agents(compendium: Compendium, claim: MechanismClaim) -> list[str]:
    """Name the agent of a claim, and its salts where the claim holds for them."""
    salts = [
        id_
        for id_, each in sorted(compendium.substances.items())
        if claim.holds_for_moiety and each.moiety == claim.agent
    ]
    return [claim.agent, *salts]


def _turning(origin: str, target: str, raises: bool, claim: Claim) -> Link:
    sign, words = (1, "raises") if raises else (-1, "lowers")
    return Link(origin=origin, target=target, words=words, sign=sign, steps=(leaf(claim),))
