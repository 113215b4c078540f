"""Which mineral solids may form: calcium or magnesium with carbonate, phosphate or sulfate.

PHREEQC is asked, with its own ion pairs and activities, for every corner of what is known. Solids
that form first are looked at; what dissolves less and forms later from them is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from mesograph.errors import NoModel
from mesograph.formulation import phreeqc
from mesograph.formulation.chemistry.bringing import Brought
from mesograph.formulation.chemistry.precipitating import TIME, Reckoned
from mesograph.formulation.chemistry.state import shares_of, state_of, ways
from mesograph.formulation.chemistry.telling import content, of_constant
from mesograph.formulation.equilibrium import DAVIES_HOLDS_TO, Weak
from mesograph.formulation.mixing import Mixture, has_volumes
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, calculated, concluded
from mesograph.model.things import Constant, Solid
from mesograph.quantities import Interval, as_range, hull

HOW_INDEX = (
    "log10 (product of the activities of the ions / solubility product), by PHREEQC with its ion "
    "pairs, for every bound of pH, pKa, solubility product and complex"
)
HOW_BRINE = "; above an ionic strength of 0.5 mol/L both by phreeqc.dat and after Pitzer"
SURE_TO = 1.0
"""Above this ionic strength, in mol/L, only the database after Pitzer is believed."""


@dataclass(frozen=True, kw_only=True)
class Mineral(Reckoned):
    """A mineral solid against its solubility product; ``brine`` tells that Pitzer was asked too."""

    ph: Interval
    products: tuple[tuple[str, Constant], ...]
    brine: bool

    name = "solid-forms"

    @property
    def text(self) -> str:
        """Say it in one sentence."""
        label = self.compendium.label(self.substance)
        assert self.index.low is not None
        assert self.index.high is not None
        figure = f"saturation index {as_range(self.index)}"
        if self.index.low > 0:
            return f"{label} may form: {figure}; {TIME}"
        if self.index.high > 0:
            return f"{label} may or may not form: {figure}"
        return f"{label} stays dissolved: {figure}"

    @cached_property
    def step(self) -> Step:
        """Give the calculation with its inputs: content and solubility products."""
        how = HOW_INDEX + (HOW_BRINE if self.brine else "")
        index = calculated(
            "saturation-index",
            f"the saturation index of {self.compendium.label(self.substance)} is "
            f"{as_range(self.index)} at pH {as_range(self.ph)}",
            [
                *(of_constant(self.compendium, of, each) for of, each in self.products),
                *content(self.compendium, self.state),
            ],
            how,
            self.index,
            None,
        )
        return concluded(self.name, self.text, [index], TIME)


def minerals(compendium: Compendium, mixture: Mixture) -> Iterator[Mineral]:
    """Reckon every solid whose ions meet in a mixture of known volumes."""
    state = state_of(compendium, mixture)
    if not has_volumes(mixture) or any(one.lacking for one in state.brought):
        return
    met = _possible(compendium, state.brought)
    if met:
        yield from _indexed(compendium, mixture, met)


def no_mineral(compendium: Compendium, mixture: Mixture) -> Step | None:
    """Tell that no mineral entered here is made of what is mixed; None where one is, or may be."""
    state = state_of(compendium, mixture)
    unknown = any(one.lacking for one in state.brought)
    if unknown or len(mixture) < 2 or _possible(compendium, state.brought):
        return None
    labels = ", ".join(each.label for each in compendium.solids.values())
    text = "no mineral that is entered here is made of the ions in it"
    how = f"asked for: {labels}; others are not"
    return concluded("no-mineral", text, content(compendium, state), how)


def _possible(compendium: Compendium, brought: tuple[Brought, ...]) -> list[Solid]:
    held = _held(brought)
    return [
        solid
        for solid in compendium.solids.values()
        if all(
            (needed := compendium.made_of(each)) is not None and needed <= held
            for each in solid.products
        )
    ]


def _held(brought: tuple[Brought, ...]) -> set[str]:
    return {
        name
        for one in brought
        for name in (
            *(ion.name for ion in one.ions if ion.element),
            *(each.substance for each in one.protolytes if each.element),
        )
    }


def _indexed(compendium: Compendium, mixture: Mixture, solids: list[Solid]) -> Iterator[Mineral]:
    """Ask PHREEQC at every corner of what is known for the index of every solid at once."""
    state = state_of(compendium, mixture)
    products = [(solid.id, each) for solid in solids for each in solid.products]
    names = {f"S_{position}": of for position, (of, _) in enumerate(products)}
    asked = [
        (name, each.dissolution or "", float(each.value.low or 0))
        for name, (_, each) in zip(names, products, strict=True)
    ]
    indices: dict[str, list[Interval]] = {solid.id: [] for solid in solids}
    acidities: list[Interval] = []
    brine = False
    used: dict[Constant, str] = {}
    for ions, weak, shift in ways(state.brought, shares_of(state.brought, mixture), held=False):
        for complexes in _complexes(compendium, weak, used):
            try:
                ran = phreeqc.run(ions, weak, shift=shift, solids=asked, complexes=complexes)
            except NoModel:
                # One that it cannot read spoils all that are asked with it.
                for solid in solids if len(solids) > 1 else ():
                    yield from _indexed(compendium, mixture, [solid])
                return
            runs = [ran]
            if ran.ionic_strength > DAVIES_HOLDS_TO:
                try:
                    runs.append(phreeqc.run(ions, weak, shift=shift, solids=asked, strong=True))
                    brine = True
                except NoModel:
                    if ran.ionic_strength > SURE_TO:
                        return
            if ran.ionic_strength > SURE_TO:
                runs = runs[1:]
            for each in runs:
                acidities.append(_exactly(each.ph))
                for name, index in each.indices.items():
                    indices[names[name]].append(_exactly(index))
    for solid in solids:
        if indices[solid.id]:
            yield Mineral(
                compendium,
                mixture,
                state,
                solid.id,
                hull(indices[solid.id]),
                ph=hull(acidities),
                products=(
                    *((solid.id, each) for each in solid.products),
                    *((id_, each) for each, id_ in used.items()),
                ),
                brine=brine,
            )


def _complexes(
    compendium: Compendium, weak: list[Weak], used: dict[Constant, str]
) -> list[dict[tuple[str, int, str], float]]:
    """Give the complexes of what is there, once as weak and once as strong as sources have them."""
    present = {each.name for each in weak}
    weakest: dict[tuple[str, int, str], float] = {}
    strongest: dict[tuple[str, int, str], float] = {}
    for complex_ in compendium.complexes.values():
        metal = compendium.ions[complex_.ion]
        if complex_.ligand in present and metal.element:
            used |= dict.fromkeys(complex_.constants, complex_.id)
            bounds = hull(each.value for each in complex_.constants)
            key = (metal.element, metal.charge, complex_.ligand)
            weakest[key], strongest[key] = float(bounds.low or 0), float(bounds.high or 0)
    return [weakest, strongest] if weakest != strongest else [weakest]


def _exactly(value: float) -> Interval:
    return Interval.exactly(round(Decimal(value), 2))
