"""Accounting for everything that has a claim on a concern and is not proposed."""

from collections.abc import Iterable, Iterator

from mesograph.formulation.bearing import speaks_of
from mesograph.formulation.desk import PROPOSAL_SCORE, Desk, Parts
from mesograph.formulation.effects import Target, evidence
from mesograph.formulation.holding import having_trait
from mesograph.formulation.serving import HOW_A_PROCESS_IS_SERVED, covering
from mesograph.model.answers import NotProposed
from mesograph.model.claims import Claim, IndicationClaim, MechanismClaim, ToleranceClaim
from mesograph.model.findings import Finding
from mesograph.model.reasons import Reason, Step, absent, asked, concluded, kept_apart, told
from mesograph.model.shelves import told_lots
from mesograph.model.things import Part, Substance
from mesograph.quantities import as_range
from mesograph.verdicts import GATES, Status

_OUTWEIGHED = "no support for a process outweighs what is against it"
_NO_PREPARATION = "no preparation of it is in this graph"
_NOT_ON_SHELF = "no preparation of it is on the shelf"
_HOW_EXPIRED = "what is past its last day of use is not drawn"
_TURNS_WRONG = (
    "it worsens a process of the concern with no less certainty than it serves another one"
)
_NO_PROCESS = "no process of the concern is known to be served by it"

OnAgents = tuple[Claim, frozenset[str]]
"""A claim with the substances or preparations it is on."""


def not_proposed(desk: Desk, used: set[str]) -> tuple[NotProposed, ...]:
    """Account for every preparation or substance with a claim on the concerns, not used."""
    found: list[NotProposed] = []
    on_concerns = list(_claims_on(desk))
    for part in desk.options():
        if part.id not in used and _has_claim(desk, part, on_concerns):
            reasons = _refusal(desk, (part,))
            found.append(NotProposed(id=part.id, label=part.preparation.label, reasons=reasons))
    return (*found, *_expired(desk), *_without_preparation(desk, on_concerns))


def _expired(desk: Desk) -> tuple[NotProposed, ...]:
    """Account for what stands on the shelf and may not be drawn any more."""
    shelf = desk.asked.shelf
    if shelf is None:
        return ()
    found = []
    for id_ in sorted({each.preparation for each in shelf.expired} - shelf.usable):
        label = desk.compendium.label(id_)
        text = f"expired by {shelf.as_of}: {told_lots(shelf.expired_lots_of(id_))}"
        proof = concluded("expired", text, [asked(f"the shelf {shelf.name}: {text}")], _HOW_EXPIRED)
        found.append(NotProposed(id=id_, label=label, reasons=(Reason(text, proof),)))
    return tuple(found)


def _claims_on(desk: Desk) -> Iterator[OnAgents]:
    """Give every claim on the concerns or their processes, with what it is on."""
    processes = {target.process for target in desk.all_targets}
    for mechanism in desk.compendium.claims_of(MechanismClaim):
        if mechanism.process in processes:
            yield mechanism, frozenset({mechanism.agent})
    for indication in desk.compendium.claims_of(IndicationClaim):
        if _is_asked(desk, indication):
            yield indication, indication.agents


def _has_claim(desk: Desk, part: Part, on_concerns: Iterable[OnAgents]) -> bool:
    """Tell whether anything is claimed of a part on the concerns, by whatever route or reading."""
    return any(
        speaks_of(desk.compendium, claim, agent, part)
        for claim, agents in on_concerns
        for agent in agents
    )


def _refusal(desk: Desk, chosen: Parts) -> tuple[Reason, ...]:
    assessed = desk.assessed(chosen)
    failed = [each for each in assessed.findings if each.status is Status.FAILED]
    if failed:
        return tuple(Reason(f"{each.check}: {_short(each)}", each.proof) for each in failed)
    unknown = [
        each for each in assessed.findings if each.check in GATES and each.status is Status.UNKNOWN
    ]
    if not desk.serves_all_concerns(chosen):
        return _weighed(desk, chosen[0])
    if unknown:
        return tuple(
            Reason(f"{each.check} unknown: {'; '.join(each.needs)}", each.proof) for each in unknown
        )
    return (_outdone(desk, chosen),)


