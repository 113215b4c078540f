"""From derivations over facts to proofs: claims as leaves, firings of rules as nodes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mesograph.formulation.holding import held
from mesograph.model.claims import Claim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation, Kind, Step, absent, leaf, stated, weakest
from mesograph.model.things import Part, Preparation
from mesograph.reasoning.derivations import Derivation
from mesograph.reasoning.engine import Fact, Facts, instances_of
from mesograph.reasoning.justifications import (
    Cone,
    Justifications,
    Leaf,
    best_derivations,
    cone_of,
    justifications,
)
from mesograph.reasoning.rules import Bindings, Constant, Pattern, Rule, Variable
from mesograph.verdicts import Certainty
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, TYPE, meso

INGREDIENT, SUBSTANCE = meso("ingredient"), meso("substance")
PLAUSIBLE = meso("plausiblyIndicatedFor")
"""A mechanism implies no effect in people: what concludes this is never more than pre-clinical."""


@dataclass(frozen=True)
class Derived:
    """A fact that follows: its best proof, every other last step, and its justifications."""

    fact: Fact
    proof: Step
    others: tuple[Step, ...]
    justifications: Justifications
    told: tuple[tuple[Step, ...], ...]
    """The leaves of each justification as steps, claims first."""


class Deriver:
    """Proves facts from what is known, in the words of the rules."""

    def __init__(
        self, compendium: Compendium, rules: Sequence[Rule], known: Facts, asserted: Facts
    ) -> None:
        self._compendium = compendium
        self._rules = rules
        self._known = known
        self._asserted = asserted
        self._steps: dict[Fact, Step] = {}

    def prove(self, fact: Fact) -> Derived | None:
        """Prove a fact, None where it does not follow."""
        if fact not in self._known:
            return None
        cone = self._cone(fact)
        best = best_derivations(cone)
        proof = self._step(fact, best)
        others = [
            step
            for each in cone.derivations[fact]
            if (step := self._fired(each, best)).id != proof.id
        ]
        found = justifications(cone)
        told = tuple(self._leaves(each) for each in found.found)
        return Derived(fact, proof, tuple(others), found, told)

    def sentence(self, fact: Fact) -> str:
        """Tell a fact in a few words."""
        return sentence(self._compendium, fact)

    def label(self, constant: Constant) -> str:
        """Give what a thing, a class or a value is called."""
        return label(self._compendium, constant)

    def _leaves(self, justification: frozenset[Leaf]) -> tuple[Step, ...]:
        """Tell the leaves of a justification: its claims, then what else is stated."""
        claims = [
            leaf(claim)
            for each in sorted(map(str, justification))
            if (claim := self._claim(each)) is not None
        ]
        facts = [each for each in justification if isinstance(each, tuple)]
        return (*claims, *(self._said(fact) for fact in sorted(facts, key=str)))

    def _cone(self, fact: Fact) -> Cone:
        return cone_of(fact, self._rules, self._known, self._asserted, self._leaf_of, self._is_weak)

    def _leaf_of(self, fact: Fact) -> Leaf:
        """Take all facts of one claim for one leaf."""
        return fact[0] if self._claim(fact[0]) else fact

    def _is_weak(self, leaf_: Leaf) -> bool:
        """Tell a claim that was only mentioned, or rests on no more than a claim."""
        claim = self._claim(leaf_) if isinstance(leaf_, str) else None
        if claim is None:
            return False
        return claim.read_as == "mention" or claim.certainty is Certainty.CLAIM_ONLY

    def _claim(self, constant: Constant) -> Claim | None:
        if not isinstance(constant, str):
            return None
        return self._compendium.claims.get(constant.removeprefix(INDIVIDUAL))

    def _step(self, fact: Fact, best: Mapping[Fact, tuple[object, Derivation | None]]) -> Step:
        """Tell the best proof of a fact; each fact is told once."""
        if fact not in self._steps:
            _, derivation = best[fact]
            told = self._said(fact) if derivation is None else self._fired(derivation, best)
            self._steps[fact] = told
        return self._steps[fact]

    def _fired(
        self, derivation: Derivation, best: Mapping[Fact, tuple[object, Derivation | None]]
    ) -> Step:
        rule = derivation.rule
        labels = {each: self.label(each) for _, each in derivation.bindings}
        cap = Certainty.PRE_CLINICAL if derivation.conclusion[1] == PLAUSIBLE else None
        premises = tuple(dict.fromkeys(self._premises(derivation, best)))
        return Step(
            kind=Kind.RULE,
            name=rule.name,
            text=derivation.told(labels).rstrip("."),
            premises=premises,
            how=rule.how,
            citations=tuple(Citation(source=s, locator=at) for s, at in rule.sources),
            certainty=weakest(premises, cap),
        )

    def _premises(
        self, derivation: Derivation, best: Mapping[Fact, tuple[object, Derivation | None]]
    ) -> Iterable[Step]:
        """Tell the premises: the facts of a claim as one, an ingredient with what it is in."""
        parts = {fact[2]: fact[0] for fact in derivation.premises if fact[1] == INGREDIENT}
        for fact in derivation.premises:
            if claim := self._claim(fact[0]):
                yield leaf(claim)
            elif fact[1] == SUBSTANCE and fact[0] in parts:
                yield self._holding(parts[fact[0]], fact[2])
            elif fact[0] not in parts and fact[1] != INGREDIENT:
                yield self._step(fact, best)
        for group in derivation.rule.absent:
            yield self._absence(group, dict(derivation.bindings))

    def _holding(self, preparation: Constant, substance: Constant) -> Step:
        known = self._thing(preparation)
        name = _local(substance)
        if isinstance(known, Preparation):
            for each in known.ingredients:
                if each.substance == name:
                    return held(self._compendium, Part(known), each)
        return stated("composition", f"{self.label(preparation)} holds {self.label(substance)}")

    def _absence(self, group: tuple[Pattern, ...], bindings: Bindings) -> Step:
        """Tell what was looked for and is not there, with the claims that come nearest to it."""
        wanted = [pattern for pattern in group if not _is_choice(pattern)]
        found: dict[str, None] = {}
        for each in instances_of(wanted, self._known, bindings):
            for constant in each.values():
                if claim := self._claim(constant):
                    found[claim.id] = None
        told = ", ".join(
            f"{self.label(bindings[term.name])}"
            for pattern in group
            for term in pattern
            if isinstance(term, Variable) and term.name in bindings
        )
        named = ", ".join(dict.fromkeys(told.split(", ")))
        return absent(f"no claim in this graph says otherwise of {named}", consulted=found)

    def _said(self, fact: Fact) -> Step:
        """Tell a fact that a file states outright."""
        if claim := self._claim(fact[0]):
            return leaf(claim)
        subject, object_ = self.label(fact[0]), self.label(fact[2])
        if fact[1] == TYPE:
            return stated("definition", f"{subject} is a {object_}")
        words = self._compendium.label(_local(fact[1]))
        return stated("statement", f"{subject}: {words}: {object_}")

    def _thing(self, constant: Constant) -> object:
        return self._compendium.things.get(_local(constant))


def _is_choice(pattern: Pattern) -> bool:
    """Tell a pattern that asks for one value of several, such as a polarity."""
    return isinstance(pattern[2], str) and pattern[2].startswith(ONTOLOGY)


def sentence(compendium: Compendium, fact: Fact) -> str:
    """Tell a fact in a few words."""
    subject, predicate, object_ = fact
    if predicate == TYPE:
        return f"{label(compendium, subject)}: {label(compendium, object_)}"
    words = compendium.label(_local(predicate))
    return f"{label(compendium, subject)}: {words}: {label(compendium, object_)}"


def label(compendium: Compendium, constant: Constant) -> str:
    """Give what a thing, a class or a value is called; a claim by its source."""
    if not isinstance(constant, str):
        return constant.text
    local = _local(constant)
    claim = compendium.claims.get(local)
    return compendium.label(claim.source if claim else local)


def _local(constant: Constant) -> str:
    return str(constant).removeprefix(INDIVIDUAL).removeprefix(ONTOLOGY)
