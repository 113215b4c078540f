"""The façade: one formulary with the verbs of the command line, for Python users and doors."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mesograph.errors import UnknownName
from mesograph.formulary.explanations import STATEMENTS
from mesograph.formulary.knowledge import as_thing
from mesograph.formulary.surveys import Surveys
from mesograph.formulary.tonicities import Tonicities
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS, TEACHING_KINDS, Thing
from mesograph.naming import closest

if TYPE_CHECKING:
    import networkx
    import owlready2
    import pyoxigraph
    import rdflib

    from mesograph.model.trials import Trials

__all__ = ["KINDS", "STATEMENTS", "Formulary", "load"]

KINDS = {
    "concerns": ("Concern",),
    "jurisdictions": ("Jurisdiction",),
    "complications": ("Complication",),
    "depths": ("DepthClass",),
    "items": ("FoundingItem",),
    "lots": ("Lot",),
    "materials": ("Material",),
    "measures": ("Measure", "PrescriberMeasure"),
    "medicines": ("Medicine",),
    "misconceptions": ("Misconception",),
    "preparations": PREPARATION_KINDS,
    "processes": ("Process",),
    "regions": ("Region",),
    "requirements": ("Requirement",),
    "routes": ("Route",),
    "rules": ("Rule",),
    "searches": ("LiteratureSearchRecord",),
    "sources": ("Source",),
    "states": ("State",),
    "structures": ("AnatomicalStructure",),
    "substances": SUBSTANCE_KINDS,
    "teaching": TEACHING_KINDS,
    "techniques": ("Technique",),
    "traits": ("Trait", "ReactiveTrait"),
}


class Found(NamedTuple):
    """What a search has found, and how: by ``exact``, ``partial`` or only ``fuzzy`` likeness."""

    match: str
    things: tuple[Thing, ...]


def load(
    user_files: Iterable[str | Path] = (),
    *,
    shelf: tuple[Path, bytes] | None = None,
    as_of: str | None = None,
) -> Formulary:
    """Read the shipped knowledge, and user Turtle files beside it.

    With a ``shelf`` (a Turtle file with its content) nothing else is drawn than what stands on it
    and has not expired by ``as_of``, an ISO day, today if not given. Raises UnreadableFile,
    BrokenTurtle, ForbiddenStatement or BrokenKnowledge.

    >>> load().resolve("vitamin C", "substance").label
    'ascorbic acid'
    """
    return Formulary(tuple(Path(each) for each in user_files), shelf=shelf, as_of=as_of)


class Formulary(Surveys, Tonicities):
    """Everything that is known, and the questions that can be put to it."""

    def things(self, kind: str) -> tuple[Thing, ...]:
        """List all things of a kind (plural, such as ``concerns``) in the order of their labels."""
        if kind not in KINDS:
            raise UnknownName(kind, "kind", closest(kind, KINDS))
        if kind == "rules":
            return tuple(map(as_thing, self.rules))
        found = [each for each in self.compendium.things.values() if each.kind in KINDS[kind]]
        return tuple(sorted(found, key=lambda each: (each.label.casefold(), each.id)))

    def search(self, text: str) -> Found:
        """Find everything by name: what is just so called, else what holds all words, else near."""
        kinds = tuple(each for kinds in KINDS.values() for each in kinds)
        names = self.compendium.names
        how, ids = names.found(text, kinds)
        things = [self.compendium.things[each] for each in ids]
        if how != "fuzzy":
            exact = names.exactly(text, kinds)
            things.sort(key=lambda each: (each.id not in exact, each.kind, each.label.casefold()))
        return Found(how, tuple(things))

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

    def graph(self) -> rdflib.Dataset:
        """Give everything as an rdflib Dataset: named graphs as in ``query``, joined by default."""
        from mesograph.exchange.rdf import dataset

        return dataset(self._store)

    def ontology(self) -> owlready2.World:
        """Give ontology and data as an owlready2 World, ready for a reasoner.

        Individuals that a functional property names differ from each other, which OWL does not take
        for granted.
        """
        from mesograph.validation.owl import world

        return world(self.statements)

    def predictions(self) -> Trials:
        """Hold what is predicted against every documented claim of a laboratory."""
        from mesograph.formulation.trials import try_all

        return try_all(self.compendium)

    def network(self) -> networkx.MultiDiGraph[str]:
        """Give agents, processes and concerns as a networkx graph with signed, cited edges."""
        from mesograph.explanation.paths import network

        return network(self.compendium)