def _outdone(desk: Desk, chosen: Parts) -> Reason:
    """Tell with what score a mixture stands behind those that were taken."""
    names = zip(PROPOSAL_SCORE, desk.merit_of(chosen), strict=True)
    shown = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in names)
    text = "others serve the concern better with what is known"
    how = f"its score ({shown}) is below theirs, or as many as were asked for stand before it"
    return Reason(text, concluded("score", text, _served(desk, chosen[0]), how))


def _served(desk: Desk, part: Part) -> list[Step]:
    return [
        covering(
            desk.compendium,
            target,
            desk.service(part, target).certainty,
            [(part, desk.service(part, target))],
            desk.asked.concerns,
        )
        for target in desk.all_targets
    ]


def _weighed(desk: Desk, part: Part) -> tuple[Reason, ...]:
    """Tell the claims by which a part serves nothing: those for do not outweigh those against."""
    services = [desk.service(part, target) for target in desk.all_targets]
    found = [
        evidence(desk.compendium, (part,), concern, desk.asked.circumstances)
        for concern in desk.asked.concerns
    ]
    supporting: list[Claim] = [claim for each in services for claim in each.supporting]
    supporting += [claim for each in found for claim in each.supporting]
    refuting: list[Claim] = [claim for each in services for claim in each.refuting]
    refuting += [claim for each in found for claim in each.refuting]
    serving = any(each.certainty is not None for each in services)
    text = _TURNS_WRONG if serving else _OUTWEIGHED if refuting else _NO_PROCESS
    return (
        Reason(
            text, concluded("serves-process", text, _served(desk, part), HOW_A_PROCESS_IS_SERVED)
        ),
        *(told(claim, "for: ") for claim in supporting),
        *(told(claim, "against: ") for claim in refuting),
        *(
            kept_apart(claim, each.aside(claim, desk.asked.circumstances))
            for each in found
            for claim in each.elsewhere
        ),
    )


def _without_preparation(desk: Desk, on_concerns: Iterable[OnAgents]) -> Iterator[NotProposed]:
    """Account for substances with claims on the concerns that are in no preparation."""
    compendium = desk.compendium
    made: set[str] = set()
    families: set[str] = set()
    for option in desk.options():
        made |= option.preparation.substances
        families = families.union(*map(compendium.moiety_family, option.preparation.substances))
    alone = {
        agent
        for claim, agents in on_concerns
        if len(agents) == 1
        for agent in agents
        if not (claim.holds_for_moiety and agent in families)
    }
    for id_ in sorted((alone - made) & compendium.substances.keys()):
        substance = compendium.substances[id_]
        reasons = _drawbacks(desk, substance)
        yield NotProposed(id=id_, label=substance.label, reasons=reasons)


def _is_asked(desk: Desk, claim: IndicationClaim) -> bool:
    concerns = desk.compendium.concern_family(claim.concern)
    return any(each in desk.asked.concerns for each in concerns)


def _drawbacks(desk: Desk, substance: Substance) -> tuple[Reason, ...]:
    """Tell what speaks against a substance that no preparation holds."""
    text = "it is oily: in an oily vehicle it fails the check non-oily"
    traits = having_trait(desk.compendium, substance.id, "oily")
    oily = Reason(text, concluded("oily-substance", text, traits, "oil is not injected here"))
    mechanisms = [
        claim
        for claim in desk.compendium.claims_of(MechanismClaim)
        if claim.agent == substance.id and (not claim.supports or _is_unwanted(desk, claim))
    ]
    harms = [
        claim
        for claim in desk.compendium.claims_of(ToleranceClaim)
        if substance.id in claim.about and not claim.supports
    ]
    shelf = desk.asked.shelf
    place = f"on the shelf {shelf.name}" if shelf else "in this graph"
    text_of_none = _NOT_ON_SHELF if shelf else _NO_PREPARATION
    return (
        Reason(text_of_none, absent(f"a preparation of {substance.label} {place}")),
        *((oily,) if "oily" in substance.traits else ()),
        *(told(claim) for claim in (*mechanisms, *harms)),
    )


def _is_unwanted(desk: Desk, claim: MechanismClaim) -> bool:
    """Tell whether a claim lowers a process of which less is not what is wanted."""
    return not claim.raises and Target(claim.process, False) not in desk.all_targets


def _short(finding: Finding) -> str:
    first = finding.because[0].text if finding.because else "failed"
    if finding.value is not None and finding.limit is not None:
        return f"{first}, outside {as_range(finding.limit, 0)}"
    return first
