"""The pH of a solution from its charge balance, and the state of every weak acid and base in it.

Activities follow Davies, log10 of the coefficient of an ion of charge z being
``-A z^2 (sqrt(I) / (1 + sqrt(I)) - 0.3 I)`` with A = 0.509 at 25 degrees, which is good up to an
ionic strength of about 0.5 mol/L. Constants are those at infinite dilution and 25 degrees.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

A = 0.509
"""The Debye-Hueckel constant of water at 25 degrees."""
PKW = 14.0
"""The ion product of water at 25 degrees: log K -14 in the database phreeqc.dat."""
DAVIES_HOLDS_TO = 0.5
"""Above this ionic strength, in mol/L, the activity model is out of its range."""
LOWEST, HIGHEST = -1.0, 15.0
_HALVINGS = 60
_ROUNDS = 60
_CLOSE = 1e-9
_NEAR = 0.2
_SCALE = 1e-7


@dataclass(frozen=True, slots=True)
class Ion:
    """An ion that takes up no proton at any pH met here: its charge and mol/L.

    ``element`` is what PHREEQC calls it, None where it does not know it.
    """

    name: str
    charge: int
    molar: float
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Weak:
    """A weak acid or base: mol/L in all, its charge with every proton on, and its pKa in order.

    ``top`` is given where the fully protonated form is held at a strength from outside, as carbon
    dioxide is in a solution open to the air; the total then follows from the pH. ``element`` is
    what PHREEQC calls it, None where it has to be told of it.
    """

    name: str
    molar: float
    charge: int
    pkas: tuple[float, ...]
    top: float | None = None
    element: str | None = None


@dataclass(frozen=True, slots=True)
class Equilibrium:
    """What a solution settles to: pH, ionic strength in mol/L, and the share of every state.

    ``shares`` has for every weak acid or base the share with all protons on, with one less, …;
    ``molar`` its total in mol/L.
    """

    ph: float
    ionic_strength: float
    shares: dict[str, tuple[float, ...]]
    molar: dict[str, float]

    def neutral(self, weak: Weak) -> float:
        """Give how much of a weak acid or base carries no charge, in mol/L."""
        if not 0 <= weak.charge <= len(weak.pkas):
            return 0.0
        return self.shares[weak.name][weak.charge] * self.molar[weak.name]


def log_gamma(charge: int, ionic_strength: float, held_at: float | None = None) -> float:
    """Give log10 of the activity coefficient of an ion after Davies.

    ``held_at`` keeps the ionic strength from being taken higher, for what lies out of range.

    >>> round(10 ** log_gamma(1, 0.1), 2), round(10 ** log_gamma(2, 0.1), 2)
    (0.78, 0.37)
    """
    strength = ionic_strength if held_at is None else min(ionic_strength, held_at)
    root = math.sqrt(max(strength, 0.0))
    return -A * charge * charge * (root / (1 + root) - 0.3 * strength)


def settle(
    ions: Sequence[Ion],
    weak: Sequence[Weak],
    *,
    shift: float = 0.0,
    held_at: float | None = None,
) -> Equilibrium:
    """Find the pH at which the charges of a solution add up to nothing.

    ``shift`` is the charge, in mol/L, of strong ions that are not named, such as the sodium or
    chloride of what adjusted the pH: sodium counts as positive.
    """
    strength = _first_strength(ions, shift)
    ph = (LOWEST + HIGHEST) / 2
    reach = HIGHEST - LOWEST
    for _ in range(_ROUNDS):
        ph = _balanced(_Balance(ions, weak, shift, strength, held_at), ph, reach)
        found = _at(ph, weak, strength, held_at)
        new = _strength_of(found, ions, weak, shift, held_at)
        close = abs(new - strength) < _CLOSE
        strength, reach = new, _NEAR
        if close:
            break
    return replace(found, ionic_strength=strength)


def shift_at(
    ph: float, ions: Sequence[Ion], weak: Sequence[Weak], *, held_at: float | None = None
) -> float:
    """Give the charge of strong ions, in mol/L, that is not named but must be there at a pH."""
    shift = 0.0
    strength = _first_strength(ions, shift)
    for _ in range(_ROUNDS):
        shift = -_Balance(ions, weak, 0.0, strength, held_at).charge(ph)
        found = _at(ph, weak, strength, held_at)
        new = _strength_of(found, ions, weak, shift, held_at)
        if abs(new - strength) < _CLOSE:
            break
        strength = new
    return shift


def molar_at(
    ph: float,
    ions: Sequence[Ion],
    weak: Sequence[Weak],
    name: str,
    *,
    held_at: float | None = None,
) -> float | None:
    """Give how many mol/L of one weak acid there must be for a pH, with nothing but what is named.

    None where no amount of it gives that pH.
    """
    strength = _first_strength(ions, 0.0)
    molar = 0.0
    for _ in range(_ROUNDS):
        others = [each for each in weak if each.name != name]
        wanted = next(each for each in weak if each.name == name)
        left = _Balance(ions, others, 0.0, strength, held_at).charge(ph)
        shares = _at(ph, [wanted], strength, held_at).shares[name]
        mean = sum((wanted.charge - step) * share for step, share in enumerate(shares))
        if not mean or left / -mean <= 0:
            return None
        molar = left / -mean
        all_ = [*others, replace(wanted, molar=molar)]
        new = _strength_of(_at(ph, all_, strength, held_at), ions, all_, 0.0, held_at)
        if abs(new - strength) < _CLOSE:
            break
        strength = new
    return molar


def _first_strength(ions: Sequence[Ion], shift: float) -> float:
    return (sum(each.molar * each.charge**2 for each in ions) + abs(shift)) / 2


def _states(weak: Weak, ph: float, strength: float, held_at: float | None) -> list[float]:
    """Give how much of each state there is for one of the first, protons coming off in order."""
    states = [1.0]
    for offset in _offsets(weak, strength, held_at):
        states.append(states[-1] * 10 ** (ph + offset))
    return states


def _at(ph: float, weak: Sequence[Weak], strength: float, held_at: float | None) -> Equilibrium:
    shares: dict[str, tuple[float, ...]] = {}
    molar: dict[str, float] = {}
    for each in weak:
        states = _states(each, ph, strength, held_at)
        whole = sum(states)
        shares[each.name] = tuple(state / whole for state in states)
        molar[each.name] = each.molar if each.top is None else each.top * whole
    return Equilibrium(ph, strength, shares, molar)


def _proton_and_hydroxide(ph: float, strength: float, held_at: float | None) -> tuple[float, float]:
    gamma = 10 ** log_gamma(1, strength, held_at)
    return float(10**-ph / gamma), float(10 ** (ph - PKW) / gamma)


class _Balance:
    """The charge of a solution as a function of its pH, at one ionic strength."""

    def __init__(
        self,
        ions: Sequence[Ion],
        weak: Sequence[Weak],
        shift: float,
        strength: float,
        held_at: float | None,
    ) -> None:
        self.fixed = shift + sum(each.charge * each.molar for each in ions)
        self.proton = 10 ** -log_gamma(1, strength, held_at)
        self.weak = [(each, _offsets(each, strength, held_at)) for each in weak]

    def charge(self, ph: float) -> float:
        """Add up the charges, in mol/L; the higher the pH the lower they are."""
        total = self.fixed + (10**-ph - 10 ** (ph - PKW)) * self.proton
        for weak, offsets in self.weak:
            state = whole = 1.0
            charges = float(weak.charge)
            for step, offset in enumerate(offsets, 1):
                state *= 10 ** (ph + offset)
                whole += state
                charges += state * (weak.charge - step)
            total += charges * (weak.molar / whole if weak.top is None else weak.top)
        return total


def _balanced(balance: _Balance, near: float, reach: float) -> float:
    """Find the pH of no charge by false position, looked for near a guess first.

    The charge is taken on a scale that is even about nothing and logarithmic far from it, on which
    it falls almost in a line.
    """

    def bent(ph: float) -> float:
        return math.asinh(balance.charge(ph) / _SCALE)

    low, high = max(LOWEST, near - reach), min(HIGHEST, near + reach)
    at_low, at_high = bent(low), bent(high)
    if at_low < 0:
        low, at_low = LOWEST, bent(LOWEST)
    if at_high > 0:
        high, at_high = HIGHEST, bent(HIGHEST)
    if at_low <= 0:
        return low
    if at_high >= 0:
        return high
    middle, side = near, 0
    for _ in range(_HALVINGS):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        found = bent(middle)
        if found > 0:
            low, at_low = middle, found
            at_high = at_high / 2 if side == 1 else at_high
            side = 1
        else:
            high, at_high = middle, found
            at_low = at_low / 2 if side == -1 else at_low
            side = -1
        if high - low < _CLOSE or abs(found) < _CLOSE:
            break
    return middle


def _offsets(weak: Weak, strength: float, held_at: float | None) -> list[float]:
    """Give log10 of the ratio of neighbouring states less the pH, proton by proton."""
    return [
        log_gamma(weak.charge - step, strength, held_at)
        - log_gamma(weak.charge - step - 1, strength, held_at)
        - pka
        for step, pka in enumerate(weak.pkas)
    ]


def _strength_of(
    found: Equilibrium,
    ions: Sequence[Ion],
    weak: Sequence[Weak],
    shift: float,
    held_at: float | None,
) -> float:
    proton, hydroxide = _proton_and_hydroxide(found.ph, found.ionic_strength, held_at)
    total = proton + hydroxide + abs(shift) + sum(each.molar * each.charge**2 for each in ions)
    for each in weak:
        total += found.molar[each.name] * sum(
            (each.charge - step) ** 2 * share for step, share in enumerate(found.shares[each.name])
        )
    return total / 2
