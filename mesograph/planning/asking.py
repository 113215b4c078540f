"""What is known of the person, what is still to ask, and what stands against an injection."""

from collections.abc import Iterator

from mesograph.formulation.checks.persons import allergy, contraindication, is_in_state
from mesograph.model.claims import ContraindicationClaim
from mesograph.model.persons import (
    ALLERGIES,
    ANY_ALLERGY,
    CONDITIONS,
    MEDICINES,
    STATES_OF_FIELDS,
    Person,
)
from mesograph.model.plans import Line, Said
from mesograph.model.reasons import Reason, told
from mesograph.planning.scope import ANY_INJECTION, Scope
from mesograph.quantities import as_number
from mesograph.verdicts import Status


def told_lines(scope: Scope) -> Iterator[Line]:
    """Tell back what the person file says, field by field."""
    person = scope.asked.circumstances.person
    if person is None:
        yield Line(text="no person was given: everything below is still to ask", weight="ask")
        return
    label = scope.compendium.label
    for field, text in _plain_fields(person):
        yield Line(text=f"{field.replace('_', ' ')}: {text}", fields=(field,))
    for field, names in ((ALLERGIES, person.allergens), (MEDICINES, person.medicines)):
        strangers = [name for of, name in person.strangers if of == field]
        if names is not None:
            known = ", ".join([*names.values(), *strangers]) or "none"
            yield Line(text=f"{field}: {known}", fields=(field,))
        for name in strangers:
            text = f"{name!r} in {field}: nothing here is called so; compare it with the labels"
            yield Line(text=text, fields=(field,), weight="ask")
    for state, answered in sorted(person.answers.items()):
        if answered.field in (CONDITIONS, MEDICINES):
            yes = "yes" if answered.yes else "no"
            by = "" if answered.field == CONDITIONS else f", by the {answered.field}"
            yield Line(text=f"{label(state)}: {yes}{by}", fields=(answered.field,))


def _plain_fields(person: Person) -> Iterator[tuple[str, str]]:
    if person.age is not None:
        yield "age", str(person.age)
    if person.weight is not None:
        yield "weight_kg", f"{as_number(person.weight)}"
    for field, state in STATES_OF_FIELDS.items():
        answered = person.answers.get(state)
        if answered and answered.field == field:
            yield field, "yes" if answered.yes else "no"
    if person.phototype:
        yield "phototype", person.phototype
    if person.test_injection:
        yield "test_injection", person.test_injection
    if person.expectations:
        yield "expectations", person.expectations
    if person.consent is not None:
        yield "consent", "yes" if person.consent else "no"


def to_ask(scope: Scope) -> Iterator[Line]:
    """Give every state that may forbid something here and has no answer yet, and open fields."""
    open_states: dict[str, dict[str, list[ContraindicationClaim]]] = {}
    for part in scope.asked_of:
        for claim in scope.contraindications[part.id]:
            for state in claim.states:
                if is_in_state(scope.cases[part.id], part, state) is None:
                    of = open_states.setdefault(state, {})
                    what = part.preparation.label if claim.about else ANY_INJECTION
                    of.setdefault(what, []).append(claim)
    label = scope.compendium.label
    for state in sorted(open_states, key=label):
        of = open_states[state]
        claims = list({claim.id: claim for found in of.values() for claim in found}.values())
        yield Line(
            text=f"{label(state)}? It {_bar(of)}",
            says=tuple(Said(amount="", reason=told(each)) for each in claims),
            fields=scope.fields_of(state),
            weight="ask",
        )
    yield from _open_fields(scope)


def _bar(of: dict[str, list[ContraindicationClaim]]) -> str:
    """Say what a state forbids and what it speaks against, all injections before single products.

    What holds for any injection is not said again of a product.
    """
    forbidden = {what for what, claims in of.items() if any(each.absolute for each in claims)}
    told_of = []
    for verb, whats in (("forbids", forbidden), ("speaks against", of.keys() - forbidden)):
        if whats:
            general = ANY_INJECTION in whats
            told_of.append(f"{verb} {ANY_INJECTION if general else several(sorted(whats))}")
        if ANY_INJECTION in forbidden:
            break
    return " and ".join(told_of)


def several(labels: list[str]) -> str:
    """Name the first of many preparations, and count the rest."""
    shown = ", ".join(labels[:3])
    return shown if len(labels) < 4 else f"{shown} and {len(labels) - 3} more preparations"


def _open_fields(scope: Scope) -> Iterator[Line]:
    person = scope.asked.circumstances.person
    for field, is_open in (
        ("phototype", person is None or person.phototype is None),
        ("expectations", person is None or person.expectations is None),
        ("consent", person is None or person.consent is None),
        ("test_injection", person is None or person.test_injection is None),
    ):
        if is_open:
            yield Line(text=f"{field.replace('_', ' ')}?", fields=(field,), weight="ask")


def against_lines(scope: Scope) -> Iterator[Line]:
    """Tell what stands against an injection here: in this person, region, concern or technique."""
    found: dict[str, tuple[Reason, bool, set[str], set[str]]] = {}
    for part in scope.asked_of:
        case = scope.cases[part.id]
        finding = contraindication(case)
        stopping = [
            (each, True)
            for check in (finding, allergy(case))
            if check.status is Status.FAILED
            for each in check.because
        ]
        weighing = [
            (Reason(each.text, each.proof), False)
            for each in finding.cautions
            if each.code == "relative-contraindication" and each.proof
        ]
        for reason, stops in (*stopping, *weighing):
            general = _is_general(scope, reason)
            what = ANY_INJECTION if general else part.preparation.label
            entry = found.setdefault(reason.text, (reason, stops, set(), set()))
            entry[2].add(what)
            entry[3].update(_consulted(scope, reason))
    for text, (reason, stops, whats, fields) in sorted(
        found.items(), key=lambda each: (not each[1][1], ANY_INJECTION not in each[1][2], each[0])
    ):
        of = ANY_INJECTION if ANY_INJECTION in whats else several(sorted(whats))
        verb = "forbids" if stops else "speaks against"
        yield Line(
            text=f"{text.rstrip('.')}: {verb} {of}",
            says=(Said(amount="", reason=reason),),
            fields=tuple(sorted(fields)),
            weight="stop" if stops else "weigh",
        )


def _is_general(scope: Scope, reason: Reason) -> bool:
    claims = [scope.compendium.claims.get(each) for each in reason.proof.all_claims]
    of_contraindications = [each for each in claims if isinstance(each, ContraindicationClaim)]
    return bool(of_contraindications) and not any(each.about for each in of_contraindications)


def _consulted(scope: Scope, reason: Reason) -> Iterator[str]:
    """Name the fields a reason against something rests on: none where it is not on the person."""
    person = scope.asked.circumstances.person
    if person is None:
        return
    claims = [scope.compendium.claims.get(each) for each in reason.proof.all_claims]
    for claim in claims:
        if isinstance(claim, ContraindicationClaim):
            for state in (*claim.states, *([claim.concern] if claim.concern else [])):
                field = person.field_of(state)
                if field or state == ANY_ALLERGY:
                    yield field or ALLERGIES
    if not any(isinstance(each, ContraindicationClaim) for each in claims):
        yield ALLERGIES
