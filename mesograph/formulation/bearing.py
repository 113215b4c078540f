"""On which parts of a mixture a claim bears: names, moieties, salts, traits."""

from collections.abc import Iterable
from decimal import Decimal
from typing import TypeVar

from mesograph.formulation.mixing import Mixture
from mesograph.model.claims import (
    Claim,
    ContraindicationClaim,
    CoUseReport,
    InUseClaim,
    ToleranceClaim,
    WarningClaim,
)
from mesograph.model.compendium import Compendium
from mesograph.model.things import Ingredient, Part, SearchRecord

AboutClaim = TypeVar("AboutClaim", ContraindicationClaim, ToleranceClaim, WarningClaim)

LABILE = "chemically-labile"
UNDISSOLVED = frozenset(("suspension", "cross-linked-gel", "emulsion", "powder", "solid"))
"""The vehicles of what is no clear solution from the start."""
MEDIUM = "water-vehicle"
"""The role of the medium itself, which is no solute."""
USED_UP = "ph-adjuster"
"""What adjusts the pH of a product is used up by it: it reacts with nothing that is mixed in."""


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
    """Give what a part answers to: itself, its substances and traits; moieties; possible salts.

    An acid or alkali that was added to reach a pH is used up by it.
    """
    known = compendium.memory.get(part.id)
    if known is None:
        substances = frozenset(
            each.substance for each in part.preparation.ingredients if each.role != USED_UP
        )
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


def shortest_in_use(
    compendium: Compendium, mixture: Mixture
) -> tuple[Decimal | None, tuple[InUseClaim, ...]]:
    """Give the shortest in-use time of the parts in hours, None where none is stated, and who says.

    A claim that only gives the least a part keeps is no limit.
    """
    limits = [
        (claim.hours.high, claim)
        for claim in compendium.claims_of(InUseClaim)
        if claim.counts_in_favour
        and claim.hours.high is not None
        and any(speaks_of(compendium, claim, claim.about, part) for part in mixture)
    ]
    shortest = min((hours for hours, _ in limits), default=None)
    return shortest, tuple(claim for hours, claim in limits if hours == shortest)


def principal(part: Part) -> tuple[Ingredient, ...]:
    """Give what a part is drawn for: its actives, or all but the water where it has none."""
    ingredients = part.preparation.ingredients
    solutes = tuple(each for each in ingredients if each.role != MEDIUM)
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
            any(is_substance(compendium, claim, each, found.substance) for each in wanted)
            for found in drawn_for
        )
    )


def by_excipient(compendium: Compendium, named: Iterable[str], part: Part) -> str:
    """Say by which ingredient a claim reaches a part that is not given for it; else nothing."""
    wanted = frozenset(named)

    def is_reached(each: Ingredient) -> bool:
        family = compendium.moiety_family(each.substance)
        return bool(wanted & {each.substance, *family, *traits(compendium, each.substance)})

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
        if LABILE in traits(compendium, each.substance)
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


def is_substance(compendium: Compendium, claim: Claim, named: str, substance: str) -> bool:
    """Tell whether what a claim names is a substance, a trait of it, or its moiety."""
    if named == substance or named in traits(compendium, substance):
        return True
    return claim.holds_for_moiety and named in compendium.moiety_family(substance)


def _traits_of(compendium: Compendium, substances: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(traits(compendium, each) for each in substances))


def traits(compendium: Compendium, substance: str) -> frozenset[str]:
    """Give the traits of a substance, none where nothing is known of it."""
    known = compendium.substances.get(substance)
    return known.traits if known else frozenset()
