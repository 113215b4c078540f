"""How parts serve the processes of a concern, told as steps of a proof."""

from collections.abc import Iterable

from mesograph.formulation.effects import Service, Target, acts, strongest, targets_of
from mesograph.formulation.holding import links
from mesograph.model.claims import MechanismClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, Step, absent, concluded, leaf, weakest
from mesograph.model.things import Part
from mesograph.verdicts import Certainty

HOW_A_PART_ACTS = (
    "a claim on a substance holds for a preparation that is given for it, by the route the claim "
    "was made for"
)
HOW_A_PROCESS_IS_SERVED = (
    "what is too little is raised, what is too much is lowered; a process counts as served where "
    "the strongest support outweighs the strongest refutation"
)
HOW_PROCESSES_ARE_WEIGHED = (
    "fewest parts that serve the most processes with the best certainty; evidence in people for "
    "just this mixture comes first"
)


def acting(compendium: Compendium, part: Part, claim: MechanismClaim) -> Reason:
    """Tell that a part acts on a process as a claim says."""
    verb = "raises" if claim.raises else "lowers"
    verb = verb if claim.supports else f"does not {verb[:-1]}"
    process = compendium.label(claim.process)
    text = f"{part.preparation.label} {verb} {process}"
    premises = [leaf(claim), *links(compendium, claim, {claim.agent}, part)]
    proof = concluded("acts", text, premises, HOW_A_PART_ACTS, certainty=weakest(premises))
    return Reason(leaf(claim).text, proof)


def imbalance(compendium: Compendium, target: Target, concerns: Iterable[str]) -> list[Step]:
    """Tell by which claims a process is out of balance in the concerns asked about."""
    return [
        leaf(claim)
        for concern in concerns
        for claim in targets_of(compendium, concern).get(target, ())
    ]


def covering(
    compendium: Compendium,
    target: Target,
    certainty: Certainty | None,
    services: Iterable[tuple[Part, Service]],
    concerns: Iterable[str],
) -> Step:
    """Tell whether a process is served by parts, with all that is said for and against it."""
    found = list(services)
    supporting = [(part, claim) for part, each in found for claim in each.supporting]
    refuting = [(part, claim) for part, each in found for claim in each.refuting]
    wanted = f"{compendium.label(target.process)} {'up' if target.raise_it else 'down'}"
    premises = [acting(compendium, part, claim).proof for part, claim in (*supporting, *refuting)]
    if certainty is not None:
        text = f"{wanted} is served"
    elif supporting or refuting:
        outweighed = strongest(claim for _, claim in refuting)
        by = f", against it {outweighed.word}" if outweighed else ""
        text = f"{wanted} is not served{by}"
    else:
        text = f"{wanted} is not served"
        nothing = f"no claim that counts here, by this route, that any part turns {wanted}"
        premises.append(absent(nothing, consulted=_passed_over(compendium, target, found)))
    premises += imbalance(compendium, target, concerns)
    return concluded("serves-process", text, premises, HOW_A_PROCESS_IS_SERVED, certainty=certainty)


def _passed_over(
    compendium: Compendium, target: Target, services: Iterable[tuple[Part, Service]]
) -> list[str]:
    """Name the claims on a process and a part that do not count, by their route or reading."""
    return [
        claim.id
        for claim in compendium.claims_of(MechanismClaim)
        if claim.process == target.process
        and any(acts(compendium, claim, part) for part, _ in services)
    ]
