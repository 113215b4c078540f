"""Predictions held against what laboratories saw, as text and JSON."""

from collections import Counter
from collections.abc import Iterable, Sequence

from mesograph.model.reasons import Reason, cite
from mesograph.model.trials import Acidity, Fit, Foretold, Trial, Trials
from mesograph.quantities import Interval, as_number, as_range
from mesograph.rendering.layout import References, entry, paragraph
from mesograph.rendering.members import Json, figure, headed, named, sources_json
from mesograph.rendering.text import footer
from mesograph.verdicts import Aspect

LEFT_STANDING = "left standing: no reason is known"
HOW = (
    "Every documented claim is silenced, each mixture is built again from what its source says, "
    "and what rules over traits and calculations predict is held against what was seen. A mixture "
    "given as a range is tried at both ends, and the surest prediction counts."
)
_COLUMN = 16


def trials_text(trials: Trials) -> str:
    """Tell the counts of each kind, every miss with its reason, and every measured pH."""
    references = References(trials.compendium)
    blocks = [paragraph("Predictions held against what laboratories saw"), paragraph(HOW)]
    for aspect in trials.aspects:
        blocks.append(_table(trials, aspect))
        blocks += _misses(trials.of(aspect), references)
    if trials.acidities:
        blocks += _acidities(trials.acidities, references)
    blocks += [references.listing(), footer(trials.compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def trials_json(trials: Trials) -> Json:
    """Give the same as a JSON object, with every trial and not the misses alone."""
    citations = dict.fromkeys(
        [
            *(cite(each.claim) for each in trials.trials),
            *(each.citation for each in trials.acidities),
            *(
                place
                for each in trials.trials
                for reason in (*each.against, *each.reckoned)
                for place in reason.citations
            ),
        ]
    )
    return headed(
        trials.compendium,
        {
            "kinds": [_kind_json(trials, each) for each in trials.aspects],
            "trials": [_trial_json(each) for each in trials.trials],
            "ph": {
                "counts": {each.value: _fitting(trials.acidities, each) for each in Fit},
                "trials": [_acidity_json(each) for each in trials.acidities],
            },
            "sources": sources_json(citations, trials.compendium),
        },
    )


def _table(trials: Trials, aspect: Aspect) -> str:
    counts = trials.counts(aspect)
    of_it = trials.of(aspect)
    lines = [
        f"{aspect.value.capitalize():<28}{'seen against':>14}{'seen for':>12}",
        *(
            f"  {each.value:<26}{counts[each, False]:>14}{counts[each, True]:>12}"
            for each in Foretold
        ),
    ]
    right = sum(each.is_right for each in of_it)
    misses = sum(each.is_miss for each in of_it)
    notes = [
        f"came true {right}, missed {misses}, neither {len(of_it) - right - misses}",
        _not_independent(of_it),
        _not_reviewed(of_it),
        _wanted(of_it),
    ]
    lines += [paragraph(each, indent=2, hang=2) for each in notes if each]
    return "\n".join(lines)


def _not_independent(trials: Iterable[Trial]) -> str:
    count = sum(each.shares_source and each.is_right for each in trials)
    if not count:
        return ""
    return f"of those that came true, {count} rest on the very paper they are held against"


def _not_reviewed(trials: Iterable[Trial]) -> str:
    count = sum(each.foretold is Foretold.NOTHING and not each.all_reviewed for each in trials)
    if not count:
        return ""
    return (
        f"of those with nothing predicted, {count} have a substance whose traits nobody has "
        "reviewed, or a vehicle that is not known: there it means little"
    )


def _wanted(trials: Iterable[Trial]) -> str:
    kinds = Counter(
        kind
        for each in trials
        if each.foretold is Foretold.NOT_COMPUTED
        for kind in dict.fromkeys(want.kind for want in each.wants)
    )
    if not kinds:
        return ""
    told = ", ".join(f"{kind} ({count})" for kind, count in sorted(kinds.items()))
    return f"could not be computed for want of: {told}"


def _misses(trials: Sequence[Trial], references: References) -> list[str]:
    blocks = []
    for foretold, head in (
        (Foretold.NOTHING, "nothing was predicted, and it was seen"),
        (Foretold.PREDICTED, "it was predicted, and was not seen"),
    ):
        missed = [each for each in trials if each.is_miss and each.foretold is foretold]
        if missed:
            kind = missed[0].aspect.value
            lines = [f"Missed, {kind}: {head}"]
            lines += [_miss(each, references) for each in missed]
            blocks.append("\n".join(lines))
    return blocks


def _miss(trial: Trial, references: References) -> str:
    predicted = [references.told(each) for each in trial.against] or [trial.foretold.value]
    reckoned = [references.told(each) for each in trial.reckoned]
    seen = trial.claim.statement.rstrip(".") + references.mark([cite(trial.claim)])
    lines = [
        paragraph("; ".join(trial.mixed), indent=2, hang=2),
        *(entry("predicted", each, indent=4, column=_COLUMN) for each in predicted),
        *(entry("worked out", each, indent=4, column=_COLUMN) for each in reckoned),
        entry("seen", seen, indent=4, column=_COLUMN),
        entry("why", trial.explanation or LEFT_STANDING, indent=4, column=_COLUMN),
    ]
    return "\n".join(lines)


def _acidities(acidities: Sequence[Acidity], references: References) -> list[str]:
    counted = ", ".join(f"{each.value} {_fitting(acidities, each)}" for each in Fit)
    lines = [paragraph(f"Measured pH against the predicted interval: {counted}", hang=2)]
    for each in acidities:
        mark = references.mark([each.citation])
        lines += [
            paragraph(" or ".join(each.mixed), indent=2, hang=2),
            entry("measured", as_range(each.measured) + mark, indent=4, column=_COLUMN),
            entry("predicted", _predicted(each), indent=4, column=_COLUMN),
        ]
        if each.fit is Fit.MISSES:
            why = each.mixture.discrepancy or LEFT_STANDING
            lines.append(entry("why", why, indent=4, column=_COLUMN))
    return ["\n".join(lines)]


def _predicted(acidity: Acidity) -> str:
    if acidity.predicted is None or acidity.off_by is None:
        missing = ", ".join(each.text for each in acidity.wants)
        return f"{acidity.fit.value}, for want of {missing}"
    off = f" by {as_number(acidity.off_by)}" if acidity.off_by else ""
    return f"{as_range(acidity.predicted)}: {acidity.fit.value}{off}"


def _fitting(acidities: Iterable[Acidity], fit: Fit) -> int:
    return sum(each.fit is fit for each in acidities)


def _kind_json(trials: Trials, aspect: Aspect) -> Json:
    counts = trials.counts(aspect)
    of_it = trials.of(aspect)
    return {
        "kind": aspect.value,
        "claims": len(of_it),
        "matrix": [
            {
                "foretold": each.value,
                "seen_against": counts[each, False],
                "seen_for": counts[each, True],
            }
            for each in Foretold
        ],
        "came_true": sum(each.is_right for each in of_it),
        "missed": sum(each.is_miss for each in of_it),
        "not_independent": sum(each.shares_source and each.is_right for each in of_it),
    }


def _trial_json(trial: Trial) -> Json:
    return {
        "claim": named(trial.claim.id),
        "kind": trial.aspect.value,
        "statement": trial.claim.statement,
        "seen": "for" if trial.claim.supports else "against",
        "method": trial.claim.method.word,
        "foretold": trial.foretold.value,
        "outcome": "came true" if trial.is_right else "missed" if trial.is_miss else "neither",
        "mixed": list(trial.mixed),
        "because": _reasons(trial.against),
        "reckoned": _reasons(trial.reckoned),
        "wanting": [{"kind": each.kind, "what": each.text} for each in trial.wants],
        "explanation": trial.explanation if trial.is_miss else None,
        "shares_source": trial.shares_source,
        "all_reviewed": trial.all_reviewed,
        "source": named(trial.claim.source),
        "locator": trial.claim.locator,
    }


def _acidity_json(acidity: Acidity) -> Json:
    return {
        "mixture": named(acidity.mixture.id),
        "statement": acidity.mixture.statement,
        "mixed": list(acidity.mixed),
        "measured": _bounds(acidity.measured),
        "predicted": _bounds(acidity.predicted) if acidity.predicted else None,
        "fit": acidity.fit.value,
        "off_by": figure(acidity.off_by),
        "because": _reasons([acidity.because] if acidity.because else []),
        "wanting": [{"kind": each.kind, "what": each.text} for each in acidity.wants],
        "explanation": acidity.mixture.discrepancy if acidity.fit is Fit.MISSES else None,
        "source": named(acidity.mixture.source),
        "locator": acidity.mixture.locator,
    }


def _reasons(reasons: Iterable[Reason]) -> list[Json]:
    return [
        {
            "text": each.text,
            "proof_id": each.proof_id,
            "sources": [named(citation.source) for citation in each.citations],
        }
        for each in reasons
    ]


def _bounds(value: Interval) -> Json:
    return {"low": figure(value.low), "high": figure(value.high)}
