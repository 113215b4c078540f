"""Whether an agent is indicated for a concern: in people, by its mechanism only, or not at all."""

from collections.abc import Iterable

from mesograph.explanation.deriving import PLAUSIBLE, Derived, Deriver
from mesograph.formulation.effects import Evidence, acts, evidence, strongest, targets_of
from mesograph.model.answers import Asked
from mesograph.model.claims import IndicationClaim, MechanismClaim, PhysiologyClaim, SynergyClaim
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Explanation, Justification
from mesograph.model.reasons import Step, absent, concluded, kept_apart, leaf
from mesograph.model.things import Circumstances, Part, Preparation, Thing
from mesograph.reasoning.engine import Fact
from mesograph.verdicts import Certainty
from mesograph.vocabulary import INDIVIDUAL, meso

AGGRAVATES, SYNERGY = meso("mayAggravate"), meso("actsInSynergyWith")
HOW_DOCUMENTED = (
    "evidence in people, by the route asked, of at least very low certainty, which refuting "
    "evidence of the same route does not reach; what a label allows is asked by the checks "
    "regulatory and route"
)
HOW_PLAUSIBLE = "a mechanism alone implies no effect in people: never more than pre-clinical"
HOW_DISPUTED = (
    "for every process concerned, what is said against the mechanism, or against the imbalance, is "
    "at least as certain as what is said for it"
)
HOW_NOT = "neither evidence in people by this route nor a mechanism speaks for it here"


def indicated(
    compendium: Compendium,
    deriver: Deriver,
    agent: Thing,
    concern: str,
    question: Asked,
) -> Explanation:
    """Explain whether an agent is indicated for a concern, with all that speaks for and against."""
    asked = question.circumstances
    statement = f"{agent.label} is indicated for {compendium.label(concern)}"
    found = _evidence(compendium, agent, concern, asked)
    plausible = deriver.prove((INDIVIDUAL + agent.id, PLAUSIBLE, INDIVIDUAL + concern))
    aggravating = deriver.prove((INDIVIDUAL + agent.id, AGGRAVATES, INDIVIDUAL + concern))
    premises = [leaf(each) for each in (*found.supporting, *found.refuting)]
    premises += [kept_apart(each, found.aside(each, asked)).proof for each in found.elsewhere]
    premises += _ways(plausible)
    premises += _ways(aggravating)
    premises += map(leaf, _refuting(compendium, agent, concern))
    premises += map(leaf, _balanced(compendium, concern) if plausible else ())
    stands = plausible is not None and _stands(compendium, agent, concern)
    follows = found.certainty is not None or (stands and not found.is_refuted)
    if found.certainty is not None:
        proof = concluded(
            "indication-documented",
            f"{statement}: documented in people",
            premises,
            HOW_DOCUMENTED,
            certainty=found.certainty,
        )
    elif plausible is not None and follows:
        text = f"{statement}: plausible, by its mechanism only"
        proof = concluded(
            "indication-plausible", text, premises, HOW_PLAUSIBLE, certainty=_best(plausible)
        )
    elif plausible is not None and not found.is_refuted:
        text = f"{statement}: does not follow, the mechanism or the imbalance is disputed"
        proof = concluded("indication-disputed", text, premises, HOW_DISPUTED)
    else:
        missing = _absence(compendium, agent, concern, found)
        text = f"{statement}: does not follow, {missing.absence.value if missing.absence else ''}"
        proof = concluded("indication-absent", text, [missing, *premises], HOW_NOT)
    # Other ways belong to the conclusion only where it rests on the mechanism alone.
    rests = plausible if proof.name == "indication-plausible" else None
    return Explanation(
        compendium=compendium,
        statement=statement,
        follows=follows,
        proof=proof,
        others=rests.others if rests else (),
        justifications=_justifications(rests) if rests else (),
        complete=rests.justifications.complete if rests else True,
        asked=question,
    )


def aggravated(compendium: Compendium, deriver: Deriver, agent: Thing, concern: str) -> Explanation:
    """Explain whether an agent may make a concern worse by its mechanism."""
    statement = f"{agent.label} may aggravate {compendium.label(concern)}"
    fact = (INDIVIDUAL + agent.id, AGGRAVATES, INDIVIDUAL + concern)
    return _plainly(compendium, deriver, statement, fact)


def in_synergy(compendium: Compendium, deriver: Deriver, one: Thing, other: Thing) -> Explanation:
    """Explain whether two agents were shown to do more together, and in which model."""
    statement = f"{one.label} and {other.label} do more together than each alone"
    fact = (INDIVIDUAL + one.id, SYNERGY, INDIVIDUAL + other.id)
    return _plainly(compendium, deriver, statement, fact)


