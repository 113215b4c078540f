"""The mixture that a documented claim tells of, built again from what its source says.

Nothing is filled in: a part without a strength, or of a salt that is not named, is poured at any
ratio, and what would have to be known for more is said.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product

from mesograph.formulation.mixing import Mixture, has_volumes
from mesograph.model.claims import CompatibilityClaim, Condition
from mesograph.model.compendium import Compendium
from mesograph.model.laboratory import LaboratoryMixture, MixedPart
from mesograph.model.things import Circumstances, Figure, Ingredient, Part, Preparation
from mesograph.model.trials import Want
from mesograph.quantities import Interval, as_number, unit_word
from mesograph.strengths import Strength

CLASS, SALT, STRENGTH = (
    "a class or trait, no substance",
    "which salt it was",
    "strengths or volumes",
)
"""What a source may leave out, so that a mixture cannot be built again in full."""

_ACTIVE = "active-ingredient"
_NONE, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The mixtures that a claim tells of, at every bound of what it gives, and what it lacks."""

    mixtures: tuple[Mixture, ...]
    wants: tuple[Want, ...] = ()


def rebuilt(compendium: Compendium, claim: CompatibilityClaim) -> Rebuilt:
    """Build what a claim tells of: its laboratory mixtures, else from its conditions."""
    made = [
        as_mixed(compendium, each)
        for each in compendium.claims_of(LaboratoryMixture)
        if each.told_by == claim.id
    ]
    if made:
        return Rebuilt(
            tuple(mixture for each in made for mixture in each.mixtures),
            tuple(dict.fromkeys(want for each in made for want in each.wants)),
        )
    return _from_conditions(compendium, claim)


def as_mixed(compendium: Compendium, mixture: LaboratoryMixture) -> Rebuilt:
    """Build a laboratory mixture at both bounds of every volume."""
    wants = [want for part in mixture.parts for want in _wants_of(compendium, part)]
    stocks = [_stock(compendium, part) for part in mixture.parts]
    if wants or any(part.millilitres is None for part in mixture.parts):
        if not wants:
            wants.append(Want(kind=STRENGTH, text="the volumes of the parts"))
        return Rebuilt((tuple(map(Part, stocks)),), tuple(wants))
    volumes = [_bounds(part.millilitres) for part in mixture.parts if part.millilitres]
    return Rebuilt(
        tuple(
            tuple(Part(stock, each.low) for stock, each in zip(stocks, way, strict=True))
            for way in product(*volumes)
        )
    )


def circumstances_of(claim: CompatibilityClaim) -> Circumstances:
    """Give the time, temperature, light and container that a claim states, else the defaults."""
    found = Circumstances()
    hours, temperature = (_stated(claim, each) for each in ("elapsed-time", "temperature"))
    if hours is not None:
        found = replace(found, hours=hours)
    if temperature is not None:
        found = replace(found, temperature=temperature)
    return replace(
        found,
        light=claim.light or found.light,
        container=claim.container or found.container,
    )


def shown(mixture: Mixture) -> str:
    """Say in words what was built."""
    told = [
        f"{part.preparation.label} {as_number(part.volume_ml)} mL"
        if part.volume_ml is not None
        else part.preparation.label
        for part in mixture
    ]
    ratio = "" if has_volumes(mixture) else ", at any ratio"
    return " with ".join(told) + ratio


def _from_conditions(compendium: Compendium, claim: CompatibilityClaim) -> Rebuilt:
    """Build a mixture of one part for each thing named, all drawn alike.

    So many parts each hold so many times the final strength. With a stated pH every part is brought
    to it before: then the mixture has it too.
    """
    named = sorted(claim.between)
    unknown = [each for each in named if not _is_matter(compendium, each)]
    if unknown:
        text = ", ".join(compendium.label(each) for each in unknown)
        return Rebuilt((), (Want(kind=CLASS, text=text),))
    given = {each.substance: each for each in claim.conditions if each.kind == "final-strength"}
    wants = [
        Want(kind=SALT, text=f"which salt of {compendium.label(each)}")
        for each in named
        if is_bare(compendium, each)
    ]
    wants += [
        Want(kind=STRENGTH, text=f"the final strength of {compendium.label(each)}")
        for each in named
        if each in compendium.preparations or each not in given
    ]
    ways: list[dict[str, Strength]] = [{}]
    if not wants:
        ways = [
            {each: _drawn(given[each], at, len(named)) for each in named} for at in ("low", "high")
        ]
    mixtures = [
        tuple(_part(compendium, claim, each, way.get(each)) for each in named) for way in ways
    ]
    return Rebuilt(tuple(dict.fromkeys(mixtures)), tuple(wants))


