"""Everything that is known, read at first use and never twice."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from mesograph import __version__
from mesograph.formulation.parts import product
from mesograph.knowledge.files import read_bytes
from mesograph.knowledge.statements import Statement
from mesograph.model.compendium import Compendium
from mesograph.model.shelves import Shelf
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS, Thing
from mesograph.reasoning.derivations import Derivation, derivations
from mesograph.reasoning.engine import Fact, Facts
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.reasoning.report import RuleReport, report
from mesograph.reasoning.rules import Pattern, Rule, Variable
from mesograph.snapshot.cache import snapshot_of
from mesograph.snapshot.compiled import Snapshot, sections_of
from mesograph.snapshot.key import UserFiles, code_identity, key_of
from mesograph.vocabulary import RULE, curie


class Knowledge:
    """Everything that is known: statements, compendium, rules, and what follows."""

    def __init__(
        self,
        user_files: tuple[Path, ...] = (),
        *,
        shelf: tuple[Path, bytes] | None = None,
        as_of: str | None = None,
    ) -> None:
        self._user_files, self._shelf_file, self._as_of = user_files, shelf, as_of

    @cached_property
    def _user_contents(self) -> UserFiles:
        files = {path: read_bytes(path) for path in self._user_files}
        return (*files.items(), *([self._shelf_file] if self._shelf_file else []))

    @property
    def own_files(self) -> tuple[str, ...]:
        """Name the files of the user's own that were added."""
        return tuple(path.name for path in self._user_files)

    @cached_property
    def shelf(self) -> Shelf | None:
        """Give one's own shelf from which alone is drawn, None where everything may be."""
        if self._shelf_file is None:
            return None
        path, _ = self._shelf_file
        as_of = self._as_of or date.today().isoformat()
        return Shelf(name=path.stem, as_of=as_of, lots=self.compendium.lots)

    @cached_property
    def _snapshot(self) -> Snapshot:
        key = key_of(code_identity(__version__), self._user_contents)
        return snapshot_of(key, self._compiled)

    def _compiled(self) -> dict[str, bytes]:
        from mesograph.compilation import compile_everything

        return sections_of(compile_everything(self._user_contents, code=__version__))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Give every statement of the shipped knowledge and of the user's files."""
        return self._snapshot.statements

    @property
    def compendium(self) -> Compendium:
        """Give the knowledge as things and claims."""
        return self._snapshot.compendium

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Give the rules in the order of their names."""
        return self._snapshot.rules

    @property
    def inferences(self) -> Mapping[str, frozenset[Fact]]:
        """Give all that follows from what is said, by the rule that brought it.

        Rules on two parts of a mixture are left out: they are asked of the mixture at hand.
        """
        return self._snapshot.inferences

    @property
    def _unary_rules(self) -> tuple[Rule, ...]:
        """Give the rules that are run over everything: of files, and of the axioms of OWL."""
        return self._snapshot.unary_rules

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

    def resolve(self, name: str, wanted: str = "thing") -> Thing:
        """Find the one thing so called: a substance, preparation, concern, source or else."""
        kinds = {"substance": SUBSTANCE_KINDS, "concern": ("Concern",)}.get(wanted, ())
        for rule in self.rules if wanted == "thing" else ():
            if name in (rule.name, RULE + rule.name, rule.title):
                return self._reported(rule)
        names = self.compendium.names
        if wanted == "thing" and not names.exactly(name, kinds):
            found = product(self.compendium, name)
            if found:
                return found
        return self.compendium.things[names.find(name, kinds, wanted=wanted)]

    @cached_property
    def rule_report(self) -> tuple[RuleReport, ...]:
        """Give for every rule of a file its stratum, what it brings, and what it waits for."""
        named = {each.name for each in self.rules}
        found = report(self._unary_rules, self._known, self.inferences)
        of_pairs = report(self.rules, self._known, {})
        unary = {each.rule.name: each for each in found if each.rule.name in named}
        return tuple(unary.get(each.rule.name, each) for each in of_pairs)

    def _reported(self, rule: Rule) -> Thing:
        """Give a rule as a thing, with what it does in this knowledge."""
        (found,) = (each for each in self.rule_report if each.rule.name == rule.name)
        if is_pairwise(rule):
            does = (
                "It is asked of the parts of a mixture, two at a time, and never run over all pairs"
            )
        else:
            does = f"It runs in stratum {found.stratum} and brings {found.brings} facts here"
        if found.is_dead:
            waits = ", ".join(self._patterned(each) for each in found.unmet)
            does += f"; it cannot fire here, for nothing is known such as: {waits}"
        read = tuple(
            f"read in {self.compendium.label(source)}, {locator}"
            for source, locator in rule.sources
        )
        left_open = (f"leaves open: {rule.open_question}",) if rule.open_question else ()
        answered = (f"answered by: {rule.reckoned_by}",) if rule.reckoned_by else ()
        notes = (
            f"told as: {rule.sentence}",
            f"how: {rule.how}",
            *left_open,
            *answered,
            *read,
            f"{does}.",
        )
        return replace(as_thing(rule), notes=notes)

    def _patterned(self, pattern: Pattern) -> str:
        return " ".join(
            f"?{term.name}" if isinstance(term, Variable) else curie(str(term)) for term in pattern
        )

    def _agent(self, name: str) -> Thing:
        wanted = "substance or preparation"
        kinds = (*SUBSTANCE_KINDS, *PREPARATION_KINDS)
        return self.compendium.things[self.compendium.names.find(name, kinds, wanted=wanted)]


def as_thing(rule: Rule) -> Thing:
    """Give a rule as a thing that can be listed."""
    return Thing(
        id=rule.name,
        curie=RULE + rule.name,
        label=rule.name,
        kind="Rule",
        names=(rule.title,),
        definition=rule.title,
    )
