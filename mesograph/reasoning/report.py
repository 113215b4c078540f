"""The report on rules: where each runs, what it brings, and what it waits for in vain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mesograph.reasoning.engine import Fact, Facts, strata
from mesograph.reasoning.rules import Pattern, Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleReport:
    """What is to be known of one rule: it is safe and in a stratum, or it would not be here."""

    rule: Rule
    stratum: int
    brings: int
    unmet: tuple[Pattern, ...]

    @property
    def is_dead(self) -> bool:
        """Tell whether some premise is met by nothing at all, so that it can never fire here."""
        return bool(self.unmet)


def report(
    rules: Sequence[Rule], known: Facts, brought: Mapping[str, frozenset[Fact]]
) -> tuple[RuleReport, ...]:
    """Report on rules, in the order given; raises BrokenRule where they have no strata.

    ``known`` holds everything that is stated and follows, ``brought`` what each rule was first to
    bring. A premise is unmet where nothing known matches it even by itself.
    """
    level = {each.name: number for number, stratum in enumerate(strata(rules)) for each in stratum}
    return tuple(
        RuleReport(
            rule=each,
            stratum=level[each.name],
            brings=len(brought.get(each.name, ())),
            unmet=tuple(pattern for pattern in each.body if not _is_met(pattern, known)),
        )
        for each in rules
    )


def _is_met(pattern: Pattern, known: Facts) -> bool:
    return next(known.matches(pattern, {}), None) is not None
