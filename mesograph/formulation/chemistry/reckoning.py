"""Everything that is reckoned to fall out of a mixture, the likeliest first, worked out once."""

from decimal import Decimal

from mesograph.formulation.chemistry.minerals import minerals
from mesograph.formulation.chemistry.precipitating import Reckoned, uncharged_forms
from mesograph.formulation.mixing import Mixture
from mesograph.model.compendium import Compendium


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


def _likeliest(reckoned: Reckoned) -> tuple[Decimal, str]:
    return -(reckoned.index.high or Decimal(0)), reckoned.substance
