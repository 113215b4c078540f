"""What a part brings into a mixture: ions, weak acids and bases, and what adjusted its pH.

What is not known is named and nothing is guessed: a label's pH without the whole composition says
nothing on what a mixture will do to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from mesograph.formulation.equilibrium import (
    DAVIES_HOLDS_TO,
    Ion,
    Weak,
    molar_at,
    shift_at,
)
from mesograph.model.compendium import Compendium
from mesograph.model.things import Constant, Ingredient, Part, Preparation, Substance
from mesograph.quantities import Interval, hull

CARBONATE = "C(4)"
"""What PHREEQC calls carbonic acid."""
OF_GASES = ("henryConstant", "moleFractionInAir")
TRACES = 1.5e-5
"""How much acid or alkali nobody names a solution may hold, in mol/L: as much as the carbon dioxide
that water takes up from the air. It matters only where nothing buffers."""
ADJUSTER, WATER = "ph-adjuster", "water-vehicle"
LIGHTEST = Decimal(45)
"""What has no pKa here takes up or gives at most one proton for every so many grams: of what goes
into injections phosphoric acid does most, two protons near neutral for 98 g."""


@dataclass(frozen=True, slots=True)
class Protolyte:
    """A weak acid or base that a part brings, in mol/L, with every pKa as an interval.

    ``gas`` has the figures of one that the air holds as well.
    """

    substance: str
    molar: float
    charge: int
    pkas: tuple[Interval, ...]
    element: str | None
    constants: tuple[Constant, ...] = field(compare=False, default=())
    gas: tuple[Constant, ...] = field(compare=False, default=())

    @property
    def from_air(self) -> float | None:
        """Give how much dissolves from outdoor air, in mol/L; None for what is no gas."""
        henry = _figure(self.gas, "henryConstant")
        share = _figure(self.gas, "moleFractionInAir")
        return 10**henry * share if henry is not None and share is not None else None

    def at(self, high: bool) -> Weak:
        """Give it with the lowest, or with the highest, of every pKa."""
        bounds = tuple(each.high if high else each.low for each in self.pkas)
        pkas = tuple(float(each or 0) for each in bounds)
        return Weak(self.substance, self.molar, self.charge, pkas, element=self.element)


@dataclass(frozen=True, slots=True)
class Brought:
    """What one part brings; ``lacking`` says what would have to be known, and then nothing holds.

    ``loose`` is how much there is, in mol/L, of solutes that may or may not take up a charge, and
    of traces that nobody names.
    ``ph`` is that of the label, None for a plain solution of what is named.
    """

    part: Part
    ions: tuple[Ion, ...] = ()
    protolytes: tuple[Protolyte, ...] = ()
    loose: float = TRACES
    ph: Interval | None = None
    lacking: tuple[str, ...] = ()
    used: tuple[Ingredient, ...] = ()


def brought_by(compendium: Compendium, part: Part) -> Brought:
    """Work out what a part brings, or what would have to be known for it."""
    preparation = part.preparation
    label = preparation.label
    ph = hull(each.value for each in preparation.ph) if preparation.ph else None
    lacking: list[str] = []
    if preparation.partly_known:
        lacking.append(f"all ingredients of {label}")
    ions: dict[str, Ion] = {}
    protolytes: dict[str, Protolyte] = {}
    loose = TRACES
    used: list[Ingredient] = []
    for each in preparation.ingredients:
        substance = compendium.substances.get(each.substance)
        if substance is None or _is_aside(each):
            continue
        parts = _constituents(compendium, substance)
        molar = _molar(substance, each) if parts else None
        if molar is None:
            bound = _most_protons(each)
            if parts and all(_is_harmless(compendium, id_) for id_, _ in parts):
                continue
            if bound is None:
                lacking.append(f"the strength of {substance.label} in {label}, in mg/mL")
            else:
                used.append(each)
                loose += bound
            continue
        used.append(each)
        for id_, count in parts:
            ion = compendium.ions.get(id_)
            if ion is not None:
                old = ions.get(id_)
                more = molar * count + (old.molar if old else 0.0)
                ions[id_] = Ion(id_, ion.charge, more, ion.element)
                continue
            found = _protolyte(compendium, id_, molar * count)
            if found is None:
                loose += _most_protons(each) or 0.0
            elif id_ in protolytes:
                known = protolytes[id_]
                protolytes[id_] = replace(known, molar=known.molar + found.molar)
            else:
                protolytes[id_] = found
    if ph is None and _is_adjusted(preparation):
        lacking.append(f"the pH of {label}, which was adjusted")
    if ph is not None and None in (ph.low, ph.high):
        lacking.append(f"both bounds of the pH of {label}")
    return Brought(
        part=part,
        ions=tuple(ions.values()),
        protolytes=tuple(protolytes.values()),
        loose=loose,
        ph=ph,
        lacking=tuple(dict.fromkeys(lacking)),
        used=tuple(used),
    )


def corners(brought: Brought, *, high: bool, held: bool) -> Iterator[tuple[list[Weak], float]]:
    """Give the weak acids and bases of a part and the charge of what adjusted it.

    That is at both bounds of the pH of its label.

    In a bicarbonate solution carbon dioxide sets the pH, in all others an acid or alkali.
    """
    weak = [each.at(high) for each in brought.protolytes]
    if brought.ph is None:
        yield weak, 0.0
        return
    held_at = DAVIES_HOLDS_TO if held else None
    for bound in dict.fromkeys((brought.ph.low, brought.ph.high)):
        assert bound is not None
        gassed = _gassed(brought.ions, weak, float(bound), held_at)
        if gassed is not None:
            yield gassed, 0.0
        else:
            yield weak, shift_at(float(bound), brought.ions, weak, held_at=held_at)


def _gassed(
    ions: Sequence[Ion], weak: list[Weak], ph: float, held_at: float | None
) -> list[Weak] | None:
    """Give a bicarbonate solution the carbon dioxide that its pH asks for; None for any other."""
    carbonic = next((each.name for each in weak if each.element == CARBONATE), None)
    if carbonic is None:
        return None
    needed = molar_at(ph, ions, weak, carbonic, held_at=held_at)
    if needed is None:
        return None
    return [replace(each, molar=needed) if each.name == carbonic else each for each in weak]


def _is_aside(ingredient: Ingredient) -> bool:
    """Tell what is not counted: water, and so much as was needed to adjust the pH."""
    adjusts = ingredient.role == ADJUSTER and ingredient.strength is None
    return ingredient.role == WATER or adjusts


def _is_adjusted(preparation: Preparation) -> bool:
    return any(each.role == ADJUSTER and each.strength is None for each in preparation.ingredients)


def _constituents(compendium: Compendium, substance: Substance) -> tuple[tuple[str, int], ...]:
    """Give the ions and protolytes of a substance, itself where it has a pKa; none if unknown."""
    if substance.constituents:
        return substance.constituents
    return ((substance.id, 1),) if _pkas(substance) else ()


def _is_harmless(compendium: Compendium, id_: str) -> bool:
    """Tell whether not knowing how much there is does no harm: ions, and what has no charge."""
    if id_ in compendium.ions:
        return True
    found = _protolyte(compendium, id_, 0.0)
    return (
        found is not None
        and found.charge == 0
        and all(each.low is not None and each.low > 11 for each in found.pkas)
    )


def _molar(substance: Substance, ingredient: Ingredient) -> float | None:
    strength = ingredient.strength
    if strength is None or strength.amount.low is None or strength.amount.high is None:
        return None
    if strength.amount.low != strength.amount.high:
        return None
    amount = strength.amount.high
    if strength.unit == "mmol/mL":
        return float(amount)
    if strength.unit != "mg/mL":
        return None
    mass = next(
        (each.value.low for each in substance.constants if each.quantity == "molarMass"), None
    )
    return float(amount / mass) if mass else None


def _most_protons(ingredient: Ingredient) -> float | None:
    """Give how many protons what is not known may take up or give at the most, in mol/L."""
    strength = ingredient.strength
    if strength is None or strength.unit != "mg/mL" or strength.amount.high is None:
        return None
    return float(strength.amount.high / LIGHTEST)


def _pkas(substance: Substance) -> dict[int, list[Constant]]:
    found: dict[int, list[Constant]] = {}
    for each in substance.constants:
        if each.quantity == "pka" and each.dissociates_as:
            found.setdefault(each.step or 1, []).append(each)
    return found


def _protolyte(compendium: Compendium, id_: str, molar: float) -> Protolyte | None:
    substance = compendium.substances.get(id_)
    steps = _pkas(substance) if substance else {}
    if not steps:
        return None
    ordered = [steps[step] for step in sorted(steps)]
    charge = sum(each[0].dissociates_as == "as-conjugate-acid" for each in ordered)
    pkas = tuple(hull(each.value for each in step) for step in ordered)
    element = substance.element if substance else None
    constants = tuple(each for step in ordered for each in step)
    gas = tuple(
        each for each in (substance.constants if substance else ()) if each.quantity in OF_GASES
    )
    return Protolyte(id_, molar, charge, pkas, element, constants, gas)


def _figure(constants: Sequence[Constant], quantity: str) -> float | None:
    for each in constants:
        if each.quantity == quantity and each.value.low is not None:
            return float(each.value.low)
    return None
