"""Explanations as plain text, to be read aloud."""

from collections.abc import Iterator

from mesograph.model.explanations import Doubted, Explanation, Paths, Refusal
from mesograph.model.reasons import Step
from mesograph.rendering.layout import References, entry, paragraph
from mesograph.rendering.proofs.outline import Line, cited_with, details, outline, told_step
from mesograph.rendering.text import footer

LEVELS = 2
"""Levels below the conclusion: three with it."""
MOST_IN_BRIEF = 2
OWN_ONLY = "Under strict nothing of one's own speaks for a mixture: without it, it does not pass."


def explanation_text(
    answer: Explanation, *, levels: int | None = LEVELS, everything: bool = False
) -> str:
    """Tell a proof as an outline; ``everything`` adds all other ways and all justifications."""
    references = References(answer.compendium)
    blocks = [_sentence(answer, references), _outline(answer.proof, levels, references)]
    if everything:
        blocks += ["Another way\n" + _outline(each, levels, references) for each in answer.others]
        blocks.append(_justifications(answer, references))
    elif answer.others:
        many = len(answer.others)
        ways = "is 1 other way" if many == 1 else f"are {many} other ways"
        blocks.append(f"There {ways} to the same conclusion, --all tells all.")
    blocks += [references.listing(), footer(answer.compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def brief_text(answer: Explanation) -> str:
    """Tell a proof in one sentence."""
    counted = [each for each in answer.proof.premises if each.name != "kept-apart"]
    ranked = sorted(counted, key=lambda each: -int(each.certainty or 0))
    against = [each for each in ranked if each.supports is False]
    missing = [each for each in ranked if each.absence is not None]
    positive = [each for each in ranked if each.supports is not False]
    premises = positive if answer.follows else missing or against or positive
    shown = [each.text.rstrip(".") for each in premises[:MOST_IN_BRIEF]]
    more = len(premises) - len(shown)
    tail = f"; and {more} more" if more else ""
    because = f" because: {'; '.join(shown)}{tail}" if shown else ""
    count = "1 claim stands" if len(against) == 1 else f"{len(against)} claims stand"
    refuted = f" Against it {count}." if against and premises != against else ""
    return f"{_capital(told_step(answer.proof))}{because}.{refuted}\n"


def refusal_text(answer: Refusal) -> str:
    """Tell why something is not admissible and what would lift it."""
    compendium = answer.compendium
    references = References(compendium)
    label = " with ".join(each.part.preparation.label for each in answer.assessed.parts)
    concerns = " + ".join(compendium.label(each) for each in answer.asked.concerns)
    policy = answer.asked.policy.value
    if answer.is_admissible:
        text = f"{label} is admissible for {concerns} under {policy}: nothing stands in its way."
        return paragraph(text, hang=2) + "\n\n" + footer(compendium.versions) + "\n"
    circumstances = answer.asked.circumstances
    place = compendium.label(circumstances.jurisdiction)
    under = f"{policy} · {place} · {compendium.label(circumstances.route)}"
    blocks = [paragraph(f"{label} is not admissible for {concerns} under {under}.", hang=2)]
    hows: set[str] = set()
    for each in answer.hindrances:
        mark = " (decides)" if each.decides else ""
        lines = [
            f"{each.check}: {each.status.value}{mark}",
            _outline(each.proof, 2, references, hows),
        ]
        lines += [entry("lifted by:", lift, indent=2) for lift in each.lifted_by]
        blocks.append("\n".join(line for line in lines if line))
    if answer.is_own:
        blocks.append(OWN_ONLY)
    if answer.not_computed:
        blocks.append(entry("not computed:", ", ".join(answer.not_computed)))
    if answer.unserved:
        blocks.append(
            "Processes of the concern that are not served\n"
            + "\n".join(
                f"\n{_capital(each.text)}\n{_outline(each, 1, references, hows)}"
                for each in answer.unserved
            )
        )
    blocks += [references.listing(), footer(compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def paths_text(answer: Paths) -> str:
    """Tell every chain from a substance to a concern, signed and graded."""
    compendium = answer.compendium
    references = References(compendium)
    head = f"{compendium.label(answer.origin)} to {compendium.label(answer.concern)}"
    if not answer.chains:
        text = f"{head}: no chain of claims of at most {answer.longest} links."
        return paragraph(text, hang=2) + "\n\n" + footer(compendium.versions) + "\n"
    count = len(answer.chains)
    blocks = [f"{head}: {count} {'chain' if count == 1 else 'chains'}, the most certain first"]
    for number, chain in enumerate(answer.chains, start=1):
        certainty = chain.certainty.word if chain.certainty else "no certainty stated"
        verdict = "for the better" if chain.helps else "for the worse"
        lines = [f"{number}  {verdict}, {certainty}"]
        for link in chain.links:
            marks = references.mark([c for step in link.steps for c in step.citations])
            about = [link.certainty.word] if link.certainty else []
            about += sorted({how for step in link.steps if (how := _route(step))})
            grade = f" ({', '.join(about)})" if about else ""
            told = (
                f"{compendium.label(link.origin)} {link.words} "
                f"{compendium.label(link.target)}{grade}{marks}"
            )
            lines.append(paragraph(told, indent=3, hang=2))
            lines += [
                paragraph(
                    f"against it: {each.text}{references.mark(each.citations)}", indent=5, hang=2
                )
                for each in link.against
            ]
        blocks.append("\n".join(lines))
    blocks += [references.listing(), footer(compendium.versions)]
    return "\n\n".join(blocks) + "\n"


def doubted_text(answer: Doubted) -> str:
    """Tell what falls, appears or stands without a source."""
    compendium = answer.compendium
    label = compendium.label(answer.source)
    count = len(answer.claims)
    blocks = [
        paragraph(f"Without {label} ({count} {'claim' if count == 1 else 'claims'} of it)", hang=2)
    ]
    if answer.rules:
        blocks.append(
            entry("Rules read only there, which are kept:", ", ".join(answer.rules), indent=0)
        )
    for title, told in (("Falls", answer.fallen), ("Appears", answer.appeared)):
        lines = [title]
        for rule, sentences in told.items():
            lines.append(f"  {rule}")
            lines += [paragraph(each, indent=4, hang=2) for each in sentences]
        blocks.append("\n".join(lines if told else [f"{title}: nothing"]))
    lines = [paragraph(each, indent=2, hang=2) for each in answer.standing]
    blocks.append("\n".join(["Stands on other legs", *lines] if lines else [_NOTHING_STANDS]))
    lines = [
        paragraph(f"{one} with {other}: {before}, then {after}", indent=2, hang=2)
        for one, other, before, after in answer.verdicts
    ]
    blocks.append("\n".join([_VERDICTS, *lines] if lines else [_NO_VERDICT]))
    blocks.append(footer(compendium.versions))
    return "\n\n".join(blocks) + "\n"


_VERDICTS = "Verdicts of two preparations, at any ratio, that change"
_NO_VERDICT = "No verdict of two preparations at any ratio changes."
_NOTHING_STANDS = "Nothing that rested on it stands on other legs."


def _route(step: Step) -> str:
    """Give the route by which an effect was shown; empty where none is stated."""
    return (step.how or "").partition("route: ")[2]


def _sentence(answer: Explanation, references: References) -> str:
    step = answer.proof
    asked = _asked_under(answer)
    text = told_step(step) + references.mark(cited_with(step))
    return paragraph(f"{_capital(text)}.", hang=2) + (f"\n{asked}" if asked else "")


def _asked_under(answer: Explanation) -> str:
    """Tell the circumstances of the question, where they bear on the answer."""
    if answer.asked is None:
        return ""
    asked = answer.asked
    label = answer.compendium.label
    given = asked.circumstances
    told = f"asked under {asked.policy.value} · {label(given.jurisdiction)} · {label(given.route)}"
    return paragraph(told, indent=2, hang=2)


def _outline(
    proof: Step, levels: int | None, references: References, hows: set[str] | None = None
) -> str:
    lines = outline(proof, levels)
    hows = set() if hows is None else hows
    first = [paragraph(each, indent=2, hang=2) for each in _details(proof, references, hows)]
    told = [_line(each, references, hows) for each in lines[1:]]
    head = "because" if told else ""
    return "\n".join(part for part in (*first, head, *told) if part)


def _details(step: Step, references: References, hows: set[str]) -> Iterator[str]:
    """Tell the details of a step; how a rule holds is marked with where that was read."""
    for each in details(step, hows):
        read = step.citations if each.startswith("how: ") else ()
        yield each + references.mark(read)


def _line(line: Line, references: References, hows: set[str]) -> str:
    indent = 3 * line.depth - 1
    step = line.step
    if line.again:
        return entry(f"{line.number}", "told above", indent=indent)
    text = told_step(step) + references.mark(cited_with(step))
    lines = [entry(f"{line.number}", text, indent=indent)]
    if not line.hidden:
        lines += [entry("", each, indent=indent + 3) for each in _details(step, references, hows)]
    else:
        count = "1 more step" if line.hidden == 1 else f"{line.hidden} more steps"
        lines.append(entry("", f"rests on {count}, --full tells all", indent=indent + 3))
    return "\n".join(lines)


def _justifications(answer: Explanation, references: References) -> str:
    if not answer.justifications:
        return ""
    many = len(answer.justifications)
    noun = "smallest set" if many == 1 else "smallest sets"
    head = f"It follows from {many} {noun} of claims and statements"
    head += ":" if answer.complete else ", the search was stopped at a limit:"
    lines = [head]
    for number, each in enumerate(answer.justifications, start=1):
        told = "; ".join(
            step.text.rstrip(".") + references.mark(step.citations) for step in each.leaves
        )
        lines.append(entry(f"{number}", told, indent=2))
    return "\n".join(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
