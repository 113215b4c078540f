"""Whether the conditions of a claim hold for a mixture: true, false or undetermined.

A *for* holds for a mixture that is no stronger than what was tested, in the proportions that
were tested; an *against* holds for a mixture at least as strong. What a claim does not state is
unrestricted for an *against*; for a *for* see ``for_answer``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from mesograph.formulation.mixing import Mixture, final_strength
from mesograph.model.claims import CompatibilityClaim, Condition, DegradationClaim
from mesograph.model.findings import Caution
from mesograph.model.reasons import AnsweredCondition
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval, as_range, overlap, unit_word
from mesograph.verdicts import Answer, Method

PROMOTING_SETTINGS = ("syringe", "co-formulated")
"""Only a syringe claim promotes a syringe; one product as sold is such a claim as well."""

ROUNDING = Decimal("0.01")
PH = "final-ph"
_KINDS = ("final-strength", "elapsed-time", "temperature", PH)
_LIGHTS = ("dark", "room-light", "sunlight")

Known = dict[str, tuple[Interval, str]]
"""What is known of a mixture and of what happens to it, by kind of condition, with its unit."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to all conditions of one claim, with how each was answered."""

    answer: Answer
    conditions: tuple[AnsweredCondition, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def why(self) -> tuple[str, ...]:
        """Say what stands in the way, nothing where all conditions hold."""
        return tuple(each.hindrance for each in self.conditions if each.hindrance)


def refused(text: str, note: str) -> Answered:
    """Answer a claim that cannot apply, whatever else it says."""
    return Answered(Answer.FALSE, (AnsweredCondition(text, Answer.FALSE, note),))


def undetermined(answered: Answered, text: str, note: str) -> Answered:
    """Leave open what else would hold, because one thing more is not known."""
    more = AnsweredCondition(text, Answer.UNDETERMINED, note)
    answer = all_of([answered.answer, Answer.UNDETERMINED])
    return Answered(answer, (*answered.conditions, more), answered.cautions)


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
    ph: Interval | None = None,
) -> Answered:
    """Answer the conditions of a hazard; it counts from any setting.

    ``covered`` are the parts it speaks of: their vehicles decide, a third part never lifts it.
    ``ph`` is what was worked out for the mixture, None where it is not known.
    """
    found: list[AnsweredCondition] = []
    joined = reached(claim.conditions, mixture, found)
    known = _known_of(asked, ph)
    others = [
        _no_mere_reading(condition, _looked_at(condition, known))
        for condition in claim.conditions
        if condition.kind != "final-strength"
    ]
    if claim.light is not None:
        others.append(_bright_enough(claim.light, asked.light))
    if claim.container is not None:
        others.append(_in_container(claim.container, asked.container))
    if claim.vehicle:
        others.append(_any_vehicle(claim, covered or mixture))
    if claim.is_generic:
        note = "said of a class in general, exceptions left open"
        others.append(AnsweredCondition("no exception to what is said", Answer.UNDETERMINED, note))
    answer = all_of([joined, *(each.answer for each in others)])
    return Answered(answer, (*found, *others))


def in_range_answer(
    claim: DegradationClaim,
    mixture: Mixture,
    asked: Circumstances,
    covered: Mixture,
    ph: Interval | None = None,
) -> Answered:
    """Answer the conditions under which something broke down, or was found to keep.

    How fast it goes is carried over to nothing but what was measured: neither another strength nor
    another pH. A loss in some light is there in more of it, what kept in some light keeps in less.
    """
    known = _known_of(asked, ph)
    found = [
        _as_strong(condition, mixture)
        if condition.kind == "final-strength"
        else _looked_at(condition, known)
        for condition in claim.conditions
    ]
    if claim.light is not None:
        by_light = _bright_enough if claim.supports else _dim_enough
        found.append(by_light(claim.light, asked.light))
    elif not claim.supports and asked.light == _LIGHTS[-1]:
        note = "the source states no light"
        found.append(AnsweredCondition("light", Answer.UNDETERMINED, note))
    if claim.container is not None:
        in_it = _in_container if claim.supports else _same_container
        found.append(in_it(claim.container, asked.container))
    if claim.vehicle:
        of_it = _any_vehicle if claim.supports else _vehicle
        found.append(of_it(claim, covered))
    return Answered(all_of(each.answer for each in found), tuple(found))


