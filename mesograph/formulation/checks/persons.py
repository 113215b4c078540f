"""The gate contraindication and the check allergy: what a state of person or region forbids."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mesograph.formulation.bearing import answers_to, claims_about, is_substance, principal
from mesograph.formulation.case import Case
from mesograph.model.claims import ContraindicationClaim
from mesograph.model.findings import Caution, Finding, minded
from mesograph.model.persons import ANY_ALLERGY
from mesograph.model.reasons import Reason, absent, asked, concluded, leaf, stated, told
from mesograph.model.things import Part
from mesograph.verdicts import Status

TOPICAL = "topical"
FORBIDS = " (forbids it)"
SPEAKS_AGAINST = " (speaks against it)"
_NOTHING_FORBIDS = "no claim here by which the concern or the route itself forbids a part"
_TO_ASK = "a state that forbids or speaks against a part has to be asked of the person"
_PERSON_IS_IN = "what forbids a part in a state forbids it for a person in that state"
_PRESCRIBER = "what speaks against a part is for the prescriber to weigh"


@dataclass
class _Weighed:
    """What claims on contraindications come to for one case."""

    forbidding: list[Reason] = field(default_factory=list)
    cautions: list[Caution] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)
    to_ask: dict[str, list[ContraindicationClaim]] = field(default_factory=dict)


def contraindication(case: Case) -> Finding:
    """Ask whether concern, region, route or a state of the person forbids a part.

    Without a person, what to ask is a caution. What speaks against a part in a state that the
    person is in is left to the prescriber, so the answer is unknown.
    """
    found = _Weighed()
    family = frozenset(
        each for concern in case.concerns for each in case.compendium.concern_family(concern)
    )
    bearing = {
        claim.id: (part, claim)
        for part in case.mixture
        for claim in claims_about(case.compendium, ContraindicationClaim, part)
    }
    for _, (part, claim) in sorted(bearing.items()):
        if claim.supports and is_asked(case, part, claim):
            _weigh(case, part, claim, family, found)
    for state, claims in sorted(found.to_ask.items()):
        weight = FORBIDS if any(each.absolute for each in claims) else SPEAKS_AGAINST
        text = f"{case.compendium.label(state)}{weight}"
        found.cautions.append(
            Caution("to-ask", text, concluded("to-ask", text, map(leaf, claims), _TO_ASK))
        )
    left_open = Status.UNKNOWN if found.needs else Status.MET
    return Finding(
        check="contraindication",
        status=Status.FAILED if found.forbidding else left_open,
        cautions=tuple(found.cautions),
        because=tuple(found.forbidding),
        needs=() if found.forbidding else tuple(dict.fromkeys(found.needs)),
        absences=()
        if found.forbidding or found.needs
        else (absent(_NOTHING_FORBIDS, consulted=sorted(bearing)),),
    )


def _weigh(
    case: Case,
    part: Part,
    claim: ContraindicationClaim,
    family: frozenset[str],
    found: _Weighed,
) -> None:
    """Add what one claim comes to: it forbids, speaks against, or has to be asked."""
    by_itself = claim.concern is None and not claim.states
    if (claim.concern in family or by_itself) and claim.absolute:
        found.forbidding.append(told(claim))
    elif claim.concern in family or by_itself:
        found.cautions.append(minded("relative-contraindication", claim))
    concerns = {claim.concern} if claim.concern is not None else set[str]()
    for state in sorted((claim.states | concerns) - family):
        answer = is_in_state(case, part, state)
        if answer is None and state in claim.states:
            found.to_ask.setdefault(state, []).append(claim)
        elif answer:
            label = case.compendium.label(state)
            text = f"the person: {label}: {claim.statement}"
            premises = [asked(f"the person: {label}"), leaf(claim)]
            how = _PERSON_IS_IN if claim.absolute else _PRESCRIBER
            reason = Reason(text, concluded("contraindicated", text, premises, how))
            if claim.absolute:
                found.forbidding.append(reason)
            else:
                found.cautions.append(Caution("relative-contraindication", text, reason.proof))
                found.needs.append(f"what the prescriber decides on {label}")


def is_in_state(case: Case, part: Part, state: str) -> bool | None:
    """Tell whether the person is in a state that concerns a part, None where nobody asked."""
    person = case.asked.person
    if person is None:
        return None
    if state == ANY_ALLERGY and person.is_in(state) is None:
        return person.is_allergic_to(frozenset().union(*answers_to(case.compendium, part)))
    return person.is_in(state)


def is_asked(case: Case, part: Part, claim: ContraindicationClaim) -> bool:
    """Tell whether a claim is on this route, and on region and technique where it names any.

    What may not be put on a region is not injected there either, if that is what is drawn.
    """
    wanted = case.asked
    family = case.compendium.technique_family
    inside = case.compendium.region_family(wanted.region) if wanted.region else frozenset[str]()
    techniques = family(wanted.technique) if wanted.technique else frozenset[str]()
    on_skin = bool(claim.regions) and claim.route == TOPICAL
    return (
        (claim.route in (None, wanted.route) or (on_skin and _is_drawn(case, part, claim)))
        and (not claim.regions or bool(claim.regions & inside))
        and (not claim.techniques or bool(claim.techniques & techniques))
    )


def _is_drawn(case: Case, part: Part, claim: ContraindicationClaim) -> bool:
    """Tell whether a claim is on what a part is drawn for, not on something that keeps it."""
    return any(
        is_substance(case.compendium, claim, each, drawn.substance)
        for drawn in principal(part)
        for each in claim.about
    )


def allergy(case: Case) -> Finding:
    """Ask whether a part holds what the person is allergic to.

    Met only where allergies were asked after, each is known here, and so is all that the parts
    hold.
    """
    person = case.asked.person
    if person is None or person.allergens is None:
        return _open("allergy is not computed, the person must be asked", name="not-computed")
    met = [
        (part, allergen)
        for part in case.mixture
        for allergen in sorted(
            frozenset().union(*answers_to(case.compendium, part)) & person.allergens.keys()
        )
    ]
    if met:
        return Finding(
            check="allergy",
            status=Status.FAILED,
            because=tuple(_holds(case, part, allergen) for part, allergen in met),
        )
    needs = [*_unknown_allergens(case), *_unknown_contents(case)]
    if needs:
        return _open(*needs)
    premises = [
        stated("ingredients", f"all that {part.preparation.label} holds is known and is none of it")
        for part in case.mixture
    ]
    text = "the person's allergies were asked after, and no part holds any of them"
    return Finding(
        check="allergy",
        status=Status.MET,
        because=(Reason(text, concluded("no-allergen", text, premises, _NO_ALLERGEN)),),
    )


_NO_ALLERGEN = "an allergy nobody knows of is not ruled out by it"


def _open(*needs: str, name: str = "absence") -> Finding:
    lacking = tuple(stated(name, each) for each in needs) if name != "absence" else ()
    return Finding(check="allergy", status=Status.UNKNOWN, needs=needs, absences=lacking)


def _holds(case: Case, part: Part, allergen: str) -> Reason:
    person = case.asked.person
    assert person is not None
    assert person.allergens is not None
    label = case.compendium.label(allergen)
    text = f"{part.preparation.label} holds or answers to {label}, an allergy of the person"
    premises = [
        asked(f"the person is allergic to {person.allergens[allergen]}"),
        stated("ingredient", f"{part.preparation.label}: {label}"),
    ]
    return Reason(
        text, concluded("allergen", text, premises, "what one is allergic to is not given")
    )


def _unknown_allergens(case: Case) -> Iterable[str]:
    person = case.asked.person
    strangers = person.strangers if person else ()
    return (
        f"what {name!r} is, to which the person is allergic: nothing here is called so"
        for field_, name in strangers
        if field_ == "allergies"
    )


def _unknown_contents(case: Case) -> Iterator[str]:
    for part in case.mixture:
        preparation = part.preparation
        if preparation.ad_hoc or preparation.partly_known or not preparation.ingredients:
            yield f"all that {preparation.label} holds"
