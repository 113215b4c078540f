"""Answers as fragments of HTML for notebooks: words and shapes, never colour alone."""

from collections.abc import Iterable
from html import escape

from mesograph.model.answers import Assessed, Checked, Proposals, Proposed
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Doubted, Explanation, Paths, Refusal
from mesograph.model.findings import Finding
from mesograph.model.reasons import Reason
from mesograph.model.showing import RENDERERS
from mesograph.quantities import as_number, as_range
from mesograph.rendering.proofs.drawing import explanation_fragment
from mesograph.rendering.proofs.text import doubted_text, paths_text, refusal_text
from mesograph.rendering.text import DISCLAIMER, MARKS, PLAUSIBLE_ONLY


def register() -> None:
    """Let answers show themselves in notebooks."""
    RENDERERS.update(
        {
            Checked: checked_html,
            Proposals: proposals_html,
            Explanation: explanation_fragment,
            Refusal: lambda answer: _told(refusal_text(answer)),
            Paths: lambda answer: _told(paths_text(answer)),
            Doubted: lambda answer: _told(doubted_text(answer)),
        }
    )


def checked_html(answer: Checked) -> str:
    """Write the answer of check as a table of findings under the verdict."""
    verdict = "Admissible" if answer.is_good else "Not admissible"
    assessed = answer.assessed
    return "\n".join(
        [
            f"<h3>{verdict} under {answer.asked.policy.value}, compatibility: "
            f"{escape(assessed.verdict)}</h3>",
            _parts(assessed),
            _findings(assessed.findings, answer.compendium),
            f"<p><small>{DISCLAIMER}</small></p>",
        ]
    )


def proposals_html(answer: Proposals) -> str:
    """Write the answer of propose: proposals and candidates, each with its findings folded in."""
    compendium = answer.compendium
    asked = " + ".join(compendium.label(each) for each in answer.asked.concerns)
    blocks = [f"<h3>{escape(asked)}, {answer.asked.policy.value}</h3>"]
    if not answer.proposals:
        blocks.append("<p>Nothing is admissible.</p>")
    blocks += [_proposed(each, compendium, "Admissible") for each in answer.proposals]
    if answer.candidates:
        blocks.append("<h4>Candidates: bench test only, not for injection</h4>")
        blocks += [_proposed(each, compendium, "Candidate") for each in answer.candidates]
    if answer.not_proposed:
        items = "".join(
            f"<li>{escape(each.label)}{_reasons(each.reasons, compendium)}</li>"
            for each in answer.not_proposed
        )
        blocks.append(f"<details><summary>Not proposed</summary><ul>{items}</ul></details>")
    return "\n".join([*blocks, f"<p><small>{DISCLAIMER}</small></p>"])


def _proposed(proposed: Proposed, compendium: Compendium, word: str) -> str:
    assessed = proposed.assessed
    served = "".join(
        f"<li>{escape(compendium.label(each.process))} {'up' if each.raise_it else 'down'}: "
        f"{each.certainty.word if each.certainty else 'not served'}</li>"
        for each in proposed.coverage
    )
    return (
        f"<section><strong>{proposed.rank} {word}</strong>, compatibility: "
        f"{escape(assessed.verdict)}{_parts(assessed)}"
        f"{f'<p>{PLAUSIBLE_ONLY}</p>' if proposed.is_plausible_only else ''}<ul>{served}</ul>"
        f"<details><summary>Checks</summary>{_findings(assessed.findings, compendium)}</details>"
        "</section>"
    )


def _parts(assessed: Assessed) -> str:
    items = "".join(
        f"<li>{escape(each.part.preparation.label)}"
        + (f", {as_number(each.part.volume_ml)} mL" if each.part.volume_ml is not None else "")
        + "</li>"
        for each in assessed.parts
    )
    return f"<ul>{items}</ul>"


def _findings(findings: Iterable[Finding], compendium: Compendium) -> str:
    rows = "".join(
        f'<tr><td>{MARKS[each.status]}</td><th scope="row">{each.check}</th>'
        f"<td>{each.status.value}</td><td>{_figure(each)}</td>"
        f"<td>{_reasons(each.because, compendium) or escape('; '.join(each.needs))}</td></tr>"
        for each in findings
    )
    head = "".join(
        f'<th scope="col">{each}</th>' for each in ("", "check", "status", "figure", "because")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _figure(finding: Finding) -> str:
    if finding.value is None:
        return ""
    return escape(f"{as_range(finding.value, 1)} {finding.unit or ''}".strip())


def _reasons(reasons: Iterable[Reason], compendium: Compendium) -> str:
    items = "".join(f"<li>{escape(each.text)}{_cited(each, compendium)}</li>" for each in reasons)
    return f"<ul>{items}</ul>" if items else ""


def _cited(reason: Reason, compendium: Compendium) -> str:
    named = dict.fromkeys(compendium.label(each.source) for each in reason.citations)
    return f" <small>[{escape('; '.join(named))}]</small>" if named else ""


def _told(text: str) -> str:
    return f"<pre>{escape(text)}</pre>"
