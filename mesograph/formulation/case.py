"""One mixture as it is asked about: its parts, circumstances, concerns and what was heard of it."""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from mesograph.formulation.bearing import labile_parts
from mesograph.formulation.hearing import Heard, hear
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.predicting import models_ran
from mesograph.model.compendium import Compendium
from mesograph.model.things import Circumstances, Part
from mesograph.verdicts import Coordinates, Testimony, coordinates


@dataclass(frozen=True)
class Case:
    """All a check may look at."""

    compendium: Compendium
    mixture: Mixture
    asked: Circumstances
    concerns: tuple[str, ...]
    heard: tuple[Heard, ...]
    found: Coordinates

    @property
    def testimonies(self) -> tuple[Testimony, ...]:
        """Give the testimonies behind the coordinates."""
        return tuple(each.testimony for each in self.heard)

    @cached_property
    def pairs(self) -> tuple[tuple[Part, Part, Coordinates], ...]:
        """Give every pair of parts with its coordinates under the final conditions."""
        labile = labile_parts(self.compendium, self.mixture)
        return tuple(
            (
                first,
                second,
                coordinates(
                    frozenset({first.id, second.id}),
                    self.testimonies,
                    labile=labile,
                    models_ran=models_ran(self.compendium, (first, second)),
                ),
            )
            for first, second in combinations(self.mixture, 2)
        )


def open_case(
    compendium: Compendium,
    mixture: Mixture,
    asked: Circumstances,
    concerns: tuple[str, ...] = (),
) -> Case:
    """Hear everything on a mixture and weigh it."""
    heard = hear(compendium, mixture, asked)
    found = coordinates(
        frozenset(part.id for part in mixture),
        [each.testimony for each in heard],
        labile=labile_parts(compendium, mixture),
        labelled=len(mixture) == 1 and not mixture[0].preparation.ad_hoc,
        models_ran=len(mixture) > 1 and models_ran(compendium, mixture),
    )
    return Case(compendium, mixture, asked, concerns, heard, found)
