"""Whether an agent is indicated for a concern: in people, by its mechanism only, or not at all."""

from collections.abc import Iterable

from mesograph.explanation.deriving import PLAUSIBLE, Derived, Deriver
from mesograph.formulation.effects import Evidence, evidence, strongest
from mesograph.model.claims import IndicationClaim
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
    "evidence of the same route does not reach"
)
HOW_PLAUSIBLE = "a mechanism alone implies no effect in people: never more than pre-clinical"
HOW_NOT = "neither evidence in people nor a mechanism speaks for it here"


def indicated(
    compendium: Compendium,
    deriver: Deriver,
    agent: Thing,
    concern: str,
    asked: Circumstances,
) -> Explanation:
    """Explain whether an agent is indicated for a concern, with all that speaks for and against."""
    statement = f"{agent.label} is indicated for {compendium.label(concern)}"
    found = _evidence(compendium, agent, concern, asked)
    plausible = deriver.prove((INDIVIDUAL + agent.id, PLAUSIBLE, INDIVIDUAL + concern))
    aggravating = deriver.prove((INDIVIDUAL + agent.id, AGGRAVATES, INDIVIDUAL + concern))
    premises = [leaf(each) for each in (*found.supporting, *found.refuting)]
    premises += [kept_apart(each, found.aside(each, asked)).proof for each in found.elsewhere]
    premises += _ways(plausible)
    premises += _ways(aggravating)
    follows = found.certainty is not None or plausible is not None
    if found.certainty is not None:
        proof = concluded(
            "indication-documented",
            f"{statement}: documented in people",
            premises,
            HOW_DOCUMENTED,
            certainty=found.certainty,
        )
    elif plausible is not None:
        text = f"{statement}: plausible, by its mechanism only"
        proof = concluded(
            "indication-plausible", text, premises, HOW_PLAUSIBLE, certainty=_best(plausible)
        )
    else:
        missing = _absence(compendium, agent, concern, found)
        text = f"{statement}: does not follow, {missing.absence.value if missing.absence else ''}"
        proof = concluded("indication-absent", text, [missing, *premises], HOW_NOT)
    return Explanation(
        compendium=compendium,
        statement=statement,
        follows=follows,
        proof=proof,
        others=plausible.others if plausible else (),
        justifications=_justifications(plausible) if plausible else (),
        complete=plausible.justifications.complete if plausible else True,
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
        missing = absent(f"no claim here by which {statement}")
        proof = concluded("nothing-follows", f"{statement}: does not follow", [missing])
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
    text = f"no evidence in people and no mechanism for {agent.label} in {label}"
    return absent(text, consulted=consulted, searches=records)


def _consulted(compendium: Compendium, agent: Thing, concern: str) -> Iterable[IndicationClaim]:
    """Give the claims on the concern, or on the agent, that do not say it."""
    family = compendium.concern_family(concern)
    for each in compendium.claims_of(IndicationClaim):
        if agent.id in each.agents or each.concern in family:
            yield each
