"""The osmolality of a mixture told: weighed over its parts, and how far to dilute it."""

from collections.abc import Sequence
from decimal import Decimal

from mesograph.formulation.chemistry.osmolality import CALCULATED, MEASURED, Osmotic
from mesograph.formulation.holding import measured, poured
from mesograph.formulation.mixing import Mixture, has_volumes, total_volume
from mesograph.model.claims import LimitClaim
from mesograph.model.findings import Caution
from mesograph.model.reasons import Reason, Step, calculated, leaf
from mesograph.quantities import Interval, as_number, as_range, overlap

UNIT = "mOsm/kg"
HOW_WEIGHTED = (
    "sum of volume x osmolality / total volume; it takes one millilitre of every part to hold the "
    "same mass of water, which is close for dilute solutions"
)
HOW_ANY_RATIO = (
    "without volumes it may lie anywhere between the lowest and the highest of its parts"
)
HOW_LEAST = "what is named counts; what else may be dissolved can only add to it"
HOW_DILUTED = (
    "volume x (osmolality / bound - 1); ions that pair fall apart on dilution, which asks for a "
    "little more"
)


def weighing(mixture: Mixture, parts: Sequence[Osmotic], value: Interval) -> Reason:
    """Tell the osmolality of a mixture from those of its parts."""
    if len(parts) == 1:
        (only,) = parts
        assert only.step is not None
        return Reason(only.step.text, only.step)
    inputs = [step for each in parts for step in (*_figures(each), poured(each.part))]
    shares = " + ".join(
        (f"{each.part.volume_ml:f} mL x " if each.part.volume_ml is not None else "")
        + as_range(each.value, 0)
        + (" calculated" if each.basis == CALCULATED else "")
        for each in parts
        if each.value is not None
    )
    weighted = has_volumes(mixture)
    said = "weighted by volume" if weighted else "at any ratio, between its parts"
    text = f"{as_range(value, 0)} {UNIT} {said}: {shares} {UNIT}"
    how = HOW_WEIGHTED if weighted else HOW_ANY_RATIO
    return Reason(text, calculated("osmolality", text, inputs, how, value, UNIT))


def at_least(weighed: Reason, value: Interval, parts: Sequence[Osmotic]) -> Reason:
    """Tell of parts that may hold more than is named that their osmolality is only the least."""
    labels = " and ".join(each.part.preparation.label for each in parts if each.assumed)
    text = f"{weighed.text}; {labels} may hold more than is named: {as_range(value, 0)} {UNIT}"
    return Reason(text, calculated("least", text, [weighed.proof], HOW_LEAST, value, UNIT))


def calculated_ones(parts: Sequence[Osmotic]) -> tuple[Caution, ...]:
    """Warn of parts whose osmolality nobody has measured."""
    return tuple(
        Caution(
            "calculated-osmolality",
            f"the osmolality of {each.part.preparation.label} is calculated, not measured"
            + (", from nothing but what is named" if each.assumed else ""),
            each.step,
        )
        for each in parts
        if each.basis == CALCULATED and each.value is not None
    )


def diluting(
    mixture: Mixture,
    weighed: Reason,
    value: Interval,
    isotonic: Sequence[LimitClaim],
    tolerated: Sequence[LimitClaim],
) -> tuple[Reason, ...]:
    """Tell with how much water what is hypertonic comes down to each of the upper bounds."""
    found = []
    for limits, name in ((isotonic, "isotonic"), (tolerated, "tolerated")):
        bound = overlap(each.value for each in limits).high
        if bound is None or value.low is None or value.high is None or value.low <= bound:
            continue
        total = total_volume(mixture)
        water = Interval(value.low / bound - 1, value.high / bound - 1).scaled(total or Decimal(1))
        to = "" if total is not None else " to each mL"
        text = (
            f"hypertonic: {as_range(water, 2)} mL of water{to} would bring it to "
            f"{as_number(bound)} {UNIT}, the upper bound of the {name} band"
        )
        premises = [weighed.proof, *map(leaf, limits)]
        step = calculated("dilute", text, premises, HOW_DILUTED, water, "mL")
        found.append(Reason(text, step))
    return tuple(found)


def _figures(each: Osmotic) -> list[Step]:
    """Give the figures that were read for a part, or the calculation where none was."""
    if each.basis == MEASURED:
        return [
            measured(each.part, figure, "osmolality")
            for figure in each.part.preparation.osmolality
            if figure.unit == "mosm-per-kg"
        ]
    return [each.step] if each.step else []
