"""Which claims bear on a mixture, on which of its parts, and whether their conditions hold."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TypeVar

from mesograph.formulation.conditions import Answered, against_answer, for_answer
from mesograph.formulation.mixing import Mixture
from mesograph.model.claims import (
    Claim,
    CompatibilityClaim,
    ContraindicationClaim,
    CoUseReport,
    MixingInstruction,
    ToleranceClaim,
    VetoClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Caution
from mesograph.model.things import Circumstances, Ingredient, Part, SearchRecord
from mesograph.verdicts import Answer, Aspect, Method, Testimony

AboutClaim = TypeVar("AboutClaim", ContraindicationClaim, ToleranceClaim)

LABILE = "chemically-labile"
LEAST_REMAINING = Decimal(90)
"""Less than 90 % left is a chemical incompatibility (King Guide, FAQ; more than 10 % loss)."""


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim that bears on a mixture: its testimony and how its conditions were answered."""

    testimony: Testimony
    claim: Claim
    answered: Answered
    veto: bool = False

    @property
    def covers(self) -> frozenset[str]:
        """Give the ids of the parts it speaks of."""
        return self.testimony.covers


def hear(compendium: Compendium, mixture: Mixture, asked: Circumstances) -> tuple[Heard, ...]:
    """Give everything that is claimed on the compatibility of these parts with each other."""
    found: list[Heard] = []
    named: frozenset[str] = frozenset()
    for part in mixture:
        named = named.union(*answers_to(compendium, part))
    for claim in compendium.claims_of(CompatibilityClaim) if len(mixture) > 1 else ():
        if not claim.between <= named:
            continue
        if not claim.supports:
            found += _hazards(compendium, claim, mixture, asked)
        elif claim.counts_in_favour:
            found += _supports(compendium, claim, mixture, asked)
    forbidding: list[VetoClaim | MixingInstruction] = [
        *compendium.claims_of(VetoClaim),
        *compendium.claims_of(MixingInstruction),
    ]
    for veto in forbidding:
        if not veto.supports:
            found += _vetoes(compendium, veto, mixture)
    return tuple(sorted(found, key=lambda each: (each.claim.id, sorted(each.covers))))


def speaks_of(compendium: Compendium, claim: Claim, named: str, part: Part) -> bool:
    """Tell whether what a claim names is this preparation, an ingredient of it, or a trait of one.

    A claim on a moiety reaches its salts only if it says that it holds for the moiety. A hazard
    reaches every salt that an ad-hoc part may be.
    """
    own, moieties, perhaps = answers_to(compendium, part)
    if named in own or (claim.holds_for_moiety and named in moieties):
        return True
    return not claim.supports and named in perhaps