def _drawn(condition: Condition, at: str, parts: int) -> Strength:
    """Give the strength to draw, of so many parts alike, for a final strength at one bound."""
    bounds = _bounds(condition.value)
    final = bounds[0] if at == "low" else bounds[-1]
    return Strength(final.scaled(Decimal(parts)), unit_word(condition.unit))


def _part(
    compendium: Compendium, claim: CompatibilityClaim, name: str, strength: Strength | None
) -> Part:
    """Give one part of a claim, of any strength and share where it is not known."""
    known = compendium.preparations.get(name)
    if known is not None:
        return Part(known)
    ingredient = Ingredient(
        substance=name,
        role=_ACTIVE,
        strength=strength,
        source=claim.source,
        locator=claim.locator,
    )
    ph = _stated(claim, "final-ph") if strength else None
    preparation = Preparation(
        id=f"{claim.id}:{name}:{strength or 'any'}",
        label=f"{compendium.label(name)} {strength}" if strength else compendium.label(name),
        kind="Preparation",
        ingredients=(ingredient,),
        vehicle=next(iter(claim.vehicle)) if len(claim.vehicle) == 1 else None,
        ph=(_figure(claim, ph),) if ph else (),
        ad_hoc=is_bare(compendium, name),
    )
    return Part(preparation, _ONE if strength else None)


def is_bare(compendium: Compendium, substance: str) -> bool:
    """Tell whether a name is of a moiety with salts, so that what was weighed is not known."""
    return any(each.moiety == substance for each in compendium.substances.values())


def _is_matter(compendium: Compendium, name: str) -> bool:
    return name in compendium.preparations or name in compendium.substances


def _wants_of(compendium: Compendium, part: MixedPart) -> Iterator[Want]:
    if part.taken_for is None:
        for each in part.solutes:
            if is_bare(compendium, each.substance):
                label = compendium.label(each.substance)
                yield Want(kind=SALT, text=f"which salt of {label}")


def _stock(compendium: Compendium, part: MixedPart) -> Preparation:
    """Give a part as the preparation it is taken for, else as a solution of what is named."""
    if part.taken_for is not None:
        known = compendium.preparations[part.taken_for]
        if part.ph is None:
            return known
        return replace(known, id=f"{part.id}:{known.id}", ph=(part.ph,))
    label = " and ".join(
        f"{compendium.label(each.substance)} {each.strength}" for each in part.solutes
    )
    return Preparation(
        id=part.id,
        label=label,
        kind="Preparation",
        ingredients=part.solutes,
        vehicle=part.vehicle,
        ph=(part.ph,) if part.ph else (),
        ad_hoc=any(is_bare(compendium, each.substance) for each in part.solutes),
    )


def _bounds(value: Interval) -> tuple[Interval, ...]:
    """Give the bounds of a figure, each once; an open bound is left out."""
    found = [each for each in (value.low, value.high) if each is not None]
    return tuple(Interval.exactly(each) for each in dict.fromkeys(found))


def _stated(claim: CompatibilityClaim, kind: str) -> Interval | None:
    """Give what a claim states of a quantity; an open bound is closed by the other."""
    for each in claim.conditions:
        if each.kind == kind:
            low, high = each.value.low, each.value.high
            if kind == "elapsed-time" and low is None:
                low = _NONE
            return Interval(low if low is not None else high, high if high is not None else low)
    return None


def _figure(claim: CompatibilityClaim, value: Interval) -> Figure:
    return Figure(
        id=f"{claim.id}:ph",
        value=value,
        unit="ph-unit",
        source=claim.source,
        locator=claim.locator,
    )
