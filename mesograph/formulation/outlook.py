"""What mixtures may still become as parts are added: the bounds by which the search cuts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from mesograph.formulation.bounding import counts, reachable, weights_of
from mesograph.formulation.desk import LEVELS, Desk, Parts
from mesograph.formulation.search import Score
from mesograph.model.things import Part


@dataclass
class Outlook:
    """Bounds on the scores of a desk; candidates have to add to the ``best`` proposal."""

    desk: Desk
    best: Parts | None = None
    _weights_served: dict[str, dict[int, int]] = field(default_factory=dict)
    _adding: dict[str, bool] = field(default_factory=dict)

    def proposal_bounds(self, chosen: Parts, rest: Sequence[Part], more: int) -> list[Score | None]:
        """Bound the merit of supersets, by the best that each part alone does for a target.

        None stands for what serves nothing and never will.
        """
        services = self._weighed
        reach = reachable(
            [services(each) for each in chosen], [services(each) for each in rest], more
        )
        parts = -len(chosen) - 1
        return [
            (self.desk.best_evidence, *counts(each, self._weights), parts)
            if each and stands
            else None
            for each, stands in zip(reach, self._may_stand(chosen, rest, more), strict=True)
        ]

    def _may_stand(self, chosen: Parts, rest: Sequence[Part], more: int) -> list[bool]:
        """Tell for each of the rest whether an idle part beside it may find something to mend."""
        idle = not all(map(self.desk.serves, chosen))
        ailing = any(map(self.desk.is_ailing, chosen))
        found = []
        to_come = False
        for part in reversed(rest):
            here = ailing or self.desk.is_ailing(part)
            is_idle = idle or not self.desk.serves(part)
            found.append(not is_idle or here or (to_come and more > 0))
            to_come = to_come or self.desk.is_ailing(part)
        return found[::-1]

    @cached_property
    def _weights(self) -> list[int]:
        return weights_of(len(LEVELS), len(self.desk.all_targets))

    def _weighed(self, part: Part) -> dict[int, int]:
        """Give by target the weight of the certainty with which a part alone serves it."""
        if part.id not in self._weights_served:
            weight = dict(zip(LEVELS, self._weights, strict=True))
            found = [self.desk.service(part, target).certainty for target in self.desk.all_targets]
            self._weights_served[part.id] = {
                at: weight[each] for at, each in enumerate(found) if each is not None
            }
        return self._weights_served[part.id]

    def candidate_bounds(
        self, chosen: Parts, rest: Sequence[Part], more: int
    ) -> list[Score | None]:
        """Bound the score of supersets: a gate unknown of a part stays so in all of them.

        Every candidate has a part that adds to the best proposal: where there is none yet, one must
        come, with its gates. None stands for what adds nothing and never will.
        """
        gates = frozenset[str]().union(*map(self.desk.unknown_gates, chosen))
        adding = any(self._adds(part) for part in chosen)
        merits = self.proposal_bounds(chosen, rest, more)
        found: list[Score | None] = []
        to_come: set[frozenset[str]] = set()
        for part, merit in zip(reversed(rest), reversed(merits), strict=True):
            unknown = gates | self.desk.unknown_gates(part)
            adds = self._adds(part)
            if adding or adds:
                fewest = len(unknown)
            else:
                fewest = min((len(unknown | each) for each in to_come if more), default=-1)
            found.append((-fewest, 0, 0, *merit) if fewest >= 0 and merit is not None else None)
            if adds:
                to_come.add(self.desk.unknown_gates(part))
        return found[::-1]

    def _adds(self, part: Part) -> bool:
        """Tell whether a part alone serves a target with more certainty than the best proposal."""
        if part.id not in self._adding:
            best = self.best or ()
            self._adding[part.id] = any(
                (self.desk.service(part, target).certainty or 0)
                > (self.desk.served(best, target) or 0)
                for target in self.desk.all_targets
            )
        return self._adding[part.id]

    def candidate_bound(self, chosen: Parts, bound: Score) -> Score:
        """Tighten a bound by the pairs without documented support, which stay so in all supersets.

        Without volumes no strength is ever narrowed by a further part.
        """
        pairs = sum(self.desk.is_undocumented(*pair) for pair in combinations(chosen, 2))
        return (bound[0], -pairs, *bound[2:])
