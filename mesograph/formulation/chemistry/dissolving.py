"""Parts that were named stronger than sources say anything dissolves: an answer, no slip."""

from dataclasses import dataclass

from mesograph.formulation.chemistry.telling import of_constant
from mesograph.formulation.mixing import Mixture
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, asked, calculated
from mesograph.model.things import Constant, Part, Substance
from mesograph.quantities import Interval, as_range, hull

SOLUBILITIES = ("solubility", "intrinsicSolubility")
HOW = "strength against the most that any source says dissolves in water"


@dataclass(frozen=True, slots=True)
class Beyond:
    """A part stronger than what dissolves; ``surely`` where no salt of it could be meant."""

    part: Part
    reason: Reason
    surely: bool


def beyond_solubility(compendium: Compendium, mixture: Mixture) -> tuple[Beyond, ...]:
    """Give the ad-hoc parts that are stronger than every solubility in water that is known.

    What is sold is as it is: its maker found a way. An acid or base dissolves better as a salt, so
    that of an ad-hoc part, which may be one, nothing is sure.
    """
    found = []
    for part in mixture:
        for each in part.preparation.ingredients if part.preparation.ad_hoc else ():
            substance = compendium.substances.get(each.substance)
            strength = each.strength
            if substance is None or strength is None or strength.unit != "mg/mL":
                continue
            known = _in_water(substance)
            most = hull(one.value for one in known).high if known else None
            low = strength.amount.low
            if most is None or low is None or low <= most:
                continue
            text = (
                f"{part.preparation.label}: {as_range(strength.amount)} mg/mL, of which at most "
                f"{as_range(Interval.exactly(most))} mg/mL are known to dissolve in water"
            )
            premises = [
                asked(f"{part.preparation.label}"),
                *(of_constant(compendium, substance.id, one) for one in known),
            ]
            step = calculated("beyond-solubility", text, premises, HOW, strength.amount, "mg/mL")
            found.append(Beyond(part, Reason(text, step), not _takes_protons(substance)))
    return tuple(found)


def _in_water(substance: Substance) -> tuple[Constant, ...]:
    return tuple(
        each for each in substance.constants if each.quantity in SOLUBILITIES and each.value.high
    )


def _takes_protons(substance: Substance) -> bool:
    return any(each.quantity == "pka" for each in substance.constants) or not substance.moiety
