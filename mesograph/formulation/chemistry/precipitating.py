"""Which uncharged acid or base may fall out of a mixture: how much there is against what dissolves.

The saturation index is log10 of the strength of the uncharged form over its own solubility. Above
nothing a solid may form, at once or after days; below nothing this one will not, others may.
"""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import ClassVar

from mesograph.formulation.chemistry.holders import holding_more
from mesograph.formulation.chemistry.state import State, state_of
from mesograph.formulation.chemistry.telling import acidity, content, of_constant
from mesograph.formulation.mixing import Mixture
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import AnsweredCondition, Step, calculated, concluded
from mesograph.model.things import Constant
from mesograph.quantities import Interval, as_range, hull
from mesograph.verdicts import Answer

TIME = (
    "a solid may form at once or after days: when is not known, and a solution may stay "
    "supersaturated"
)
HOW_SHARE = "Henderson-Hasselbalch with activities after Davies, for every bound of pH and pKa"
HOW_INDEX = "log10 (strength of the uncharged form / its solubility)"
_NO_SOLID = Decimal(0)


@dataclass(frozen=True)
class Reckoned(ABC):
    """One solid that may form in a mixture: ``index`` is its saturation index, an interval."""

    compendium: Compendium
    mixture: Mixture
    state: State
    substance: str
    index: Interval
    conditions: tuple[AnsweredCondition, ...] = ()

    name: ClassVar[str]

    @property
    @abstractmethod
    def text(self) -> str:
        """Say it in one sentence."""

    @property
    @abstractmethod
    def step(self) -> Step:
        """Give the calculation with its inputs."""

    @property
    def covers(self) -> frozenset[str]:
        """Give the ids of the parts: all of them set the pH."""
        return frozenset(part.id for part in self.mixture)

    @property
    def answer(self) -> Answer:
        """Tell whether it is above its solubility: surely, perhaps, or not."""
        assert self.index.high is not None
        if self.index.low is not None and self.index.low > _NO_SOLID:
            return Answer.TRUE
        return Answer.UNDETERMINED if self.index.high > _NO_SOLID else Answer.FALSE

    def proof(self, _: Compendium) -> Step:
        """Tell the calculation."""
        return self.step


@dataclass(frozen=True, kw_only=True)
class Uncharged(Reckoned):
    """An acid or base against the solubility of its uncharged form, both in mg/mL.

    ``holding`` is what keeps more dissolved than water does: then nothing bounds what dissolves.
    """

    uncharged: Interval
    solubility: Interval
    constants: tuple[Constant, ...]
    holding: tuple[Step, ...] = ()

    name = "uncharged-form-falls-out"

    @property
    def text(self) -> str:
        """Say it in one sentence."""
        label = self.compendium.label(self.substance)
        figures = (
            f"{as_range(rounded(self.uncharged))} mg/mL of uncharged {label} against a solubility "
            f"of {as_range(rounded(self.solubility))} mg/mL"
        )
        match self.answer:
            case Answer.TRUE:
                return f"{label} may fall out uncharged: {figures}; {TIME}"
            case Answer.UNDETERMINED:
                but = ", " + "; ".join(each.text for each in self.holding) if self.holding else ""
                return f"{label} may or may not fall out uncharged: {figures}{but}"
            case _:
                return f"uncharged {label} stays below its solubility: {figures}"

    @cached_property
    def step(self) -> Step:
        """Give the calculation with its inputs: pH, pKa, content and solubility."""
        label = self.compendium.label(self.substance)
        protolyte = self.state.protolyte(self.substance)
        share = self.state.share(self.substance)
        percent = rounded(share.scaled(Decimal(100)))
        of_pka = [
            of_constant(self.compendium, self.substance, each)
            for each in (protolyte.constants if protolyte else ())
        ]
        uncharged = calculated(
            "uncharged-share",
            f"{as_range(percent)} % of {label} is uncharged, "
            f"{as_range(rounded(self.uncharged))} mg/mL",
            [acidity(self.compendium, self.state), *of_pka, *content(self.compendium, self.state)],
            HOW_SHARE,
            rounded(self.uncharged),
            "mg/mL",
        )
        dissolving = [of_constant(self.compendium, self.substance, each) for each in self.constants]
        index = calculated(
            "saturation-index",
            f"the saturation index of uncharged {label} is {as_range(self.index)}",
            [uncharged, *dissolving],
            HOW_INDEX,
            self.index,
            None,
        )
        return concluded(self.name, self.text, [index, *self.holding], TIME)


def uncharged_forms(
    compendium: Compendium, mixture: Mixture, *, opened: bool = False
) -> Iterator[Uncharged]:
    """Reckon every acid and base of a mixture whose solubility uncharged is known.

    ``opened`` reckons it as it is where it stood open long enough to lose its gas.
    """
    state = state_of(compendium, mixture, opened=opened)
    if state.lacking:
        return
    names = {each.substance for one in state.brought for each in one.protolytes}
    holding = holding_more(compendium, mixture)
    for name in sorted(names):
        substance = compendium.substances[name]
        solubilities = [c for c in substance.constants if c.quantity == "intrinsicSolubility"]
        masses = [c for c in substance.constants if c.quantity == "molarMass"]
        if not solubilities or not masses or masses[0].value.low is None:
            continue
        uncharged = state.uncharged(name).scaled(masses[0].value.low)
        solubility = hull(each.value for each in solubilities)
        if not uncharged.high or not uncharged.low or not solubility.low or not solubility.high:
            continue
        lowest = None if holding else log10(uncharged.low / solubility.high)
        index = Interval(lowest, log10(uncharged.high / solubility.low))
        yield Uncharged(
            compendium,
            mixture,
            state,
            name,
            index,
            uncharged=uncharged,
            solubility=solubility,
            constants=tuple(solubilities),
            holding=holding,
        )


def log10(value: Decimal) -> Decimal:
    """Give a decadic logarithm to two places.

    >>> log10(Decimal(100)), log10(Decimal("0.5"))
    (Decimal('2.00'), Decimal('-0.30'))
    """
    return round(Decimal(math.log10(value)), 2)


def rounded(interval: Interval) -> Interval:
    """Cut a figure to three digits."""

    def cut(value: Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(f"{value:.3g}")

    return Interval(cut(interval.low), cut(interval.high))
