"""Answers as plain text of at most 100 columns, worded for a pharmacist."""

from decimal import Decimal

from mesograph.model.answers import (
    AnsweredPart,
    Asked,
    Assessed,
    Checked,
    Covered,
    Proposals,
    Proposed,
)
from mesograph.model.compendium import Compendium
from mesograph.model.findings import Caution, Finding
from mesograph.model.reasons import Citation, Reason, cite, told
from mesograph.model.shelves import told_lots
from mesograph.model.things import Preparation, Session, Versions
from mesograph.quantities import as_number, as_range
from mesograph.rendering.layout import Numbers, References, entry, flow, paragraph
from mesograph.rendering.strengths import repairs_lines, strengths_lines
from mesograph.verdicts import Certainty, Policy, Status

DISCLAIMER = "Supports professional judgement; not medical advice."
MARKS = {
    Status.MET: "ok",
    Status.FAILED: "x",
    Status.UNKNOWN: "?",
    Status.NOT_APPLICABLE: "-",
}
_ORDER = (Status.FAILED, Status.UNKNOWN, Status.MET, Status.NOT_APPLICABLE)
_MOST_REASONS = 3
MOST_NAMED = 8
"""How many preparations of the same substance are named; `list preparations` has them all."""
_PLACES = {"pH": 1}
"""How many decimals the limit of a check is told with, none if not said here."""
_AGAINST_LIMIT = {
    Status.MET: "within",
    Status.FAILED: "outside",
    Status.UNKNOWN: "not known to be within",
    Status.NOT_APPLICABLE: "limit",
}


OPENING = "(n) opens with: mesograph why n --in the answer saved with --format json"


