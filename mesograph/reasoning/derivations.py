"""Derivations, found backwards on demand: every way in which rules bring a fact."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mesograph.reasoning.engine import Fact, Facts, instances
from mesograph.reasoning.rules import Bindings, Constant, Rule, Variable, bound


@dataclass(frozen=True, slots=True)
class Derivation:
    """One application of a rule: what it concludes, from which premises, bound how."""

    rule: Rule
    conclusion: Fact
    premises: tuple[Fact, ...]
    bindings: tuple[tuple[str, Constant], ...]

    def told(self, labels: Mapping[Constant, str]) -> str:
        """Tell the derivation in the sentence of its rule, with labels for what it names."""
        named = dict(self.bindings)
        return re.sub(
            r"\{(\w+)\}",
            lambda found: labels.get(named[found[1]], str(named[found[1]])),
            self.rule.sentence,
        )


def derivations(fact: Fact, rules: Sequence[Rule], facts: Facts) -> tuple[Derivation, ...]:
    """Give every rule instance that brings a fact from all that is known, in a fixed order.

    ``facts`` holds what is asserted and everything that follows.
    """
    found: dict[tuple[str, tuple[Fact, ...]], Derivation] = {}
    for rule in rules:
        start = _unified(rule, fact)
        if start is None:
            continue
        for each in instances(rule, facts, start):
            premises = tuple(
                (bound(s, each), bound(p, each), bound(o, each)) for s, p, o in rule.body
            )
            key = (rule.name, premises)
            found[key] = Derivation(rule, fact, premises, tuple(sorted(each.items(), key=str)))
    return tuple(each for _, each in sorted(found.items(), key=lambda item: str(item[0])))


def _unified(rule: Rule, fact: Fact) -> Bindings | None:
    """Bind the head of a rule to a fact, None where it cannot be."""
    bindings: Bindings = {}
    for term, value in zip(rule.head, fact, strict=True):
        if isinstance(term, Variable):
            if bindings.setdefault(term.name, value) != value:
                return None
        elif term != value:
            return None
    return bindings