def reached(
    conditions: Iterable[Condition],
    mixture: Mixture,
    found: list[AnsweredCondition] | None = None,
) -> Answer:
    """Tell whether a mixture is at least as strong as what a hazard was seen with.

    Stronger in one substance but weaker in another is undetermined, never false. How each was
    answered is added to ``found``.
    """
    answers = []
    for condition in conditions:
        if condition.kind == "final-strength":
            threshold = Interval(condition.value.low, None)
            answers.append(inside(_strength(condition, mixture), threshold))
            if found is not None:
                found.append(AnsweredCondition(_named(condition), answers[-1]))
    joined = all_of(answers)
    mixed = joined is Answer.FALSE and set(answers) != {Answer.FALSE}
    return Answer.UNDETERMINED if mixed else joined


def for_answer(
    claim: CompatibilityClaim,
    mixture: Mixture,
    asked: Circumstances,
    covered: Mixture | None = None,
    ph: Interval | None = None,
) -> Answered:
    """Answer the conditions of a support on the parts it covers, in the final mixture.

    Missing strength, vehicle or setting: it does not apply, unless it is the statement of a label
    on the very products. Missing time, temperature, light or pH: it applies with a caution. ``ph``
    is what was worked out for the mixture, None where it is not known; the very products in the
    proportions tested have the pH they had in the test.
    """
    cautions: list[Caution] = []
    parts = covered or mixture
    by_label = claim.method is Method.LABEL and {part.id for part in parts} <= claim.between
    named = {each.substance for each in _of_kind(claim, "final-strength")}
    actives = {each.substance for part in parts for each in part.preparation.actives}
    if claim.setting not in PROMOTING_SETTINGS:
        return refused("a test in a syringe", "it was not tested in a syringe")
    if not claim.vehicle and not by_label:
        return refused("a stated vehicle", "it does not state the vehicle")
    if not actives <= named and not by_label:
        return refused("a stated strength of each active", "it does not state every strength")
    if any(each.kind not in _KINDS for each in claim.conditions):
        return refused(
            "conditions that can be looked at", "it has a condition that cannot be looked at"
        )
    found = list(_no_stronger_in_proportion(claim, mixture))
    if claim.vehicle:
        found.append(_vehicle(claim, mixture))
    if claim.container is not None:
        found.append(_same_container(claim.container, asked.container))
    known = _known_of(asked, ph)
    for kind in ("elapsed-time", "temperature", PH):
        stated = _of_kind(claim, kind)
        if not stated:
            cautions.append(Caution(f"{kind}-not-stated", f"the source states no {_plain(kind)}"))
        if kind == PH and named and {part.id for part in parts} <= claim.between:
            found += [
                AnsweredCondition(f"{_named(each)}, by the products named", Answer.TRUE)
                for each in stated
            ]
        else:
            found += [_looked_at(each, known) for each in stated]
    if claim.light is None:
        cautions.append(Caution("light-not-stated", "the source states no light"))
    else:
        found.append(_dim_enough(claim.light, asked.light))
    return Answered(all_of(each.answer for each in found), tuple(found), tuple(cautions))


def _no_stronger_in_proportion(
    claim: CompatibilityClaim, mixture: Mixture
) -> tuple[AnsweredCondition, ...]:
    """Tell whether the mixture is what was tested, or a plain dilution of it.

    With final strengths f and tested ranges [low, high], it is one if some dilution factor up to
    1 gives every f from a tested strength: f/high <= factor <= f/low for all substances at once.
    """
    factors = [Interval(Decimal(0), Decimal(1))]
    tested = _of_kind(claim, "final-strength")
    for condition in tested:
        final = _strength(condition, mixture)
        value = condition.value
        if final is None or final.low is None or final.low != final.high:
            return (AnsweredCondition(_named(condition), Answer.UNDETERMINED),)
        if not value.low or not value.high:
            return (AnsweredCondition(_named(condition), Answer.UNDETERMINED),)
        # Published strengths are rounded: one percent either way is the same strength.
        factors.append(
            Interval(
                final.low / value.high / (1 + ROUNDING), final.low / value.low * (1 + ROUNDING)
            )
        )
    common = overlap(factors)
    assert common.low is not None
    assert common.high is not None
    answer = Answer.TRUE if common.low <= common.high else Answer.FALSE
    note = "the strengths or their proportions are not those tested"
    proportion = AnsweredCondition("what was tested, or a plain dilution of it", answer, note)
    return (*(_no_stronger(each, mixture) for each in tested), proportion) if tested else ()


def _no_stronger(condition: Condition, mixture: Mixture) -> AnsweredCondition:
    """Answer for one substance alone whether it is no stronger than it was tested."""
    final = _strength(condition, mixture)
    high = condition.value.high
    assert final is not None
    assert high is not None
    answer = inside(final, Interval(None, high * (1 + ROUNDING)))
    return AnsweredCondition(_named(condition), answer, f"{_named(condition)} is exceeded here")


