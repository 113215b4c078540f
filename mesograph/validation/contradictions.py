"""Contradictions that can be told in words.

An individual is of two classes that exclude each other, or has two values where there is one.
HermiT has the last word on consistency, but it only says that there is none; this says where.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from mesograph.model.flaws import Severity
from mesograph.reasoning.axioms import FIRST, REST
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Value
from mesograph.validation.hits import Hit
from mesograph.vocabulary import INDIVIDUAL, OWL, TYPE, curie

ALL_DISJOINT, MEMBERS = OWL + "AllDisjointClasses", OWL + "members"
DISJOINT_WITH, FUNCTIONAL = OWL + "disjointWith", OWL + "FunctionalProperty"


def contradictions(facts: Iterable[Fact]) -> Iterator[Hit]:
    """Give every individual that contradicts itself, in all that is said and follows."""
    known = set(facts)
    said: dict[str, dict[str, set[str | Value]]] = {}
    for subject, predicate, object_ in known:
        said.setdefault(str(subject), {}).setdefault(str(predicate), set()).add(object_)
    disjoint = _disjoint(said)
    functional = [
        iri for iri, found in said.items() if FUNCTIONAL in found.get(TYPE, ()) and "_:" not in iri
    ]
    for subject in sorted(said):
        if not subject.startswith(INDIVIDUAL):
            continue
        kinds = sorted(str(each) for each in said[subject].get(TYPE, ()))
        for one, other in combinations(kinds, 2):
            if frozenset((one, other)) in disjoint:
                yield Hit(
                    check="disjoint-classes",
                    severity=Severity.ERROR,
                    subject=subject,
                    predicate=TYPE,
                    message=f"is a {curie(one)} and a {curie(other)}, which exclude each other",
                    mend="see what is said of it: a property may make it the one or the other",
                )
        for predicate in functional:
            values = said[subject].get(predicate, set())
            if len(values) > 1:
                shown = " and ".join(sorted(_shown(each) for each in values))
                yield Hit(
                    check="two-values",
                    severity=Severity.ERROR,
                    subject=subject,
                    predicate=predicate,
                    message=f"has {shown} for {curie(predicate)}, which has one value",
                    mend="keep one of them",
                )


def _disjoint(said: dict[str, dict[str, set[str | Value]]]) -> set[frozenset[str]]:
    found = {
        frozenset((iri, str(other)))
        for iri, each in said.items()
        for other in each.get(DISJOINT_WITH, ())
    }
    for each in said.values():
        if ALL_DISJOINT in each.get(TYPE, ()):
            (head,) = each[MEMBERS]
            members = list(_listed(said, str(head)))
            found |= {frozenset(pair) for pair in combinations(members, 2)}
    return found


def _listed(said: dict[str, dict[str, set[str | Value]]], head: str) -> Iterator[str]:
    while FIRST in said.get(head, {}):
        yield str(next(iter(said[head][FIRST])))
        head = str(next(iter(said[head][REST])))


def _shown(value: str | Value) -> str:
    return repr(value.text) if isinstance(value, Value) else curie(value)
