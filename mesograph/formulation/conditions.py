"""Whether the conditions of a claim hold for a mixture: true, false or undetermined.

A *for* holds for a mixture that is no stronger than what was tested, in the proportions that
were tested; an *against* holds for a mixture at least as strong. What a claim does not state is
unrestricted for an *against*; for a *for* see ``for_answer``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.mixing import Mixture, final_strength
from mesograph.model.claims import CompatibilityClaim, Condition
from mesograph.model.reasons import Caution
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval, as_range, overlap, unit_word
from mesograph.verdicts import Answer, Method

PROMOTING_SETTINGS = ("syringe", "co-formulated")
"""Only a syringe claim promotes a syringe; one product as sold is such a claim as well."""

ROUNDING = Decimal("0.01")
_KINDS = ("final-strength", "elapsed-time", "temperature", "final-ph")
_LIGHTS = ("dark", "room-light", "sunlight")


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to all conditions of one claim, with how it was come to."""

    answer: Answer
    why: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()


def all_of(answers: Iterable[Answer]) -> Answer:
    """Join answers: one false makes all false, else one undetermined leaves all undetermined."""
    given = list(answers)
    if Answer.FALSE in given:
        return Answer.FALSE
    return Answer.UNDETERMINED if Answer.UNDETERMINED in given else Answer.TRUE


def inside(asked: Interval | None, stated: Interval) -> Answer:
    """Tell whether a quantity lies in a stated range; what is unknown is undetermined."""
    if asked is None:
        return Answer.UNDETERMINED
    if stated.holds(asked):
        return Answer.TRUE
    return Answer.FALSE if stated.misses(asked) else Answer.UNDETERMINED


def against_answer(
    claim: CompatibilityClaim,
    mixture: Mixture,
    asked: Circumstances,
    covered: Mixture | None = None,
) -> Answered:
    """Answer the conditions of a hazard; it counts from any setting.

    ``covered`` are the parts it speaks of: their vehicles decide, a third part never lifts it.
    """
    why: list[str] = []
    joined = reached(claim.conditions, mixture, why)
    others = []
    known = _known_of(asked)
    for condition in claim.conditions:
        if condition.kind != "final-strength":
            others.append(_inside(condition, known))
            why += _worded(condition, others[-1])
    others.append(_bright_enough(claim.light, asked.light, why))
    if claim.container not in (None, asked.container):
        others.append(Answer.UNDETERMINED)
        why.append(f"seen in {_plain(claim.container or '')}")
    others.append(_any_vehicle(claim, covered or mixture, why))
    if claim.is_generic:
        others.append(Answer.UNDETERMINED)
        why.append("said of a class in general, exceptions left open")
    return Answered(all_of([joined, *others]), tuple(why))


def reached(
    conditions: Iterable[Condition], mixture: Mixture, why: list[str] | None = None
) -> Answer:
    """Tell whether a mixture is at least as strong as what a hazard was seen with.

    Stronger in one substance but weaker in another is undetermined, never false.
    """
    answers = []
    for condition in conditions:
        if condition.kind == "final-strength":
            threshold = Interval(condition.value.low, None)
            answers.append(inside(_strength(condition, mixture), threshold))
            if why is not None:
                why += _worded(condition, answers[-1])
    joined = all_of(answers)
    mixed = joined is Answer.FALSE and set(answers) != {Answer.FALSE}
    return Answer.UNDETERMINED if mixed else joined


def for_answer(
    claim: CompatibilityClaim,
    mixture: Mixture,
    asked: Circumstances,
    covered: Mixture | None = None,
) -> Answered:
    """Answer the conditions of a support on the parts it covers, in the final mixture.

    Missing strength, vehicle or setting: it does not apply, unless it is the statement of a label
    on the very products. Missing time, temperature, light or pH: it applies with a caution.
    """
    why: list[str] = []
    cautions: list[Caution] = []
    parts = covered or mixture
    by_label = claim.method is Method.LABEL and {part.id for part in parts} <= claim.between
    named = {each.substance for each in _of_kind(claim, "final-strength")}
    actives = {each.substance for part in parts for each in part.preparation.actives}
    if claim.setting not in PROMOTING_SETTINGS:
        return Answered(Answer.FALSE, ("it was not tested in a syringe",))
    if not claim.vehicle and not by_label:
        return Answered(Answer.FALSE, ("it does not state the vehicle",))
    if not actives <= named and not by_label:
        return Answered(Answer.FALSE, ("it does not state every strength",))
    if any(each.kind not in _KINDS for each in claim.conditions):
        return Answered(Answer.FALSE, ("it has a condition that cannot be looked at",))
    answers = [
        _no_stronger_in_proportion(claim, mixture, why),
        _vehicle(claim, mixture, why),
        _same(claim.container, asked.container, why, "container"),
    ]
    known = _known_of(asked)
    for kind in ("elapsed-time", "temperature", "final-ph"):
        stated = _of_kind(claim, kind)
        if not stated:
            cautions.append(Caution(f"{kind}-not-stated", f"the source states no {_plain(kind)}"))
        for condition in stated:
            answers.append(_inside(condition, known))
            why += _worded(condition, answers[-1])
    if claim.light is None:
        cautions.append(Caution("light-not-stated", "the source states no light"))
    else:
        # What stood well in more light stands well in less.
        enough = _LIGHTS.index(claim.light) >= _LIGHTS.index(asked.light)
        answers.append(Answer.TRUE if enough else Answer.FALSE)
        why += [] if enough else [f"tested only in {_plain(claim.light)}"]
    return Answered(all_of(answers), tuple(why), tuple(cautions))


