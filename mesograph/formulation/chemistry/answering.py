"""A rule on what falls out, answered by the calculation where that knows all its figures."""

from collections.abc import Iterable
from dataclasses import replace

from mesograph.formulation.bearing import traits
from mesograph.formulation.chemistry.precipitating import Reckoned
from mesograph.formulation.predicting import Predicted
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import AnsweredCondition
from mesograph.verdicts import Answer

_SUREST = (Answer.TRUE, Answer.UNDETERMINED, Answer.FALSE)


def answered_by(
    compendium: Compendium, predicted: Predicted, reckoned: Iterable[Reckoned]
) -> Predicted:
    """Add to a prediction what was reckoned of all that it speaks of; else give it as it is.

    One thing that surely falls out is enough; that nothing does needs a figure for each.
    """
    name = predicted.rule.text.reckoned_by
    own = [each for each in reckoned if each.name == name]
    if predicted.one.preparation.ad_hoc or not own:
        return predicted
    bearing: list[Reckoned] = []
    for substance in predicted.one.preparation.substances:
        if predicted.rule.one.value not in traits(compendium, substance):
            continue
        known = compendium.substances.get(substance)
        parts = {substance, *(of for of, _ in (known.constituents if known else ()))}
        of_it = [each for each in own if each.substance in parts]
        if not of_it:
            return predicted
        bearing += of_it
    if not bearing:
        return predicted
    surest = min(bearing, key=lambda each: _SUREST.index(each.answer))
    note = surest.text if surest.answer is not Answer.TRUE else ""
    condition = AnsweredCondition(surest.text, surest.answer, note)
    return replace(predicted, conditions=(*predicted.conditions, condition))
