"""Whether what is given holds a vasoconstrictor, as strong as maxima with one ask for."""

from decimal import Decimal

from mesograph.formulation.dosing.forms import counted_as
from mesograph.formulation.dosing.giving import Given, doses_of, root
from mesograph.formulation.mixing import total_volume
from mesograph.model.claims import DoseClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step
from mesograph.model.things import Part
from mesograph.verdicts import Answer

INJECTED = "infiltration-use"
ROUNDED = Decimal("0.95")
"""Labels round the salt: 0.009 mg of the bitartrate are sold as 0.005 mg of adrenaline."""


def constrictors(compendium: Compendium) -> dict[str, Decimal]:
    """Give what sources name as given with an anaesthetic, and its least strength in mg/mL.

    The strength is nothing where no source on infiltration says it.
    """
    found: dict[str, Decimal] = {}
    for claim in compendium.claims_of(DoseClaim):
        for each in claim.given_with:
            stated = claim.vasoconstrictor_strength
            if stated is not None and (not claim.uses or INJECTED in claim.uses):
                found[each] = min(found.get(each) or stated, stated)
            found.setdefault(each, Decimal(0))
    return found


def is_constricted(compendium: Compendium, given: Given) -> tuple[Answer, tuple[Step, ...]]:
    """Tell whether a vasoconstrictor is in all that something may be, with what it gives of it.

    Weaker than sources name, or at a strength that is not known, it leaves it open.
    """
    answers: set[Answer] = set()
    steps: list[Step] = []
    named = constrictors(compendium)
    for mixture in given.mixtures:
        best = Answer.FALSE
        for form, least in sorted(named.items()):
            one = Given(label=given.label, mixtures=(mixture,), grams=given.grams)
            found, told = _strength(compendium, one, mixture, form)
            steps += told
            if told and best is not Answer.TRUE:
                strong = found is not None and found >= least * ROUNDED
                best = Answer.TRUE if strong else Answer.UNDETERMINED
        answers.add(best)
    return answers.pop() if len(answers) == 1 else Answer.UNDETERMINED, tuple(steps)


def _strength(
    compendium: Compendium, given: Given, mixture: tuple[Part, ...], form: str
) -> tuple[Decimal | None, list[Step]]:
    """Give how strong a vasoconstrictor is in a mixture, in mg/mL; None if that is not known."""
    volume = total_volume(mixture)
    total: Decimal | None = Decimal(0)
    steps: list[Step] = []
    for dose in doses_of(compendium, given, root(compendium, form)):
        counted = counted_as(compendium, dose, form)
        steps.append(counted[1] if counted else dose.step)
        low = counted[0].low if counted else None
        total = total + low if total is not None and low is not None else None
    return (total / volume if total is not None and volume else None), steps