def _no_stronger_in_proportion(
    claim: CompatibilityClaim, mixture: Mixture, why: list[str]
) -> Answer:
    """Tell whether the mixture is what was tested, or a plain dilution of it.

    With final strengths f and tested ranges [low, high], it is one if some dilution factor up to
    1 gives every f from a tested strength: f/high <= factor <= f/low for all substances at once.
    """
    factors = [Interval(Decimal(0), Decimal(1))]
    for condition in _of_kind(claim, "final-strength"):
        final = _strength(condition, mixture)
        tested = condition.value
        if final is None or final.low is None or final.low != final.high:
            why += _worded(condition, Answer.UNDETERMINED)
            return Answer.UNDETERMINED
        if not tested.low or not tested.high:
            return Answer.UNDETERMINED
        # Published strengths are rounded: one percent either way is the same strength.
        factors.append(
            Interval(
                final.low / tested.high / (1 + ROUNDING), final.low / tested.low * (1 + ROUNDING)
            )
        )
    common = overlap(factors)
    assert common.low is not None
    assert common.high is not None
    if common.low <= common.high:
        return Answer.TRUE
    why.append("the strengths or their proportions are not those tested")
    return Answer.FALSE


def _known_of(asked: Circumstances) -> dict[str, tuple[Interval, str]]:
    """Give what the question fixes, with its unit; the pH of the mixture is not known."""
    return {
        "elapsed-time": (asked.hours, "hour"),
        "temperature": (asked.temperature, "celsius"),
    }


def _inside(condition: Condition, known: dict[str, tuple[Interval, str]]) -> Answer:
    value, unit = known.get(condition.kind, (None, ""))
    return inside(value if unit == condition.unit else None, condition.value)


def _of_kind(claim: CompatibilityClaim, kind: str) -> list[Condition]:
    return [each for each in claim.conditions if each.kind == kind]


def _strength(condition: Condition, mixture: Mixture) -> Interval | None:
    found = final_strength(mixture, condition.substance) if condition.substance else None
    return found.amount if found and found.unit == unit_word(condition.unit) else None


def _vehicle(claim: CompatibilityClaim, mixture: Mixture, why: list[str]) -> Answer:
    if not claim.vehicle:
        return Answer.TRUE
    vehicles = {part.preparation.vehicle for part in mixture}
    if None in vehicles:
        return Answer.UNDETERMINED
    if vehicles <= claim.vehicle:
        return Answer.TRUE
    why.append("tested in another vehicle")
    return Answer.FALSE


def _any_vehicle(claim: CompatibilityClaim, parts: Mixture, why: list[str]) -> Answer:
    """Answer a hazard seen in a vehicle: one of its parts in that vehicle is enough."""
    vehicles = {part.preparation.vehicle for part in parts}
    if not claim.vehicle or vehicles & claim.vehicle:
        return Answer.TRUE
    why.append("seen in another vehicle")
    return Answer.UNDETERMINED if None in vehicles else Answer.FALSE


def _bright_enough(stated: str | None, asked: str, why: list[str]) -> Answer:
    """Answer a hazard that needs light: it is not there in less light than it was seen in."""
    if stated is None or _LIGHTS.index(asked) >= _LIGHTS.index(stated):
        return Answer.TRUE
    why.append(f"seen in {_plain(stated)}")
    return Answer.FALSE


def _same(stated: str | None, asked: str, why: list[str], what: str) -> Answer:
    if stated is None or stated == asked:
        return Answer.TRUE
    why.append(f"tested in another {what} ({_plain(stated)})")
    return Answer.FALSE


def _worded(condition: Condition, answer: Answer) -> list[str]:
    """Say how a condition stands in the way, nothing where it holds."""
    what = f"{_plain(condition.kind)} {as_range(condition.value)} {unit_word(condition.unit)}"
    match answer:
        case Answer.FALSE:
            return [f"{what.rstrip()} is not given here"]
        case Answer.UNDETERMINED:
            return [f"{what.rstrip()} is not sure here"]
        case _:
            return []


def _plain(name: str) -> str:
    return name.replace("-", " ")
