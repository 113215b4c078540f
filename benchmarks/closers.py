"""Engines that close one file of facts under the same rules: ``python -m benchmarks.closers``.

Each runs in a process of its own and prints the seconds it took to read and to reason, how many
facts it inferred, and a sum over them that does not depend on their order.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

import pyoxigraph

from benchmarks.held import held
from benchmarks.worlds import rules_over_everything, shipped
from mesograph.knowledge.files import rule_files
from mesograph.reasoning.axioms import as_query
from mesograph.reasoning.engine import Fact, strata
from mesograph.reasoning.rules import Comparison, Pattern, Rule, Value, Variable, variables
from mesograph.vocabulary import TYPE

Triple = tuple[str, str, str]
Closed = tuple[float, float, float, Iterable[Triple]]
"""Seconds to read, seconds to reason, MB held at most, and what was inferred between IRIs."""

NTRIPLES = "ntriples"


def by_us(path: Path, *, axioms_only: bool) -> Closed:
    """Close with the engine of mesograph."""
    from mesograph.reasoning.closing import close

    start = time.perf_counter()
    facts = list(_read(path))
    rules = rules_over_everything(facts, axioms_only=axioms_only)
    read = time.perf_counter()
    found = close(facts, rules)
    done = time.perf_counter()
    return (
        read - start,
        done - read,
        held(),
        (_texts(fact) for each in found.values() for fact in each),
    )


def by_oxigraph(path: Path, *, axioms_only: bool) -> Closed:
    """Run every rule as a SPARQL query, again and again until nothing is new."""
    start = time.perf_counter()
    store = pyoxigraph.Store()
    store.bulk_load(path=str(path), format=pyoxigraph.RdfFormat.N_TRIPLES)
    rules = rules_over_everything(shipped(), axioms_only=axioms_only)
    texts = {each.stem: each.read_text("utf-8") for each in rule_files()}
    read = time.perf_counter()
    brought: dict[Triple, None] = {}
    for stratum in strata(rules):
        queries = [texts.get(each.name) or as_query(each) for each in stratum]
        growing = True
        while growing:
            new = [
                quad
                for text in queries
                for each in store.query(text)
                if isinstance(each.object, pyoxigraph.NamedNode)
                and (quad := pyoxigraph.Quad(*each)) not in store
            ]
            growing = bool(new)
            store.extend(new)
            for each in new:
                brought[each.subject.value, each.predicate.value, each.object.value] = None
    return read - start, time.perf_counter() - read, held(), brought


def by_nemo(path: Path, *, axioms_only: bool) -> Closed:
    """Write the rules as a program of Nemo, one relation for each predicate."""
    import nmo_python

    start = time.perf_counter()
    rules = rules_over_everything(shipped(), axioms_only=axioms_only)
    program = _Nemo(rules).program(path)
    ready = time.perf_counter()
    engine = nmo_python.NemoEngine(nmo_python.load_string(program.text))
    engine.reason()
    done = time.perf_counter()
    memory = held()
    asserted = {_texts(each) for each in _read(path)}
    found = (
        (row[0].strip("<>"), predicate, row[1].strip("<>"))
        for predicate, relation in program.relations.items()
        for row in engine.result(relation)
        if isinstance(row[1], str) and not row[0].startswith("_:")
    )
    return ready - start, done - ready, memory, (each for each in found if each not in asserted)


def by_owlrl(path: Path, *, axioms_only: bool) -> Closed:
    """Expand with owlrl; what it says beyond individuals of ours and our words is left out."""
    import owlrl
    import rdflib

    start = time.perf_counter()
    graph = rdflib.Graph()
    graph.parse(path, format="nt")
    read = time.perf_counter()
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    done = time.perf_counter()
    memory = held()
    asserted = {_texts(each) for each in _read(path)}
    ours = re.compile(r"https://w3id\.org/mesograph/(?:id/|ontology#)")
    heads = {
        rule.head[2] if rule.makes[0] == TYPE else rule.makes[0]
        for rule in rules_over_everything(shipped(), axioms_only=True)
    }
    found = (
        (str(subject), str(predicate), str(object_))
        for subject, predicate, object_ in graph
        if isinstance(subject, rdflib.URIRef)
        and isinstance(object_, rdflib.URIRef)
        and ours.match(subject)
        and (str(object_) if str(predicate) == TYPE else str(predicate)) in heads
    )
    return read - start, done - read, memory, (each for each in found if each not in asserted)


ENGINES: dict[str, Callable[..., Closed]] = {
    "mesograph": by_us,
    "nemo-python": by_nemo,
    "naive Oxigraph": by_oxigraph,
    "owlrl": by_owlrl,
}


class _Program:
    def __init__(self, text: str, relations: dict[str, str]) -> None:
        self.text, self.relations = text, relations


class _Nemo:
    """Writes rules as Datalog with stratified absence."""

    def __init__(self, rules: list[Rule]) -> None:
        self._rules = rules
        self._relations: dict[str, str] = {}
        self._lines: list[str] = []

    def program(self, path: Path) -> _Program:
        for rule in self._rules:
            body = [self._atom(each) for each in rule.body]
            body += [self._comparison(each) for each in rule.comparisons]
            given = frozenset().union(*map(variables, rule.body))
            for number, group in enumerate(rule.absent):
                shared = sorted(given & frozenset().union(*map(variables, group)))
                told = ", ".join(f"?{each}" for each in shared)
                name = f"absent_{re.sub('[^a-z]', '_', rule.name)}_{number}({told})"
                self._lines.append(f"{name} :- {', '.join(map(self._atom, group))} .")
                body.append(f"~{name}")
            self._lines.append(f"{self._atom(rule.head)} :- {', '.join(body)} .")
        imported = [f'@import t :- {NTRIPLES}{{resource="{path}"}} .']
        imported += [f"{name}(?s, ?o) :- t(?s, <{p}>, ?o) ." for p, name in self._relations.items()]
        made = {rule.makes[0] for rule in self._rules}
        relations = {p: name for p, name in self._relations.items() if p in made}
        return _Program("\n".join([*imported, *self._lines]), relations)

    def _atom(self, pattern: Pattern) -> str:
        subject, predicate, object_ = pattern
        name = self._relations.setdefault(str(predicate), f"p{len(self._relations)}")
        return f"{name}({_term(subject)}, {_term(object_)})"

    def _comparison(self, comparison: Comparison) -> str:
        return f"{_term(comparison.left)} {comparison.sign} {_term(comparison.right)}"


def _term(term: object) -> str:
    if isinstance(term, Variable):
        return f"?{term.name}"
    return f'"{term.text}"^^<{term.datatype}>' if isinstance(term, Value) else f"<{term}>"


def _read(path: Path) -> Iterator[Fact]:
    # The parser makes a new text for each mention of a term; one is enough.
    terms: dict[object, object] = {}
    for each in pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.N_TRIPLES):
        for node in each.triple:
            if node not in terms:
                terms[node] = _value(node) if isinstance(node, pyoxigraph.Literal) else _name(node)
        yield tuple(terms[node] for node in each.triple)


def _value(literal: pyoxigraph.Literal) -> Value:
    return Value(literal.value, literal.datatype.value, literal.language or "")


def _name(node: object) -> str:
    assert isinstance(node, pyoxigraph.NamedNode | pyoxigraph.BlankNode)
    return node.value if isinstance(node, pyoxigraph.NamedNode) else f"_:{node.value}"


def _texts(fact: Iterable[object]) -> Triple:
    subject, predicate, object_ = (
        each.text if isinstance(each, Value) else str(each) for each in fact
    )
    return subject, predicate, object_


def _sum(found: Iterable[Triple]) -> tuple[int, str]:
    count, total = 0, 0
    for each in found:
        count += 1
        total += int.from_bytes(blake2b("\n".join(each).encode(), digest_size=8).digest(), "big")
    return count, f"{total % 2**64:016x}"


def main() -> None:
    """Close the file with the engine, and print what it took."""
    engine, path, which = sys.argv[1:]
    read, reasoned, memory, found = ENGINES[engine](Path(path), axioms_only=which == "axioms")
    count, digest = _sum(found)
    told = {"read": read, "reason": reasoned, "memory_MB": memory}
    print(json.dumps({**told, "inferred": count, "digest": digest}))


if __name__ == "__main__":
    main()