def answers_to(
    compendium: Compendium, part: Part
) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Give what a part answers to: itself, its substances and traits; moieties; possible salts."""
    known = compendium.memory.get(part.id)
    if known is None:
        substances = part.preparation.substances
        salts = frozenset(
            id_
            for id_, each in compendium.substances.items()
            if part.preparation.ad_hoc and each.moiety in substances
        )
        known = (
            frozenset({part.id}) | substances | _traits_of(compendium, substances),
            frozenset().union(*(compendium.moiety_family(each) for each in substances)),
            salts | _traits_of(compendium, salts),
        )
        compendium.memory[part.id] = known
    return known


def claims_about(
    compendium: Compendium, kind: type[AboutClaim], part: Part
) -> tuple[AboutClaim, ...]:
    """Give the claims of a class about a part, or about all injections alike."""
    return compendium.remembered(
        kind,
        part.id,
        lambda: tuple(
            claim
            for claim in compendium.claims_of(kind)
            if not claim.about
            or any(speaks_of(compendium, claim, named, part) for named in claim.about)
        ),
    )


def principal(part: Part) -> tuple[Ingredient, ...]:
    """Give what a part is drawn for: its actives, or all but the water where it has none."""
    ingredients = part.preparation.ingredients
    solutes = tuple(each for each in ingredients if each.substance != "water")
    return part.preparation.actives or solutes or ingredients


def is_named(compendium: Compendium, claim: Claim, named: Iterable[str], part: Part) -> bool:
    """Tell whether a claim names the preparation, or everything it is drawn for."""
    wanted = frozenset(named)
    if part.id in wanted:
        return True
    drawn_for = principal(part)
    return (
        bool(drawn_for)
        and not part.preparation.partly_known
        and all(
            any(_is_substance(compendium, claim, each, found.substance) for each in wanted)
            for found in drawn_for
        )
    )


def by_excipient(compendium: Compendium, named: Iterable[str], part: Part) -> str:
    """Say by which ingredient a claim reaches a part that is not given for it; else nothing."""
    wanted = frozenset(named)

    def is_reached(each: Ingredient) -> bool:
        family = compendium.moiety_family(each.substance)
        return bool(wanted & {each.substance, *family, *_traits(compendium, each.substance)})

    reached = [each for each in part.preparation.ingredients if is_reached(each)]
    if (
        part.id in wanted
        or not reached
        or any(each in part.preparation.actives for each in reached)
    ):
        return ""
    first = reached[0]
    strength = str(first.strength) if first.strength else "strength not known"
    role = compendium.label(first.role)
    held = f"{compendium.label(first.substance)} ({role}, {strength})"
    return f"{part.preparation.label} holds {held}: "


def labile_parts(compendium: Compendium, mixture: Mixture) -> frozenset[str]:
    """Give the parts with an active that is marked chemically labile."""
    return frozenset(
        part.id
        for part in mixture
        for each in part.preparation.actives
        if LABILE in _traits(compendium, each.substance)
    )


def searches_for(compendium: Compendium, pair: Iterable[Part]) -> tuple[SearchRecord, ...]:
    """Give the records of searches for these two parts by what they are drawn for."""
    first, second = (
        {part.id}.union(*(compendium.moiety_family(each.substance) for each in principal(part)))
        for part in pair
    )
    return tuple(
        each
        for each in compendium.searches
        if each.between & first and each.between & second and len(each.between) > 1
    )


def co_uses_of(compendium: Compendium, mixture: Mixture) -> tuple[CoUseReport, ...]:
    """Give the reports of people being given just these preparations or actives together."""
    return tuple(
        report
        for report in compendium.claims_of(CoUseReport)
        if all(is_named(compendium, report, report.between, part) for part in mixture)
        and all(
            any(speaks_of(compendium, report, named, part) for part in mixture)
            for named in report.between
        )
    )


def _hazards(
    compendium: Compendium, claim: CompatibilityClaim, mixture: Mixture, asked: Circumstances
) -> Iterator[Heard]:
    for covers in _matched_sets(compendium, claim, claim.between, mixture):
        parts = tuple(part for part in mixture if part.id in covers)
        answered = against_answer(claim, mixture, asked, parts)
        guessed = any(_only_perhaps(compendium, claim, part) for part in parts)
        if guessed and answered.answer is Answer.TRUE:
            why = (*answered.why, "which salt it is is not known")
            answered = Answered(Answer.UNDETERMINED, why)
        yield Heard(_testimony(claim, covers, answered.answer), claim, answered)


def _only_perhaps(compendium: Compendium, claim: CompatibilityClaim, part: Part) -> bool:
    """Tell whether a claim reaches an ad-hoc part only if it is a certain salt of that name."""
    own, moieties, _ = answers_to(compendium, part)
    return part.preparation.ad_hoc and not (
        claim.between & own or (claim.holds_for_moiety and claim.between & moieties)
    )


def _supports(
    compendium: Compendium, claim: CompatibilityClaim, mixture: Mixture, asked: Circumstances
) -> Iterator[Heard]:
    for covers in _matched_sets(compendium, claim, claim.between, mixture):
        parts = [part for part in mixture if part.id in covers]
        if not all(is_named(compendium, claim, claim.between, part) for part in parts):
            continue
        if any(_reactive_excipients(compendium, claim, part) for part in parts):
            continue
        answered = for_answer(claim, mixture, asked, tuple(parts))
        unreviewed = tuple(
            Caution("unreviewed-excipient", f"the traits of {compendium.label(each)} are unknown")
            for part in parts
            for each in sorted(_unreviewed_excipients(compendium, claim, part))
        )
        answered = Answered(answered.answer, answered.why, answered.cautions + unreviewed)
        yield Heard(_testimony(claim, covers, answered.answer), claim, answered)


def _testimony(claim: CompatibilityClaim, covers: frozenset[str], answer: Answer) -> Testimony:
    aspects = claim.aspects
    if claim.supports and not _keeps_content(claim):
        aspects = aspects - {Aspect.CHEMICAL}
    return Testimony(
        id=claim.id,
        supports=claim.supports,
        covers=covers,
        answer=answer,
        method=claim.method,
        aspects=aspects,
    )


def _keeps_content(claim: CompatibilityClaim) -> bool:
    """Tell whether a support shows that enough is left: by a label, or an assay of 90 % or more."""
    if claim.method is Method.LABEL:
        return True
    left = claim.remaining_percent.low if claim.remaining_percent else None
    return claim.method >= Method.ASSAY and left is not None and left >= LEAST_REMAINING


def _vetoes(
    compendium: Compendium, claim: VetoClaim | MixingInstruction, mixture: Mixture
) -> Iterator[Heard]:
    named = claim.about if isinstance(claim, VetoClaim) else frozenset({claim.about})
    for part in mixture:
        if not any(speaks_of(compendium, claim, each, part) for each in named):
            continue
        for other in mixture:
            if other.id == part.id:
                continue
            forbidden = not claim.between or any(
                speaks_of(compendium, claim, each, other) for each in claim.between
            )
            if forbidden:
                covers = frozenset({part.id, other.id})
                testimony = Testimony(
                    id=claim.id,
                    supports=False,
                    covers=covers,
                    answer=Answer.TRUE,
                    method=Method.LABEL,
                )
                yield Heard(testimony, claim, Answered(Answer.TRUE), veto=True)


def _matched_sets(
    compendium: Compendium, claim: Claim, named: frozenset[str], mixture: Mixture
) -> list[frozenset[str]]:
    """Give every set of two or more parts that between them hold all that is named.

    What stands together in one product is compatible as labelled, so one part is no set.
    """
    candidates = [
        [part.id for part in mixture if speaks_of(compendium, claim, each, part)]
        for each in sorted(named)
    ]
    found = {frozenset(chosen) for chosen in product(*candidates)}
    return sorted((each for each in found if len(each) > 1), key=sorted)


def _is_substance(compendium: Compendium, claim: Claim, named: str, substance: str) -> bool:
    if named == substance or named in _traits(compendium, substance):
        return True
    return claim.holds_for_moiety and named in compendium.moiety_family(substance)


def _traits_of(compendium: Compendium, substances: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(_traits(compendium, each) for each in substances))


def _traits(compendium: Compendium, substance: str) -> frozenset[str]:
    known = compendium.substances.get(substance)
    return known.traits if known else frozenset()


def _excipients(compendium: Compendium, claim: CompatibilityClaim, part: Part) -> set[str]:
    """Give the ingredients of a part that a claim names neither directly nor by the product."""
    if part.id in claim.between:
        return set()
    return {
        each.substance
        for each in part.preparation.ingredients
        if each.substance != "water"
        and not any(
            _is_substance(compendium, claim, named, each.substance) for named in claim.between
        )
    }


def _reactive_excipients(compendium: Compendium, claim: CompatibilityClaim, part: Part) -> set[str]:
    return {
        each
        for each in _excipients(compendium, claim, part)
        if any(
            compendium.things[trait].kind == "ReactiveTrait"
            for trait in _traits(compendium, each)
            if trait in compendium.things
        )
    }


def _unreviewed_excipients(
    compendium: Compendium, claim: CompatibilityClaim, part: Part
) -> set[str]:
    return {
        each
        for each in _excipients(compendium, claim, part)
        if each not in compendium.substances or not compendium.substances[each].traits_reviewed
    }
