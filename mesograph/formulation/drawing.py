"""The worksheet of a mixture: shares, final strengths and amounts, instructions, in-use time."""

from decimal import Decimal

from mesograph.errors import UnreadablePart
from mesograph.formulation.bearing import shortest_in_use, speaks_of
from mesograph.formulation.mixing import Mixture, final_strength, total_volume
from mesograph.model.answers import Checked
from mesograph.model.claims import MixingInstruction
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Reason, told
from mesograph.model.shelves import Shelf
from mesograph.model.worksheets import Drawn, Held, Worksheet


def worksheet(checked: Checked) -> Worksheet:
    """Work out the worksheet of a checked mixture; raises UnreadablePart without volumes."""
    mixture = tuple(each.part for each in checked.assessed.parts)
    for part in mixture:
        if part.volume_ml is None:
            raise UnreadablePart(
                part.preparation.label, "a worksheet needs the volume of each part"
            )
    volume = total_volume(mixture)
    assert volume is not None
    compendium = checked.compendium
    hours, claims = shortest_in_use(compendium, mixture)
    return Worksheet(
        checked=checked,
        drawn=_drawn(mixture, volume, checked.asked.shelf),
        volume=volume,
        held=_held(mixture, volume),
        instructions=_instructions(compendium, mixture),
        hours=hours,
        hours_because=tuple(map(told, claims)),
    )


def _drawn(mixture: Mixture, volume: Decimal, shelf: Shelf | None) -> tuple[Drawn, ...]:
    return tuple(
        Drawn(
            part=part,
            share=(part.volume_ml or Decimal(0)) / volume,
            lots=tuple(
                lot
                for lot in (shelf.lots if shelf else ())
                if lot.preparation == part.id and lot not in (shelf.expired if shelf else ())
            ),
        )
        for part in mixture
    )


def _held(mixture: Mixture, volume: Decimal) -> tuple[Held, ...]:
    """Give every substance with its final strength and the amount of it, in the order of parts."""
    roles: dict[str, dict[str, None]] = {}
    for part in mixture:
        for each in part.preparation.ingredients:
            roles.setdefault(each.substance, {})[each.role] = None
    found = []
    for substance, of in roles.items():
        strength = final_strength(mixture, substance)
        amount = strength.amount.scaled(volume) if strength else None
        found.append(Held(substance=substance, roles=tuple(of), strength=strength, amount=amount))
    return tuple(found)


def _instructions(compendium: Compendium, mixture: Mixture) -> tuple[Reason, ...]:
    """Give what labels say on mixing these parts with anything or with each other."""
    found = []
    for claim in compendium.claims_of(MixingInstruction):
        for part in mixture:
            others = [each for each in mixture if each.id != part.id]
            met = not claim.between or any(
                speaks_of(compendium, claim, named, other)
                for named in claim.between
                for other in others
            )
            if met and speaks_of(compendium, claim, claim.about, part):
                found.append(told(claim))
    return tuple(dict.fromkeys(found))
