"""Rules that speak of two parts of a mixture: they are never run over all pairs there are."""

from mesograph.reasoning.rules import Rule
from mesograph.verdicts import Aspect
from mesograph.vocabulary import meso

FEATURES = {meso(verb): verb for verb in ("carries", "raises", "lowers")}
"""What such a rule may ask of a part."""
PAIRWISE = {
    meso("predictedPhysicallyIncompatibleWith"): Aspect.PHYSICAL,
    meso("predictedChemicallyIncompatibleWith"): Aspect.CHEMICAL,
    meso("predictedTherapeuticallyIncompatibleWith"): Aspect.THERAPEUTIC,
}
"""What such a rule concludes, and of which side of compatibility it speaks."""


def is_pairwise(rule: Rule) -> bool:
    """Tell whether a rule speaks of two parts of a mixture."""
    return rule.makes[0] in PAIRWISE
