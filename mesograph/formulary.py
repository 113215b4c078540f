"""The façade: one formulary with the verbs of the command line, for Python users and doors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

from mesograph import __version__
from mesograph.compilation import (
    UserFiles,
    compile_compendium,
    facts_of,
    is_pairwise,
    read_rules,
    read_statements,
    read_user_files,
)
from mesograph.errors import UndecidedPart, UnknownName, UnreadablePart
from mesograph.formulation.assessing import assess, deciding, in_full
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.gates import INJECTED
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.parts import agreed, available, fitting_parts
from mesograph.formulation.proposing import propose as find_proposals
from mesograph.knowledge.parse import Statement
from mesograph.model.answers import Asked, Assessed, Checked, Proposals
from mesograph.model.compendium import Compendium
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS, Circumstances, Part, Thing
from mesograph.reasoning.derivations import Derivation, derivations
from mesograph.reasoning.engine import Fact, Facts, close
from mesograph.reasoning.rules import Rule
from mesograph.verdicts import Policy
from mesograph.vocabulary import RULE

if TYPE_CHECKING:
    import pyoxigraph

KINDS = {
    "concerns": ("Concern",),
    "jurisdictions": ("Jurisdiction",),
    "preparations": PREPARATION_KINDS,
    "processes": ("Process",),
    "requirements": ("Requirement",),
    "routes": ("Route",),
    "rules": ("Rule",),
    "searches": ("LiteratureSearchRecord",),
    "sources": ("Source",),
    "substances": SUBSTANCE_KINDS,
    "traits": ("Trait", "ReactiveTrait"),
}


def load(user_files: Iterable[str | Path] = ()) -> Formulary:
    """Read the shipped knowledge, and user Turtle files beside it.

    Raises UnreadableFile, BrokenTurtle, ForbiddenStatement or BrokenKnowledge.

    >>> load().resolve("vitamin C", "substance").label
    'ascorbic acid'
    """
    return Formulary(tuple(Path(each) for each in user_files))


class Formulary:
    """Everything that is known, and the questions that can be put to it."""

    def __init__(self, user_files: tuple[Path, ...] = ()) -> None:
        self._user_files = user_files

    @cached_property
    def _user_contents(self) -> UserFiles:
        return read_user_files(self._user_files)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """Give every statement of the shipped knowledge and of the user's files."""
        return read_statements(self._user_contents)

    @cached_property
    def compendium(self) -> Compendium:
        """Give the knowledge as things and claims, read at first use."""
        return compile_compendium(self.statements, self._user_contents, code=__version__)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Give the rules in the order of their names."""
        return read_rules()

    @cached_property
    def inferences(self) -> Mapping[str, frozenset[Fact]]:
        """Give all that follows from what is said, by the rule that brought it.

        Rules on two parts of a mixture are left out: they are asked of the mixture at hand.
        """
        return close(facts_of(self.statements), self._unary_rules)

    @cached_property
    def _unary_rules(self) -> tuple[Rule, ...]:
        return tuple(each for each in self.rules if not is_pairwise(each))

    def derivations(self, fact: Fact) -> tuple[Derivation, ...]:
        """Give every rule instance that brings a fact (three IRIs); none if it does not follow."""
        return derivations(fact, self._unary_rules, self._known)

    @cached_property
    def _known(self) -> Facts:
        known = Facts(facts_of(self.statements))
        for facts in self.inferences.values():
            for fact in facts:
                known.add(fact)
        return known

    def propose(
        self,
        concerns: Sequence[str],
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
        at_most: int = 3,
        keep: int = 3,
    ) -> Proposals:
        """Propose mixtures for one or more concerns, by name.

        Raises UnknownName, AmbiguousName or SuspiciousName.
        """
        asked = self._asked(policy, route, jurisdiction, concerns)
        return find_proposals(self.compendium, asked, at_most=at_most, keep=keep)

    def check(
        self,
        parts: Sequence[str],
        concerns: Sequence[str] = (),
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
    ) -> Checked:
        """Check a mixture of parts, each written like ``procaine hydrochloride 2% 1 mL``.

        Where several preparations fit a part the answer is given only if they agree; its numbers
        are then the hull of theirs. Raises UnreadablePart, UndecidedPart or the errors of names.
        """
        asked = self._asked(policy, route, jurisdiction, concerns)
        found = [fitting_parts(self.compendium, each) for each in parts]
        fitting = [
            available(self.compendium, each, asked.circumstances.jurisdiction) for each in found
        ]
        _refuse_twice(parts, fitting)
        answers: list[tuple[Mixture, Assessed]] = []
        for chosen in product(*fitting):
            case = open_case(self.compendium, tuple(chosen), asked.circumstances, asked.concerns)
            answers.append((tuple(chosen), in_full(case, assess(case, policy))))
        assessed = agreed(parts, fitting, answers)
        if assessed.admissible:
            _refuse_set_aside(parts, found, fitting)
        assessed = replace(
            assessed,
            parts=tuple(
                replace(
                    answered,
                    set_aside=tuple(
                        each.preparation.label for each in everything if each not in kept
                    ),
                )
                for answered, everything, kept in zip(assessed.parts, found, fitting, strict=True)
            ),
        )
        return Checked(
            asked=asked,
            compendium=self.compendium,
            assessed=assessed,
            deciding=deciding(assessed, policy),
        )

    def resolve(self, name: str, wanted: str = "thing") -> Thing:
        """Find the one thing so called: a substance, preparation, concern, source or else."""
        kinds = {"substance": SUBSTANCE_KINDS, "concern": ("Concern",)}.get(wanted, ())
        return self.compendium.things[self.compendium.names.find(name, kinds, wanted=wanted)]

    def things(self, kind: str) -> tuple[Thing, ...]:
        """List all things of a kind (plural, such as ``concerns``) in the order of their labels."""
        if kind not in KINDS:
            raise UnknownName(kind, "kind", _closest(kind, KINDS))
        if kind == "rules":
            return tuple(
                Thing(
                    id=each.name,
                    curie=RULE + each.name,
                    label=each.title,
                    kind="Rule",
                    definition=each.sentence,
                )
                for each in self.rules
            )
        found = [each for each in self.compendium.things.values() if each.kind in KINDS[kind]]
        return tuple(sorted(found, key=lambda each: (each.label.casefold(), each.id)))

    def search(self, text: str) -> tuple[Thing, ...]:
        """Find all things with a name that holds every word of a text."""
        kinds = tuple(each for kinds in KINDS.values() for each in kinds)
        found = self.compendium.names.holding(text, kinds)
        things = [self.compendium.things[each] for each in found]
        return tuple(sorted(things, key=lambda each: (each.kind, each.label.casefold())))

    def query(
        self, text: str
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """Run a SPARQL query over the knowledge as named graphs; raises BrokenQuery."""
        from mesograph.knowledge.graphs import query

        return query(self._store, text)

    @cached_property
    def _store(self) -> pyoxigraph.Store:
        from mesograph.knowledge.graphs import load_store

        _ = self.statements
        return load_store(self._user_contents, self._inferred_triples())

    def _inferred_triples(self) -> dict[str, list[tuple[str, str, str]]]:
        return {
            rule: sorted((str(s), str(p), str(o)) for s, p, o in facts)
            for rule, facts in self.inferences.items()
        }

    def _asked(
        self, policy: Policy, route: str, jurisdiction: str, concerns: Sequence[str]
    ) -> Asked:
        names = self.compendium.names
        into = names.find(route, ("Route",), wanted="route")
        if into not in INJECTED:
            known = [self.compendium.label(each) for each in INJECTED]
            raise UnknownName(route, "route of injection", known)
        return Asked(
            policy=policy,
            circumstances=Circumstances(
                route=into,
                jurisdiction=names.find(jurisdiction, ("Jurisdiction",), wanted="jurisdiction"),
            ),
            concerns=tuple(
                dict.fromkeys(names.find(each, ("Concern",), wanted="concern") for each in concerns)
            ),
        )


def _refuse_twice(parts: Sequence[str], fitting: Sequence[tuple[Part, ...]]) -> None:
    """Refuse parts that may be drawn from the same preparation."""
    for (one, first), (_, second) in combinations(zip(parts, fitting, strict=True), 2):
        if {part.id for part in first} & {part.id for part in second}:
            raise UnreadablePart(one, "the same part is given twice, add up its volumes")


def _refuse_set_aside(
    parts: Sequence[str],
    found: Sequence[tuple[Part, ...]],
    fitting: Sequence[tuple[Part, ...]],
) -> None:
    """Refuse to call admissible what holds only for some of the products that a name fits."""
    for text, everything, kept in zip(parts, found, fitting, strict=True):
        if len(kept) < len(everything):
            names = [part.preparation.label for part in everything]
            raise UndecidedPart(text, names, "regulatory")


def _closest(asked: str, known: Iterable[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(asked, list(known), n=3) or sorted(known)