def _plainly(compendium: Compendium, deriver: Deriver, statement: str, fact: Fact) -> Explanation:
    """Explain a statement that is one fact: it follows, or nothing here says it."""
    found = deriver.prove(fact)
    if found is None:
        against = [
            each
            for each in compendium.claims_of(SynergyClaim)
            if not each.supports and {INDIVIDUAL + one for one in each.agents} >= {fact[0], fact[2]}
        ]
        missing = absent(
            f"no claim here by which {statement}",
            consulted=[each.id for each in against],
            known_not=bool(against),
        )
        premises = [missing, *map(leaf, against)]
        proof = concluded("nothing-follows", f"{statement}: does not follow", premises)
        return Explanation(compendium=compendium, statement=statement, follows=False, proof=proof)
    return Explanation(
        compendium=compendium,
        statement=statement,
        follows=True,
        proof=concluded("statement", statement, _ways(found), certainty=_best(found)),
        others=found.others,
        justifications=_justifications(found),
        complete=found.justifications.complete,
    )


def _weighed(
    compendium: Compendium, agent: Thing, concern: str
) -> list[tuple[list[MechanismClaim], list[MechanismClaim]]]:
    """Give for every process to be set right the claims that it is, and those that it is not."""
    found = []
    for target in targets_of(compendium, concern):
        supporting, refuting = [], []
        for claim in compendium.claims_of(MechanismClaim):
            if claim.process == target.process and _speaks_of(compendium, claim, agent):
                helps = claim.raises == target.raise_it
                if helps and claim.counts_in_favour:
                    supporting.append(claim)
                elif helps is not claim.supports:
                    refuting.append(claim)
        found.append((supporting, refuting))
    return found


def _stands(compendium: Compendium, agent: Thing, concern: str) -> bool:
    """Tell whether for some process the support of a mechanism outweighs its refutation."""
    return any(
        (strongest(supporting) or 0) > (strongest(refuting) or 0)
        for supporting, refuting in _weighed(compendium, agent, concern)
    )


def _refuting(compendium: Compendium, agent: Thing, concern: str) -> list[MechanismClaim]:
    return [each for _, refuting in _weighed(compendium, agent, concern) for each in refuting]


def _balanced(compendium: Compendium, concern: str) -> list[PhysiologyClaim]:
    """Give the claims that refute an imbalance of the concern or of a broader one."""
    family = compendium.concern_family(concern)
    return [
        each
        for each in compendium.claims_of(PhysiologyClaim)
        if each.concern in family and not each.supports
    ]


def _speaks_of(compendium: Compendium, claim: MechanismClaim, agent: Thing) -> bool:
    if isinstance(agent, Preparation):
        return acts(compendium, claim, Part(agent))
    family = compendium.moiety_family(agent.id)
    return claim.agent == agent.id or (claim.holds_for_moiety and claim.agent in family)


def _best(derived: Derived) -> Certainty | None:
    """Give the certainty of the best of several ways to a conclusion."""
    return max((each.certainty for each in _ways(derived) if each.certainty), default=None)


def _ways(derived: Derived | None) -> list[Step]:
    return [derived.proof, *derived.others] if derived else []


def _justifications(derived: Derived) -> tuple[Justification, ...]:
    return tuple(Justification(leaves=each) for each in derived.told)


def _evidence(compendium: Compendium, agent: Thing, concern: str, asked: Circumstances) -> Evidence:
    """Gather the evidence in people: on just this preparation, or on a substance by itself."""
    if isinstance(agent, Preparation):
        return evidence(compendium, (Part(agent),), concern, asked)
    broader = compendium.concern_family(concern)
    family = compendium.moiety_family(agent.id)
    claims = [
        each
        for each in compendium.claims_of(IndicationClaim)
        if (each.agents == {agent.id} or (each.holds_for_moiety and each.agents < family))
        and (
            concern in compendium.concern_family(each.concern)
            or (not each.supports and each.concern in broader)
        )
    ]
    own = [each for each in claims if each.route == asked.route]
    refuting = [each for each in claims if not each.supports and each.route in (None, asked.route)]
    return Evidence(
        tuple(each for each in own if each.counts_in_favour),
        tuple(refuting),
        tuple(each for each in claims if each not in own and each not in refuting),
    )


def _absence(compendium: Compendium, agent: Thing, concern: str, found: Evidence) -> Step:
    """Word the absence: known not, looked for in vain, or not searched."""
    label = compendium.label(concern)
    consulted = [each.id for each in _consulted(compendium, agent, concern)]
    if found.is_refuted:
        worst = strongest(found.refuting) or Certainty.CLAIM_ONLY
        text = f"evidence in people speaks against {agent.label} for {label} ({worst.word})"
        return absent(text, consulted=consulted, known_not=True)
    records = [
        each.id
        for each in compendium.searches
        if each.between & compendium.moiety_family(agent.id) and concern in each.between
    ]
    text = f"no evidence in people by this route, and no mechanism, for {agent.label} in {label}"
    refuted = bool(_refuting(compendium, agent, concern))
    return absent(text, consulted=consulted, searches=records, known_not=refuted)


def _consulted(compendium: Compendium, agent: Thing, concern: str) -> Iterable[IndicationClaim]:
    """Give the claims on the concern, or on the agent, that do not say it."""
    family = compendium.concern_family(concern)
    for each in compendium.claims_of(IndicationClaim):
        if agent.id in each.agents or each.concern in family:
            yield each
