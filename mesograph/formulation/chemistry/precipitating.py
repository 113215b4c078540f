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
        assert self.index.low is not None
        assert self.index.high is not None
        if self.index.low > _NO_SOLID:
            return Answer.TRUE
        return Answer.UNDETERMINED if self.index.high > _NO_SOLID else Answer.FALSE

    def proof(self, _: Compendium) -> Step:
        """Tell the calculation."""
        return self.step


@dataclass(frozen=True, kw_only=True)
class Uncharged(Reckoned):
    """An acid or base against the solubility of its uncharged form, both in mg/mL."""

    uncharged: Interval
    solubility: Interval
    constants: tuple[Constant, ...]

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
                return f"{label} may or may not fall out uncharged: {figures}"
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
        return concluded(self.name, self.text, [index], TIME)


def uncharged_forms(compendium: Compendium, mixture: Mixture) -> Iterator[Uncharged]:
    """Reckon every acid and base of a mixture whose solubility uncharged is known."""
    state = state_of(compendium, mixture)
    if state.lacking:
        return
    names = {each.substance for one in state.brought for each in one.protolytes}
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
        index = Interval(
            _log(uncharged.low / solubility.high), _log(uncharged.high / solubility.low)
        )
        yield Uncharged(
            compendium,
            mixture,
            state,
            name,
            index,
            uncharged=uncharged,
            solubility=solubility,
            constants=tuple(solubilities),
        )


def _log(value: Decimal) -> Decimal:
    return round(Decimal(math.log10(value)), 2)


def rounded(interval: Interval) -> Interval:
    """Cut a figure to three digits."""

    def cut(value: Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(f"{value:.3g}")

    return Interval(cut(interval.low), cut(interval.high))