def proposals_text(answer: Proposals, numbers: Numbers | None = None) -> str:
    """Tell the answer of propose; the steps told get their numbers."""
    compendium = answer.compendium
    references = References(compendium, numbers or Numbers())
    searched = "searched completely" if answer.gap is None else "search cut short, see gap in json"
    head = " · ".join(
        [
            " + ".join(compendium.label(each) for each in answer.asked.concerns),
            *_circumstances(answer.asked, compendium),
            f"{answer.options} preparations",
            searched,
        ]
    )
    blocks = [paragraph(head, hang=2) + "\n" + _assumed(answer.asked, compendium)]
    if answer.proposals:
        blocks += [_proposed(each, answer, references, "ADMISSIBLE") for each in answer.proposals]
    else:
        blocks.append(f"Nothing is admissible under the policy {answer.asked.policy.value}.")
    if answer.candidates:
        blocks.append("Candidates - bench test only, not for injection (unknown is not compatible)")
        blocks += [_proposed(each, answer, references, "CANDIDATE") for each in answer.candidates]
    if answer.not_proposed:
        blocks.append(_not_proposed(answer, references))
    if answer.comparators:
        lines = ["Instead of injecting a mixture"]
        for each in answer.comparators:
            kind = compendium.label(each.kind)
            lines.append(entry(kind, references.told(each.reason), indent=2, column=24))
        blocks.append("\n".join(lines))
    blocks += [references.listing(), OPENING + "\n" + footer(compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


PLAUSIBLE_ONLY = "drawn for its mechanism alone: no evidence in people that just this helps"


def checked_text(answer: Checked, numbers: Numbers | None = None) -> str:
    """Tell the answer of check; the steps told get their numbers."""
    compendium = answer.compendium
    references = References(compendium, numbers or Numbers())
    assessed = answer.assessed
    verdict = "ADMISSIBLE" if assessed.admissible else "NOT ADMISSIBLE"
    if (
        answer.asked.policy is Policy.EXPLORATORY
        and not assessed.admissible
        and not _failed(answer)
    ):
        verdict = "CANDIDATE, bench test only, not for injection"
    head = " · ".join(
        [
            f"{verdict} under {answer.asked.policy.value}",
            f"compatibility: {_verdict(assessed)}{references.number(assessed.proof)}",
            *_circumstances(answer.asked, compendium)[1:],
            *(compendium.label(each) for each in answer.asked.concerns),
        ]
    )
    blocks = [paragraph(head, hang=2) + "\n" + _assumed(answer.asked, compendium)]
    lines = [_part_line(each, compendium) for each in assessed.parts]
    blocks.append("\n".join([*lines, *_session_lines(answer.asked.circumstances.session)]))
    blocks.append(strengths_lines(answer.strengths, references))
    lines = []
    for status in _ORDER:
        for finding in assessed.findings:
            if finding.status is status and not finding.is_not_computed:
                lines.append(_finding_lines(finding, finding.check in answer.deciding, references))
    lines.append(_not_computed(assessed, indent=0))
    blocks.append("\n".join(lines))
    if len(assessed.pairs) > 1:
        blocks.append(_pairs(assessed, compendium, references))
    blocks.append(repairs_lines(answer, references))
    if assessed.cautions:
        blocks.append("\n".join(_cautions(assessed, references)))
    blocks += [references.listing(), OPENING + "\n" + footer(compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def footer(versions: Versions) -> str:
    """Tell the versions and that this is no medical advice."""
    return f"mesograph {versions.code} · data {versions.data} · {DISCLAIMER}"


def _circumstances(asked: Asked, compendium: Compendium) -> list[str]:
    given = asked.circumstances
    where = (given.jurisdiction, given.route, given.region, given.technique)
    person = ["for the person given"] if given.person else []
    return [asked.policy.value, *(compendium.label(each) for each in where if each), *person]


def _assumed(asked: Asked, compendium: Compendium) -> str:
    """Tell what was not said and is asked under."""
    given = asked.circumstances
    hours = given.hours.high or Decimal(0)
    within = f"{as_number(hours)} hours" if hours > 1 else f"{as_number(hours * 60)} minutes"
    assumed = paragraph(
        f"assumed: {compendium.label(given.container)} syringe, "
        f"{as_range(given.temperature, 0)} °C, {compendium.label(given.light)}, used within "
        f"{within}",
        hang=2,
    )
    drawn = drawn_from(asked, compendium)
    return f"{assumed}\n{paragraph(drawn, hang=2)}" if drawn else assumed


def drawn_from(asked: Asked, compendium: Compendium) -> str:
    """Tell from which shelf was drawn, as of when, and what of it has expired; else nothing."""
    shelf = asked.shelf
    if shelf is None:
        return f"as of {asked.as_of}: without --shelf no lot is asked about" if asked.as_of else ""
    told = (
        f"drawn from the shelf {shelf.name}, {len(shelf.usable)} preparations, as of {shelf.as_of}"
    )
    gone = "; ".join(
        f"{compendium.label(each.preparation)}, {told_lots([each])}" for each in shelf.expired
    )
    return f"{told}; expired: {gone}" if gone else told


def _proposed(proposed: Proposed, answer: Proposals, references: References, word: str) -> str:
    assessed = proposed.assessed
    compendium = answer.compendium
    served = sum(each.certainty is not None for each in proposed.coverage)
    parts = "one product alone" if len(assessed.parts) == 1 else f"{len(assessed.parts)} parts"
    ratio = "" if len(assessed.parts) == 1 else " · any ratio"
    head = (
        f"{parts}{ratio} · serves {served} of {len(proposed.coverage)} processes"
        f" · compatibility: {_verdict(assessed)}{references.number(assessed.proof)}"
    )
    lines = [entry(f"{proposed.rank}  {word}", head)]
    lines += [f"   {each.part.preparation.label}" for each in assessed.parts]
    if proposed.is_plausible_only:
        lines.append(entry("", PLAUSIBLE_ONLY, indent=3))
    lines += [
        _covered(each, compendium, references)
        for each in proposed.coverage
        if each.certainty or each.refuting
    ]
    unserved = [
        f"{compendium.label(each.process)} {_wanted(each)}"
        for each in proposed.coverage
        if not each.certainty and not each.refuting
    ]
    if unserved:
        lines.append(entry("not served:", ", ".join(unserved), indent=3))
    computed = [each for each in assessed.findings if not each.is_not_computed]
    lines.append(flow((_brief(each, references) for each in computed), indent=3))
    lines.append(_not_computed(assessed, indent=3))
    if proposed.adds:
        named = ", ".join(compendium.label(each) for each in proposed.adds)
        lines.append(entry("would add:", named, indent=3))
    if word == "CANDIDATE":
        needs = [need for each in computed for need in each.needs]
        lines.append(entry("needs:", " · ".join(dict.fromkeys(needs)), indent=3))
    if word == "ADMISSIBLE":
        lines += [
            entry(f"{finding.check}:", references.told(reason), indent=3)
            for finding in assessed.findings
            if finding.check in ("regulatory", "route", "tolerance")
            for reason in finding.because
        ]
    lines += [
        entry("people:", references.told(reason), indent=3)
        for finding in assessed.findings
        if finding.check == "efficacy"
        for reason in finding.because
    ]
    lines += [
        entry("used together:", references.told(reason) + " (no proof of compatibility)", indent=3)
        for reason in proposed.co_used
    ]
    lines += _cautions(assessed, references)
    return "\n".join(lines)


def _wanted(covered: Covered) -> str:
    return "up" if covered.raise_it else "down"


def _covered(covered: Covered, compendium: Compendium, references: References) -> str:
    text = covered.certainty.word if covered.certainty else "not served"
    if covered.certainty:
        text += references.mark([cite(each) for each in covered.supporting])
    if covered.refuting_certainty:
        marks = references.mark([cite(each) for each in covered.refuting])
        text += f"   against: {covered.refuting_certainty.word}{marks}"
    text += references.number(covered.proof)
    head = f"{compendium.label(covered.process)} {_wanted(covered)}"
    lines = [entry(head, text, indent=5, column=42)]
    for strongest, claims in (
        (covered.certainty, covered.supporting),
        (covered.refuting_certainty, covered.refuting),
    ):
        if strongest:
            best = max(claims, key=lambda each: each.certainty or Certainty.CLAIM_ONLY)
            lines.append(paragraph(references.told(told(best)), indent=7))
    return "\n".join(lines)


def _brief(finding: Finding, references: References) -> str:
    """Tell a finding in a few words for a row of findings."""
    text = f"{MARKS[finding.status]} {finding.check}"
    if finding.value is not None:
        text += f" {as_range(finding.value, 0)} {finding.unit}"
    return text + references.number(finding.proof)


def _not_computed(assessed: Assessed, *, indent: int) -> str:
    names = [each.check for each in assessed.findings if each.is_not_computed]
    return entry(f"{MARKS[Status.UNKNOWN]}  not computed:", ", ".join(names), indent=indent)


def _cautions(assessed: Assessed, references: References) -> list[str]:
    """Tell the cautions, what is to be asked in one line."""
    to_ask = [_marked(each, references) for each in assessed.cautions if each.code == "to-ask"]
    lines = [entry("to ask:", ", ".join(to_ask), indent=3)] if to_ask else []
    return lines + [
        entry("mind:", _marked(each, references), indent=3)
        for each in assessed.cautions
        if each.code != "to-ask"
    ]


def _marked(caution: Caution, references: References) -> str:
    marks = references.mark(caution.citations) + references.number(caution.proof)
    return caution.text.rstrip(".") + marks


def _finding_lines(finding: Finding, decides: bool, references: References) -> str:
    """Tell a finding: its figure beside its name, each reason on a line of its own."""
    head = f"{MARKS[finding.status]:<2} {finding.check}"
    first = ["decides" + references.number(finding.proof)] if decides else []
    if finding.value is not None:
        word = _AGAINST_LIMIT[finding.status]
        places = _PLACES.get(finding.unit or "", 0)
        band = f" ({word} {as_range(finding.limit, places)})" if finding.limit else ""
        number = "" if decides else references.number(finding.proof)
        first.insert(0, f"{as_range(finding.value, 1)} {finding.unit}{band}{number}")
    lines = [" · ".join(first)] if first else []
    shown = finding.because[:_MOST_REASONS] if finding.status is Status.MET else finding.because
    lines += [references.told(each) for each in shown]
    if len(shown) < len(finding.because):
        lines.append(f"({len(finding.because) - len(shown)} more in json)")
    if finding.status is not Status.FAILED:
        lines += [f"needs: {each}" for each in finding.needs]
    lines = lines or [finding.status.value]
    return "\n".join(
        entry(head if not position else "", line, column=20) for position, line in enumerate(lines)
    )


def _pairs(assessed: Assessed, compendium: Compendium, references: References) -> str:
    labels = {each.part.id: each.part.preparation.label for each in assessed.parts}
    lines = ["Pairs"]
    for pair in assessed.pairs:
        first, second = (labels.get(each, compendium.label(each)) for each in pair.between)
        verdict = pair.verdict + references.number(pair.proof)
        lines.append(entry(f"{first} with {second}:", verdict, indent=2))
    return "\n".join(lines)


def _part_line(answered: AnsweredPart, compendium: Compendium) -> str:
    part = answered.part
    amount = f"  {as_number(part.volume_ml)} mL" if part.volume_ml is not None else ""
    text = f"{part.preparation.label}{amount}"
    if answered.alternatives:
        text += f"  (the same answer for: {', '.join(answered.alternatives)})"
    if answered.set_aside:
        text += f"  (set aside, no status known there: {', '.join(answered.set_aside)})"
    if part.preparation.ad_hoc:
        text += "  no such preparation is known: its salt, pH and osmolality are unknown"
        named = _of_the_same(part.preparation, compendium)
        more = f" and {len(named) - MOST_NAMED} more" if len(named) > MOST_NAMED else ""
        first = ", ".join(named[:MOST_NAMED])
        text += f"; known with it or a form of it: {first}{more}" if named else ""
    return paragraph(text, indent=2, hang=2)


def _session_lines(session: Session) -> list[str]:
    """Tell what else is counted for the dose, if anything is."""
    lines = [f"given {session.times} times in the session"] if session.times > 1 else []
    for each in session.besides:
        amount = "how much is not said"
        if each.grams is not None:
            amount = f"{as_number(each.grams)} g"
        elif each.volume_ml is not None:
            amount = f"{as_number(each.volume_ml)} mL"
        more = len(each.preparations) - 1
        others = f", or any of {more} others that fit" if more else ""
        lines.append(
            f"also in the session: {each.preparations[0].label}  {amount}{others}; only the dose "
            "counts it"
        )
    return [paragraph(each, indent=2, hang=2) for each in lines]


def _of_the_same(preparation: Preparation, compendium: Compendium) -> list[str]:
    """Name the known preparations of the substances of an ad-hoc part, or of their salts.

    First those of nothing else, and among them those of the same strength.
    """
    wanted = frozenset[str]().union(*map(compendium.moiety_family, preparation.substances))
    strengths = {each.strength for each in preparation.actives}
    found = []
    for each in compendium.preparations.values():
        family = [one for one in each.actives if compendium.moiety_family(one.substance) & wanted]
        if family:
            others = len(each.actives) > len(family)
            same = any(one.strength in strengths for one in family)
            found.append((others, not same, each.label))
    return [label for *_, label in sorted(found)]


def _not_proposed(answer: Proposals, references: References) -> str:
    """Tell what is not proposed under the first reason against it, each reason once.

    What has more reasons against it is marked with their number; ``why-not`` tells them all.
    """
    alike: dict[tuple[str, tuple[Citation, ...]], tuple[Reason, list[str]]] = {}
    for each in answer.not_proposed:
        first = each.reasons[0]
        more = f" (+{len(each.reasons) - 1})" if len(each.reasons) > 1 else ""
        _, labels = alike.setdefault((first.text, tuple(first.citations)), (first, []))
        labels.append(each.label + more)
    lines = [f"Not proposed: {len(answer.not_proposed)} (+ more reasons, told by why-not)"]
    for reason, labels in alike.values():
        lines.append(paragraph(references.told(reason), indent=2, hang=2))
        lines.append(paragraph(" · ".join(labels), indent=6))
    return "\n".join(lines)


def _verdict(assessed: Assessed) -> str:
    scope = assessed.found.scope
    shown = f" ({scope.value})" if scope and assessed.verdict == "compatible" else ""
    return assessed.verdict + shown


def _failed(answer: Checked) -> bool:
    return any(each.status is Status.FAILED for each in answer.assessed.findings)
