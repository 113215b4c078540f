"""Everything that is reckoned to fall out of a mixture, the likeliest first, worked out once."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from mesograph.formulation.chemistry.minerals import minerals
from mesograph.formulation.chemistry.precipitating import Reckoned, uncharged_forms
from mesograph.formulation.mixing import Mixture
from mesograph.model.compendium import Compendium
from mesograph.verdicts import Answer

QUARTERS = tuple(Decimal(each) / 4 for each in (1, 2, 3, 4))


def reckon(compendium: Compendium, mixture: Mixture) -> tuple[Reckoned, ...]:
    """Reckon every solid of a mixture of known volumes that there are figures for."""
    key = ("reckoned", *((part.id, part.volume_ml) for part in mixture))
    known = compendium.reckoned.get(key)
    if isinstance(known, tuple):
        return known
    all_ = (*uncharged_forms(compendium, mixture), *minerals(compendium, mixture))
    found = tuple(sorted(all_, key=_likeliest))
    compendium.reckoned[key] = found
    return found


def falling_on_the_way(
    compendium: Compendium, mixture: Mixture
) -> Iterator[tuple[Mixture, Reckoned]]:
    """Give what surely falls out before the last part is drawn, the parts in the order given.

    A part flows in little by little, so that each step is looked at by quarters of it.
    """
    for count in range(2, len(mixture) + 1):
        *before, last = mixture[:count]
        for share in QUARTERS:
            if last.volume_ml is None or (share == 1 and count == len(mixture)):
                break
            step = (*before, replace(last, volume_ml=last.volume_ml * share))
            found = [each for each in reckon(compendium, step) if each.answer is Answer.TRUE]
            if found:
                yield step, found[0]
                break


def _likeliest(reckoned: Reckoned) -> tuple[Decimal, str]:
    return -(reckoned.index.high or Decimal(0)), reckoned.substance
