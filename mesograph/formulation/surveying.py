"""What is known of two preparations meeting, for one pair or for all there are."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations, product

from mesograph.errors import UndecidedPart
from mesograph.formulation.bearing import labile_parts, searches_for
from mesograph.formulation.hearing import Heard, hear
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.predicting import models_ran
from mesograph.formulation.telling import bearing_order, worded
from mesograph.model.compendium import Compendium
from mesograph.model.matrices import Cell, Known, Row
from mesograph.model.things import Circumstances, Part
from mesograph.verdicts import Answer, coordinates, word


def cells(compendium: Compendium, rows: Sequence[Row], asked: Circumstances) -> tuple[Cell, ...]:
    """Give a cell for every two rows.

    Raises UndecidedPart where the preparations that fit a row do not agree.
    """
    return tuple(
        _agreed(compendium, rows, (at, other), asked)
        for at, other in combinations(range(len(rows)), 2)
    )


def how_much_is_known(compendium: Compendium, asked: Circumstances) -> Counter[Known]:
    """Count for all pairs of preparations how much is known of them meeting."""
    parts = [Part(each) for each in compendium.preparations.values()]
    found: Counter[Known] = Counter(dict.fromkeys(Known, 0))
    for pair in combinations(parts, 2):
        found[known_of(compendium, pair, hear(compendium, pair, asked))] += 1
    return found


def known_of(compendium: Compendium, pair: Mixture, heard: Sequence[Heard]) -> Known:
    """Say how much is known of two parts: what applies, or may apply, of what was heard."""
    bearing = [each for each in heard if each.answered.answer is not Answer.FALSE]
    if any(each.claim is not None for each in bearing):
        return Known.DOCUMENTED
    if bearing:
        return Known.PREDICTED
    return Known.SEARCHED_IN_VAIN if searches_for(compendium, pair) else Known.NOT_SEARCHED


def _agreed(
    compendium: Compendium, rows: Sequence[Row], between: tuple[int, int], asked: Circumstances
) -> Cell:
    one, other = (rows[each] for each in between)
    found = [
        _cell(compendium, between, pair, asked)
        for pair in product(one.parts, other.parts)
        if pair[0].id != pair[1].id
    ]
    verdicts = {each.verdict for each in found}
    if len(verdicts) > 1:
        row = max((one, other), key=lambda each: len(each.parts))
        labels = [part.preparation.label for part in row.parts]
        raise UndecidedPart(
            row.asked, labels, f"the verdict with {(other, one)[row is other].label}"
        )
    return found[0]


def _cell(
    compendium: Compendium, between: tuple[int, int], pair: Mixture, asked: Circumstances
) -> Cell:
    heard = hear(compendium, pair, asked)
    verdict = word(
        coordinates(
            frozenset(part.id for part in pair),
            [each.testimony for each in heard],
            labile=labile_parts(compendium, pair),
            models_ran=models_ran(compendium, pair),
        )
    )
    bearing = sorted(
        (each for each in heard if each.answered.answer is not Answer.FALSE), key=bearing_order
    )
    return Cell(
        between=between,
        verdict=verdict,
        known=known_of(compendium, pair, heard),
        because=tuple(worded(compendium, pair, each) for each in bearing),
        searched=tuple(each.id for each in searches_for(compendium, pair)),
    )
