"""Putting the sections of a plan together, in the order in which a treatment goes."""

from collections.abc import Callable, Iterator

from mesograph.formulation.proposing import propose
from mesograph.model.answers import Asked, Proposed
from mesograph.model.compendium import Compendium
from mesograph.model.plans import Line, Plan, Said, Section
from mesograph.model.reasons import Reason
from mesograph.planning.asking import against_lines, several, to_ask, told_lines
from mesograph.planning.caring import care_lines, complication_lines
from mesograph.planning.doing import (
    danger_lines,
    preparing_lines,
    session_lines,
    technique_lines,
)
from mesograph.planning.scope import Scope
from mesograph.planning.weighing import alternative_lines, cost_lines, law_lines

Make = Callable[[Scope], Iterator[Line]]

SECTIONS: tuple[tuple[str, str, Make], ...] = (
    ("person", "The person, as told", told_lines),
    ("consultation", "Consultation", lambda scope: care_lines(scope, "consultation")),
    ("to_ask", "Still to ask", to_ask),
    ("contraindications", "What stands against it", against_lines),
    ("proposal", "What is proposed", lambda scope: proposal_lines(scope)),
    ("technique", "Technique and depth", technique_lines),
    ("dangers", "What is at risk there", danger_lines),
    ("before", "Before a session", lambda scope: care_lines(scope, "before-session")),
    ("preparation", "Drawing up", preparing_lines),
    ("during", "During a session", lambda scope: care_lines(scope, "during-session")),
    ("sessions", "Sessions", session_lines),
    ("after", "After a session", lambda scope: care_lines(scope, "after-session")),
    ("complications", "Complications to watch for", complication_lines),
    ("follow_up", "Follow-up and how success is seen", lambda it: care_lines(it, "follow-up")),
    ("alternatives", "Instead of it", alternative_lines),
    ("cost", "What it costs, as reported", cost_lines),
    ("law", "What the law says", law_lines),
)
OF_AN_INJECTION = frozenset(
    (
        "technique",
        "before",
        "preparation",
        "during",
        "sessions",
        "after",
        "complications",
        "follow_up",
        "cost",
    )
)
"""What is not told where nothing is admissible: the plan stops before it."""
STOPPED = "The plan stops here: how to inject is not told where nothing may be injected"
NOTHING = "Nothing is admissible under the policy {policy}"
NOTHING_KNOWN = "nothing is known here"
EMPTY = {
    "to_ask": "no contraindication read here is left to ask after",
    "contraindications": "nothing told so far stands against it; what is still to ask may",
}
"""What a section says that has no line."""
MOST_REFUSALS = 8


def plan(
    compendium: Compendium, asked: Asked, *, at_most: int, keep: int, depth: str | None = None
) -> Plan:
    """Compose a plan for the concerns asked, or for not treating them."""
    proposals = propose(compendium, asked, at_most=at_most, keep=keep)
    scope = Scope(compendium, asked, proposals, depth)
    return Plan(
        asked=asked,
        compendium=compendium,
        proposals=proposals,
        depth=depth,
        sections=tuple(
            Section(
                name=name,
                title=title,
                lines=tuple(make(scope)),
                fields=scope.person_fields if name in OF_AN_INJECTION else (),
                empty=EMPTY.get(name, NOTHING_KNOWN),
            )
            for name, title, make in SECTIONS
            if proposals.is_good or name not in OF_AN_INJECTION
        ),
    )


def proposal_lines(scope: Scope) -> Iterator[Line]:
    """Tell what is proposed with its reasons, or why nothing is."""
    fields = scope.person_fields
    for each in scope.proposals.proposals:
        yield _proposed(scope, each, fields)
    if not scope.proposals.proposals:
        policy = scope.asked.policy.value
        yield Line(text=NOTHING.format(policy=policy), fields=fields, weight="stop")
        yield from _refusals(scope, fields)
        yield Line(text=STOPPED, fields=fields)


def _refusals(scope: Scope, fields: tuple[str, ...]) -> Iterator[Line]:
    """Tell why what has a claim on the concerns is not proposed, the commonest reason first."""
    groups: dict[str, tuple[Reason, list[str]]] = {}
    for each in scope.proposals.not_proposed:
        if each.reasons:
            first = each.reasons[0]
            groups.setdefault(first.text, (first, []))[1].append(each.label)
    ordered = sorted(groups.values(), key=lambda group: (-len(group[1]), group[0].text))
    for reason, labels in ordered[:MOST_REFUSALS]:
        yield Line(
            text=f"{reason.text.rstrip('.')}: {several(labels)}",
            says=(Said(amount="", reason=reason),),
            fields=fields,
        )
    left = sum(len(labels) for _, labels in ordered[MOST_REFUSALS:])
    if left:
        text = f"{left} more preparations or substances for other reasons, told by why-not"
        yield Line(text=text, fields=fields)


def _proposed(scope: Scope, proposed: Proposed, fields: tuple[str, ...]) -> Line:
    label = scope.compendium.label
    parts = " with ".join(answered.part.preparation.label for answered in proposed.assessed.parts)
    served = ", ".join(
        f"{label(each.process)} {'up' if each.raise_it else 'down'} ({each.certainty.word})"
        for each in proposed.coverage
        if each.certainty
    )
    alone = "; drawn for its mechanism alone" if proposed.is_plausible_only else ""
    reasons = [reason for answered in proposed.assessed.parts for reason in answered.because]
    return Line(
        text=f"{proposed.rank}. {parts}: {served}{alone}",
        says=tuple(Said(amount="", reason=each) for each in reasons),
        fields=fields,
    )