def _known_of(asked: Circumstances, ph: Interval | None) -> Known:
    """Give what the question fixes, and the pH where it could be worked out, with their units."""
    known = {
        "elapsed-time": (asked.hours, "hour"),
        "temperature": (asked.temperature, "celsius"),
    }
    return known if ph is None else {**known, PH: (ph, "ph-unit")}


def _looked_at(condition: Condition, known: Known) -> AnsweredCondition:
    """Answer a condition by what is known; a pH that was worked out is told beside it."""
    value, unit = known.get(condition.kind, (None, ""))
    answer = inside(value if unit == condition.unit else None, condition.value)
    text = _named(condition)
    if condition.kind != PH or value is None:
        return AnsweredCondition(text, answer)
    told = f"{text}, {as_range(value)} is worked out here"
    return AnsweredCondition(told, answer, told if answer is not Answer.TRUE else "")


def _no_mere_reading(condition: Condition, answered: AnsweredCondition) -> AnsweredCondition:
    """Leave a hazard open whose pH was read once and is no threshold: it may reach further."""
    value = condition.value
    is_threshold = value.low is None or value.high is None
    if condition.kind != PH or is_threshold or answered.answer is not Answer.FALSE:
        return answered
    return AnsweredCondition(answered.text, Answer.UNDETERMINED, answered.note)


def _of_kind(claim: CompatibilityClaim, kind: str) -> list[Condition]:
    return [each for each in claim.conditions if each.kind == kind]


def _strength(condition: Condition, mixture: Mixture) -> Interval | None:
    found = final_strength(mixture, condition.substance) if condition.substance else None
    return found.amount if found and found.unit == unit_word(condition.unit) else None


def _as_strong(condition: Condition, mixture: Mixture) -> AnsweredCondition:
    return AnsweredCondition(
        _named(condition), inside(_strength(condition, mixture), condition.value)
    )


def _vehicle(claim: CompatibilityClaim | DegradationClaim, mixture: Mixture) -> AnsweredCondition:
    text = f"vehicle: {_listed(claim.vehicle)}"
    vehicles = {part.preparation.vehicle for part in mixture}
    if None in vehicles:
        return AnsweredCondition(text, Answer.UNDETERMINED, "a vehicle is not known")
    answer = Answer.TRUE if vehicles <= claim.vehicle else Answer.FALSE
    return AnsweredCondition(text, answer, "tested in another vehicle")


def _any_vehicle(claim: CompatibilityClaim | DegradationClaim, parts: Mixture) -> AnsweredCondition:
    """Answer a hazard seen in a vehicle: one of its parts in that vehicle is enough."""
    text = f"vehicle: {_listed(claim.vehicle)}"
    vehicles = {part.preparation.vehicle for part in parts}
    if vehicles & claim.vehicle:
        return AnsweredCondition(text, Answer.TRUE)
    answer = Answer.UNDETERMINED if None in vehicles else Answer.FALSE
    return AnsweredCondition(text, answer, "seen in another vehicle")


def _bright_enough(stated: str, asked: str) -> AnsweredCondition:
    """Answer a hazard that needs light: it is not there in less light than it was seen in."""
    enough = _LIGHTS.index(asked) >= _LIGHTS.index(stated)
    answer = Answer.TRUE if enough else Answer.FALSE
    return AnsweredCondition(f"light: {_plain(stated)}", answer, f"seen in {_plain(stated)}")


def _dim_enough(stated: str, asked: str) -> AnsweredCondition:
    """Answer a support by light: what stood well in more light stands well in less."""
    enough = _LIGHTS.index(stated) >= _LIGHTS.index(asked)
    answer = Answer.TRUE if enough else Answer.FALSE
    return AnsweredCondition(f"light: {_plain(stated)}", answer, f"tested only in {_plain(stated)}")


def _in_container(stated: str, asked: str) -> AnsweredCondition:
    """Answer a hazard seen in one container: in another one it may be there as well."""
    answer = Answer.TRUE if stated == asked else Answer.UNDETERMINED
    return AnsweredCondition(f"container: {_plain(stated)}", answer, f"seen in {_plain(stated)}")


def _same_container(stated: str, asked: str) -> AnsweredCondition:
    answer = Answer.TRUE if stated == asked else Answer.FALSE
    note = f"tested in another container ({_plain(stated)})"
    return AnsweredCondition(f"container: {_plain(stated)}", answer, note)


def _named(condition: Condition) -> str:
    """Name a condition with its bounds."""
    of = f" of {condition.substance_label}" if condition.substance_label else ""
    what = f"{_plain(condition.kind)}{of} {as_range(condition.value)} {unit_word(condition.unit)}"
    return what.rstrip()


def _listed(names: Iterable[str]) -> str:
    return " or ".join(_plain(each) for each in sorted(names))


def _plain(name: str) -> str:
    return name.replace("-", " ")
