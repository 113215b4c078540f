"""The state of a mixture at equilibrium: its pH, and what of each weak acid or base is uncharged.

Every figure is an interval: the hull over the corners of what is known, which are the bounds of
every label's pH and of every pKa. Volumes must be known; what holds at any ratio is not asked here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import product

from mesograph.formulation.chemistry.bringing import Brought, Protolyte, brought_by, corners
from mesograph.formulation.equilibrium import (
    DAVIES_HOLDS_TO,
    Equilibrium,
    Ion,
    Weak,
    settle,
)
from mesograph.formulation.mixing import Mixture, fraction, has_volumes
from mesograph.model.compendium import Compendium
from mesograph.quantities import Interval, hull

HIGHEST_STRENGTH = 1.0
"""Above this ionic strength, in mol/L, nothing is said."""
PLACES = 2
"""Decimals of a pH that is worked out: no label gives more."""


@dataclass(frozen=True, slots=True)
class State:
    """What a mixture settles to; ``lacking`` says what would have to be known for it.

    ``settled`` are the corners that were worked out, ``protolytes`` what they speak of, ``ph`` and
    ``ionic_strength`` (mol/L) their hulls. ``at_limit`` tells that the activity model was out of
    its range, so that it was used with and without a limit, and both are in the hull.
    """

    brought: tuple[Brought, ...]
    lacking: tuple[str, ...] = ()
    ph: Interval | None = None
    ionic_strength: Interval | None = None
    at_limit: bool = False
    settled: tuple[tuple[tuple[Weak, ...], Equilibrium], ...] = field(default=(), repr=False)

    def protolyte(self, substance: str) -> Protolyte | None:
        """Give a weak acid or base as one of the parts brings it."""
        for each in self.brought:
            for known in each.protolytes:
                if known.substance == substance:
                    return known
        return None

    def uncharged(self, substance: str) -> Interval:
        """Give how much of a weak acid or base is uncharged, in mol/L."""
        found = [
            Interval.exactly(_short(settled.neutral(weak)))
            for weaks, settled in self.settled
            for weak in weaks
            if weak.name == substance
        ]
        return hull(found)

    def share(self, substance: str) -> Interval:
        """Give which share of a weak acid or base is uncharged, from 0 to 1."""
        found = [
            Interval.exactly(_short(settled.neutral(weak) / settled.molar[weak.name]))
            for weaks, settled in self.settled
            for weak in weaks
            if weak.name == substance and settled.molar[weak.name]
        ]
        return hull(found)


def state_of(compendium: Compendium, mixture: Mixture, *, opened: bool = False) -> State:
    """Work out the state of a mixture, once for the same parts and volumes.

    A syringe is closed: what gas there is stays in. ``opened`` asks for the state after it stood
    open long enough to hold only as much of it as the air brings.
    """
    key = ("state", opened, *((part.id, part.volume_ml) for part in mixture))
    known = compendium.reckoned.get(key)
    if not isinstance(known, State):
        known = compendium.reckoned[key] = _worked_out(compendium, mixture, opened)
    return known


def may_lose_gas(state: State) -> bool:
    """Tell whether a mixture holds a gas that leaves it where it stands open."""
    return any(each.from_air is not None for one in state.brought for each in one.protolytes)


def _worked_out(compendium: Compendium, mixture: Mixture, opened: bool) -> State:
    brought = tuple(brought_by(compendium, part) for part in mixture)
    lacking = [each for one in brought for each in one.lacking]
    if not has_volumes(mixture):
        lacking.append("the volumes of the parts")
    if not any(one.protolytes or one.ions for one in brought):
        lacking.append("a weak acid or base, or a salt, whose ions are known")
    if lacking:
        return State(brought, tuple(dict.fromkeys(lacking)))
    shares = shares_of(brought, mixture)
    if len(brought) == 1 and brought[0].ph is not None and not opened:
        return _settled(brought, shares, known=brought[0].ph)
    return _settled(brought, shares, opened=opened)


def ways(
    brought: tuple[Brought, ...], shares: list[float], *, held: bool
) -> Iterator[tuple[list[Ion], list[Weak], float]]:
    """Give what the mixture holds at every corner of what is known: ions, weak, charge not named.

    The corners are the bounds of every pKa, all low or all high, of every label's pH, and of the
    protons that what has no pKa here may take up or give.
    """
    loose = sum(one.loose * share for one, share in zip(brought, shares, strict=True))
    for high in (False, True):
        own = [list(corners(one, high=high, held=held)) for one in brought]
        for way in product(*own):
            ions, weak, shift = _mixed(brought, shares, way)
            for more in dict.fromkeys((-loose, loose)):
                yield ions, weak, shift + more


def shares_of(brought: tuple[Brought, ...], mixture: Mixture) -> list[float]:
    """Give the share of each part in the volume of the mixture."""
    return [float(fraction(mixture, each.part).high or 0) for each in brought]


def _settled(
    brought: tuple[Brought, ...],
    shares: list[float],
    known: Interval | None = None,
    *,
    opened: bool = False,
) -> State:
    from_air = {
        each.substance: each.from_air
        for one in brought
        for each in one.protolytes
        if opened and each.from_air is not None
    }
    settled: list[tuple[tuple[Weak, ...], Equilibrium]] = []
    at_limit = False
    for held in (False, True):
        if held and not at_limit:
            continue
        for ions, weak, shift in ways(brought, shares, held=held):
            limit = DAVIES_HOLDS_TO if held else None
            weak = [replace(each, top=from_air.get(each.name)) for each in weak]
            found = settle(ions, weak, shift=shift, held_at=limit)
            at_limit = at_limit or found.ionic_strength > DAVIES_HOLDS_TO
            settled.append((tuple(weak), found))
    strengths = hull(Interval.exactly(_short(each.ionic_strength)) for _, each in settled)
    assert strengths.high is not None
    if strengths.high > Decimal(str(HIGHEST_STRENGTH)) and known is None:
        need = f"activities above an ionic strength of {HIGHEST_STRENGTH:g} mol/L"
        return State(brought, (need,), ionic_strength=strengths)
    return State(
        brought,
        ph=known or hull(Interval.exactly(round(Decimal(each.ph), PLACES)) for _, each in settled),
        ionic_strength=strengths,
        at_limit=at_limit,
        settled=tuple(settled),
    )


def _mixed(
    brought: tuple[Brought, ...], shares: list[float], way: tuple[tuple[list[Weak], float], ...]
) -> tuple[list[Ion], list[Weak], float]:
    """Pour the parts together: amounts and charges add up."""
    ions: dict[str, Ion] = {}
    weak: dict[str, Weak] = {}
    shift = 0.0
    for one, share, (own, own_shift) in zip(brought, shares, way, strict=True):
        shift += own_shift * share
        for ion in one.ions:
            old = ions.get(ion.name)
            ions[ion.name] = Ion(
                ion.name,
                ion.charge,
                ion.molar * share + (old.molar if old else 0.0),
                ion.element,
            )
        for each in own:
            held = weak.get(each.name)
            molar = each.molar * share + (held.molar if held else 0.0)
            weak[each.name] = replace(each, molar=molar)
    return list(ions.values()), list(weak.values()), shift


def _short(value: float) -> Decimal:
    return Decimal(f"{value:.6g}")
