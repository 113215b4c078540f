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
from mesograph.errors import UndecidedPart, UnknownName, UnknownStatement, UnreadablePart
from mesograph.formulation.assessing import assess, deciding, in_full
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.gates import INJECTED
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.parts import agreed, available, fitting_parts
from mesograph.formulation.proposing import propose as find_proposals
from mesograph.knowledge.parse import Statement
from mesograph.model.answers import Asked, Assessed, Checked, Proposals, proofs_of
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Doubted, Explanation, Paths, Refusal
from mesograph.model.reasons import Step
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS, Circumstances, Part, Thing
from mesograph.reasoning.derivations import Derivation, derivations
from mesograph.reasoning.engine import Fact, Facts, close
from mesograph.reasoning.rules import Rule
from mesograph.verdicts import CHECKS, Policy
from mesograph.vocabulary import RULE

if TYPE_CHECKING:
    import networkx
    import pyoxigraph

    from mesograph.explanation.deriving import Deriver

STATEMENTS = (
    "indicated AGENT CONCERN",
    "aggravates AGENT CONCERN",
    "verdict PART PART...",
    "check NAME PART...",
)
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
        asked = replace(
            self._asked(policy, route, jurisdiction, concerns), at_most=at_most, keep=keep
        )
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
        asked = replace(self._asked(policy, route, jurisdiction, concerns), parts=tuple(parts))
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

    def why(
        self,
        statement: Sequence[str],
        concerns: Sequence[str] = (),
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
    ) -> Explanation:
        """Prove a statement, or tell what is known where it does not follow.

        A statement is ``indicated AGENT CONCERN``, ``aggravates AGENT CONCERN``,
        ``verdict PART PART...`` or ``check NAME PART...``, given in words. Raises UnknownStatement
        or what reading its names and parts raises.
        """
        from mesograph.explanation.indication import aggravated, indicated

        verb, *words = statement or [""]
        match verb, words:
            case "indicated", [agent, concern]:
                return indicated(
                    self.compendium,
                    self._deriver,
                    self._agent(agent),
                    self.resolve(concern, "concern").id,
                    self._asked(policy, route, jurisdiction, ()).circumstances,
                )
            case "aggravates", [agent, concern]:
                return aggravated(
                    self.compendium,
                    self._deriver,
                    self._agent(agent),
                    self.resolve(concern, "concern").id,
                )
            case "verdict", [_, *_]:
                checked = self.check(
                    words, concerns, policy=policy, route=route, jurisdiction=jurisdiction
                )
                proof = checked.assessed.proof
                assert proof is not None
                return self._explained(" ".join(statement), proof, checked.asked)
            case "check", [name, _, *_]:
                if name not in CHECKS:
                    raise UnknownName(name, "check", _closest(name, CHECKS))
                checked = self.check(
                    words[1:], concerns, policy=policy, route=route, jurisdiction=jurisdiction
                )
                finding = next(each for each in checked.assessed.findings if each.check == name)
                return self._explained(" ".join(statement), finding.proof, checked.asked)
            case _:
                raise UnknownStatement(" ".join(statement), STATEMENTS)

    def why_step(self, answer: Proposals | Checked, proof_id: str) -> Explanation | None:
        """Open a step of an answer by its content hash, None if no step of it has that hash."""
        for proof in proofs_of(answer):
            for step in proof.steps:
                if step.id == proof_id:
                    return self._explained(step.text, step, answer.asked)
        return None

    def why_not(
        self,
        parts: Sequence[str],
        concerns: Sequence[str],
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
    ) -> Refusal:
        """Explain why a mixture is not admissible for concerns, and what would lift each refusal.

        Where several preparations fit a part, the first that has a known status is taken.
        """
        from mesograph.explanation.contrast import refused

        asked = replace(self._asked(policy, route, jurisdiction, concerns), parts=tuple(parts))
        fitting = [
            available(
                self.compendium,
                fitting_parts(self.compendium, each),
                asked.circumstances.jurisdiction,
            )
            for each in parts
        ]
        _refuse_twice(parts, fitting)
        return refused(self.compendium, tuple(found[0] for found in fitting), asked)

    def path(self, agent: str, concern: str) -> Paths:
        """Give the signed chains of mechanisms from a substance or preparation to a concern."""
        from mesograph.explanation.paths import paths

        found = self._agent(agent)
        return paths(self.compendium, found.id, self.resolve(concern, "concern").id)

    def doubt(self, source: str) -> Doubted:
        """Tell what falls, appears or stands when nothing a source says is believed."""
        from mesograph.explanation.doubt import doubted, said_by
        from mesograph.reasoning.doubting import without

        id_ = self.compendium.names.find(source, ("Source",), wanted="source")
        claims = [each.id for each in self.compendium.claims.values() if each.source == id_]
        lost = said_by(self.statements, id_, claims)
        gone = set(facts_of(lost))
        asserted = frozenset(facts_of(self.statements))
        change = without(self._known, asserted, gone, self._unary_rules)
        left = [each for each in self.statements if each not in lost]
        return doubted(
            self.compendium,
            compile_compendium(left, self._user_contents, code=__version__),
            id_,
            change,
            gone,
            self._deriver,
            self._unary_rules,
            self._known,
        )

    def network(self) -> networkx.MultiDiGraph[str]:
        """Give agents, processes and concerns as a networkx graph with signed, cited edges."""
        from mesograph.explanation.paths import network

        return network(self.compendium)

    @cached_property
    def _deriver(self) -> Deriver:
        from mesograph.explanation.deriving import Deriver

        asserted = Facts(facts_of(self.statements))
        return Deriver(self.compendium, self._unary_rules, self._known, asserted)

    def _agent(self, name: str) -> Thing:
        wanted = "substance or preparation"
        kinds = (*SUBSTANCE_KINDS, *PREPARATION_KINDS)
        return self.compendium.things[self.compendium.names.find(name, kinds, wanted=wanted)]

    def _explained(self, statement: str, proof: Step, asked: Asked) -> Explanation:
        return Explanation(
            compendium=self.compendium,
            statement=statement,
            follows=True,
            proof=proof,
            justifications=(),
            asked=asked,
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
