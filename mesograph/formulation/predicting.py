"""What rules predict of parts meeting: by what is so of one part and of another.

Nothing is worked out for all pairs of preparations. Each part has two bit masks, the rules whose
first and whose second demand it meets; a rule speaks of an ordered pair where both bits are set.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

from mesograph.formulation.bearing import USED_UP, principal, traits
from mesograph.formulation.effects import acts
from mesograph.formulation.holding import carried, in_vehicle
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.serving import acting
from mesograph.model.claims import MechanismClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import AnsweredCondition, Kind, Step, concluded, stated
from mesograph.model.rules import Feature, PairRule
from mesograph.model.things import Part
from mesograph.verdicts import Answer

UNTESTED = "pH and solubility in the mixture"
OF_VEHICLES = ("aqueous-vehicle", "oily-vehicle")
"""Traits that a part has by its vehicle, not by a substance in it."""


@dataclass(frozen=True, slots=True)
class Predicted:
    """A rule that speaks of two parts, and how its conditions were answered."""

    rule: PairRule
    one: Part
    other: Part
    conditions: tuple[AnsweredCondition, ...]

    @property
    def covers(self) -> frozenset[str]:
        """Give the ids of the two parts."""
        return frozenset({self.one.id, self.other.id})

    @property
    def answer(self) -> Answer:
        """Tell whether it holds, or may, or a calculation says that it does not."""
        answers = {each.answer for each in self.conditions}
        if Answer.FALSE in answers:
            return Answer.FALSE
        return Answer.UNDETERMINED if Answer.UNDETERMINED in answers else Answer.TRUE

    def proof(self, compendium: Compendium) -> Step:
        """Tell the firing of the rule."""
        text = self.rule.text
        labels = {
            "one": self.one.preparation.label,
            "other": self.other.preparation.label,
            "process": compendium.label(self.rule.one.value),
        }
        premises = [
            *_told(compendium, self.one, self.rule.one),
            *_told(compendium, self.other, self.rule.other),
        ]
        return Step(
            kind=Kind.RULE,
            name=text.name,
            text=text.told(labels),
            premises=tuple(premises),
            how=text.how,
            citations=text.citations,
            conditions=self.conditions,
        )


def predict(compendium: Compendium, mixture: Mixture) -> Iterator[Predicted]:
    """Give every rule that speaks of two of these parts, once a pair, in its surest direction."""
    surest: dict[tuple[str, str, frozenset[str]], Predicted] = {}
    rules = compendium.pair_rules
    for one, other in permutations(mixture, 2):
        fires = _masks(compendium, one)[0] & _masks(compendium, other)[1]
        while fires:
            rule = rules[(fires & -fires).bit_length() - 1]
            fires &= fires - 1
            conditions = (
                _given_for(compendium, one, rule.one),
                _given_for(compendium, other, rule.other),
                _left_open(rule),
            )
            found = Predicted(rule, one, other, tuple(each for each in conditions if each))
            key = (rule.text.name, rule.one.value, found.covers)
            if key not in surest or _surer(found, surest[key]):
                surest[key] = found
    yield from surest.values()


def _surer(found: Predicted, known: Predicted) -> bool:
    """Tell whether one direction of a rule speaks more surely than the other; ties go by name."""
    rank = (Answer.TRUE, Answer.UNDETERMINED)
    return (rank.index(found.answer), found.one.id) < (rank.index(known.answer), known.one.id)


def models_ran(compendium: Compendium, mixture: Mixture) -> bool:
    """Tell whether every rule could be asked of every part: nothing about them is unknown.

    That needs all ingredients and the vehicle known, and the traits of every substance reviewed: an
    absent trait on a substance that nobody reviewed is unknown, not no.
    """
    return bool(compendium.pair_rules) and all(
        not part.preparation.ad_hoc
        and not part.preparation.partly_known
        and bool(part.preparation.ingredients)
        and part.preparation.vehicle is not None
        and all(
            (known := compendium.substances.get(each)) is not None and known.traits_reviewed
            for each in part.preparation.substances
        )
        for part in mixture
    )


def tested(compendium: Compendium, mixture: Mixture) -> Step:
    """Tell which rules were asked of all pairs of parts and predict nothing, and what was not."""
    titles = sorted({each.text.title for each in compendium.pair_rules})
    labels = " with ".join(part.preparation.label for part in mixture)
    reviewed = [
        stated("trait-review", f"the traits of {compendium.label(each)} were looked through")
        for part in mixture
        for each in sorted(part.preparation.substances)
    ]
    listed = "; ".join(titles)
    text = f"no rule predicts a clash of {labels}; tested: {listed}; not tested: {UNTESTED}"
    how = "what no rule predicts is not shown to be compatible"
    return concluded("rules-asked", text, reviewed, how)


def _masks(compendium: Compendium, part: Part) -> tuple[int, int]:
    """Give the rules whose first demand a part meets, and those whose second, as bits."""
    known = compendium.rule_masks.get(part.id)
    if known is None:
        own = features(compendium, part)
        first = second = 0
        for position, rule in enumerate(compendium.pair_rules):
            first |= (rule.one in own) << position
            second |= (rule.other in own) << position
        known = compendium.rule_masks[part.id] = (first, second)
    return known


def features(compendium: Compendium, part: Part) -> frozenset[Feature]:
    """Give everything that rules may ask of a part: its traits, and the processes it turns."""
    found = {Feature("carries", each) for each in part_traits(compendium, part)}
    found |= {
        Feature("raises" if claim.raises else "lowers", claim.process)
        for claim in compendium.claims_of(MechanismClaim)
        if claim.counts_in_favour and acts(compendium, claim, part)
    }
    return frozenset(found)


def part_traits(compendium: Compendium, part: Part) -> frozenset[str]:
    """Give every trait that a part carries or may carry, by its substances and its vehicle."""
    found = {trait for each in _substances(compendium, part) for trait in traits(compendium, each)}
    return frozenset(found | _vehicle_traits(compendium, part))


def _vehicle_traits(compendium: Compendium, part: Part) -> set[str]:
    """Give the trait that the vehicle gives; an emulsion mixes as the water around its oil."""
    classes = compendium.classes_of(part.preparation.vehicle or "")
    if "AqueousVehicle" in classes:
        return {"aqueous-vehicle"}
    return {"oily-vehicle"} if "OilyVehicle" in classes else set()


def _substances(compendium: Compendium, part: Part) -> frozenset[str]:
    """Give the substances of a part but its pH adjusters, and all salts an ad-hoc part may be."""
    own = frozenset(each.substance for each in part.preparation.ingredients if each.role != USED_UP)
    if not part.preparation.ad_hoc:
        return own
    return own | {id_ for id_, each in compendium.substances.items() if each.moiety in own}


def _given_for(compendium: Compendium, part: Part, asked: Feature) -> AnsweredCondition | None:
    """Answer whether what a part is drawn for has a trait; None for all that is no such trait."""
    trait = asked.value
    if asked.verb != "carries" or trait in OF_VEHICLES:
        return None
    label = part.preparation.label
    text = f"{label}: {compendium.label(trait)} by an active ingredient"
    if any(trait in traits(compendium, each.substance) for each in principal(part)):
        return AnsweredCondition(text, Answer.TRUE)
    if not part.preparation.ad_hoc:
        note = f"in {label} only an excipient is {compendium.label(trait)}, perhaps too little"
        return AnsweredCondition(text, Answer.UNDETERMINED, note)
    return AnsweredCondition(text, Answer.UNDETERMINED, f"which salt {label} is is not known")


def _left_open(rule: PairRule) -> AnsweredCondition | None:
    question = rule.text.open_question
    return AnsweredCondition(question, Answer.UNDETERMINED, question) if question else None


def _told(compendium: Compendium, part: Part, asked: Feature) -> list[Step]:
    trait = asked.value
    if asked.verb != "carries":
        return [
            acting(compendium, part, claim).proof
            for claim in compendium.claims_of(MechanismClaim)
            if claim.process == asked.value
            and claim.raises is (asked.verb == "raises")
            and claim.counts_in_favour
            and acts(compendium, claim, part)
        ]
    if trait in OF_VEHICLES:
        return [in_vehicle(compendium, part)]
    return [
        carried(compendium, part, each, trait)
        for each in sorted(_substances(compendium, part))
        if trait in traits(compendium, each)
    ]
