"""OWL axioms as rules: what the OWL 2 RL profile makes of classes, properties and chains.

Subclasses, equivalent classes, subproperties, inverse, symmetric and transitive properties,
domains, ranges and property chains each become one rule with a single conclusion, so that what the
ontology implies is derived and explained like everything else. Axioms that conclude nothing about
individuals (disjointness, functionality) are left to the consistency check.

W3C. OWL 2 Web Ontology Language Profiles, section 4.3, tables 5, 6 and 9.
"""

from collections.abc import Callable, Iterable, Iterator

from mesograph.reasoning.engine import Fact, Facts
from mesograph.reasoning.rules import Constant, Pattern, Rule, Term, Value, Variable
from mesograph.vocabulary import ONTOLOGY, OWL, RDF, RDFS, TYPE

SUBCLASS, SUBPROPERTY = RDFS + "subClassOf", RDFS + "subPropertyOf"
DOMAIN, RANGE = RDFS + "domain", RDFS + "range"
EQUIVALENT, INVERSE, CHAIN = OWL + "equivalentClass", OWL + "inverseOf", OWL + "propertyChainAxiom"
OBJECT, DATATYPE = OWL + "ObjectProperty", OWL + "DatatypeProperty"
SYMMETRIC, TRANSITIVE = OWL + "SymmetricProperty", OWL + "TransitiveProperty"
FIRST, REST = RDF + "first", RDF + "rest"

X, Y, Z = Variable("x"), Variable("y"), Variable("z")


def rules_of_axioms(
    statements: Iterable[Fact], label: Callable[[str], str] = lambda iri: local(iri)
) -> tuple[Rule, ...]:
    r"""Read every axiom on named classes and properties as a rule, in the order of their names.

    >>> found = rules_of_axioms([("x:Salt", SUBCLASS, "x:Substance")])
    >>> found[0].name, found[0].title
    ('subclass-Salt-Substance', 'every Salt is a Substance')
    """
    facts = Facts(statements)
    found = [*_of_classes(facts, label), *_of_properties(facts, label), *_of_chains(facts, label)]
    return tuple(sorted(found, key=lambda each: each.name))


def local(iri: str) -> str:
    """Give the local name of an IRI."""
    return iri.removeprefix(ONTOLOGY).rpartition("/")[2].rpartition("#")[2].rpartition(":")[2]


def as_query(rule: Rule) -> str:
    """Write a rule as the SPARQL CONSTRUCT that any engine runs."""

    def term(each: Term) -> str:
        if isinstance(each, Variable):
            return f"?{each.name}"
        if isinstance(each, Value):
            tag = f"@{each.language}" if each.language else f"^^<{each.datatype}>"
            return f'"{each.text}"{tag}'
        return f"<{each}>"

    def patterns(group: Iterable[Pattern]) -> str:
        return " . ".join(" ".join(map(term, each)) for each in group)

    filters = "".join(
        f" FILTER ({term(each.left)} {each.sign} {term(each.right)})" for each in rule.comparisons
    ) + "".join(f" FILTER NOT EXISTS {{ {patterns(group)} }}" for group in rule.absent)
    return f"CONSTRUCT {{ {patterns([rule.head])} }} WHERE {{ {patterns(rule.body)}{filters} }}"


def _of_classes(facts: Facts, label: Callable[[str], str]) -> Iterator[Rule]:
    for narrow, broad in _named_pairs(facts, SUBCLASS):
        yield _subclass(narrow, broad, label)
    for one, other in _named_pairs(facts, EQUIVALENT):
        yield _subclass(one, other, label)
        yield _subclass(other, one, label)


def _subclass(narrow: str, broad: str, label: Callable[[str], str]) -> Rule:
    return _rule(
        f"subclass-{local(narrow)}-{local(broad)}",
        f"every {label(narrow)} is a {label(broad)}",
        f"{{x}} is a {label(narrow)}, and every {label(narrow)} is a {label(broad)}.",
        (X, TYPE, broad),
        (X, TYPE, narrow),
    )


def _of_properties(facts: Facts, label: Callable[[str], str]) -> Iterator[Rule]:
    for narrow, broad in _named_pairs(facts, SUBPROPERTY):
        if _is(facts, narrow, OBJECT) or _is(facts, narrow, DATATYPE):
            yield _rule(
                f"subproperty-{local(narrow)}-{local(broad)}",
                f"what {label(narrow)} says, {label(broad)} says",
                f"{{x}} {label(narrow)} {{y}}, of which {label(broad)} is the wider word.",
                (X, broad, Y),
                (X, narrow, Y),
            )
    for one, other in _named_pairs(facts, INVERSE):
        for forth, back in ((one, other), (other, one)):
            yield _rule(
                f"inverse-{local(forth)}-{local(back)}",
                f"{label(back)} is {label(forth)} the other way round",
                f"{{x}} {label(forth)} {{y}}, which is {label(back)} the other way round.",
                (Y, back, X),
                (X, forth, Y),
            )
    for each in _of_kind(facts, SYMMETRIC):
        yield _rule(
            f"symmetric-{local(each)}",
            f"{label(each)} holds both ways",
            f"{{x}} {label(each)} {{y}}, which holds both ways.",
            (Y, each, X),
            (X, each, Y),
        )
    for each in _of_kind(facts, TRANSITIVE):
        yield _rule(
            f"transitive-{local(each)}",
            f"{label(each)} goes through and through",
            f"{{x}} {label(each)} {{y}}, and that {{z}}.",
            (X, each, Z),
            (X, each, Y),
            (Y, each, Z),
        )
    for property_, wanted in _named_pairs(facts, DOMAIN):
        yield _rule(
            f"domain-of-{local(property_)}",
            f"what has {label(property_)} is a {label(wanted)}",
            f"{{x}} has {label(property_)}, which only a {label(wanted)} has.",
            (X, TYPE, wanted),
            (X, property_, Y),
        )
    for property_, wanted in _named_pairs(facts, RANGE):
        if _is(facts, property_, OBJECT):
            yield _rule(
                f"range-of-{local(property_)}",
                f"what is said with {label(property_)} is a {label(wanted)}",
                f"{{y}} is said with {label(property_)}, which only takes a {label(wanted)}.",
                (Y, TYPE, wanted),
                (X, property_, Y),
            )


def _of_chains(facts: Facts, label: Callable[[str], str]) -> Iterator[Rule]:
    for property_, head in _pairs(facts, CHAIN):
        links = list(_list(facts, head))
        stops = [X, *(Variable(f"via{at}") for at in range(1, len(links))), Y]
        body = [(stops[at], link, stops[at + 1]) for at, link in enumerate(links)]
        told = " and that ".join(label(link) for link in links)
        assert isinstance(property_, str)
        yield _rule(
            f"chain-{local(property_)}-{'-'.join(local(link) for link in links)}",
            f"{label(property_)} goes by way of {told}",
            f"{{x}} {label(property_)} {{y}} by way of {told}.",
            (X, property_, Y),
            *body,
        )


def _rule(name: str, title: str, sentence: str, head: Pattern, *body: Pattern) -> Rule:
    return Rule(
        name=name,
        title=title,
        sentence=sentence,
        how="so the ontology defines it.",
        head=head,
        body=body,
    )


def _list(facts: Facts, head: Constant) -> Iterator[str]:
    """Walk an RDF list of properties."""
    while head != RDF + "nil":
        for first in facts.matches((head, FIRST, X), {}):
            link = first["x"]
            assert isinstance(link, str)
            yield link
        head = next(iter(facts.matches((head, REST, X), {})))["x"]


def _pairs(facts: Facts, predicate: str) -> list[tuple[Constant, Constant]]:
    return sorted(
        ((each["x"], each["y"]) for each in facts.matches((X, predicate, Y), {})), key=str
    )


def _named_pairs(facts: Facts, predicate: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of a predicate in which both ends have a name and differ."""
    for one, other in _pairs(facts, predicate):
        if _is_named(one) and _is_named(other) and one != other:
            yield str(one), str(other)


def _is_named(constant: Constant) -> bool:
    return isinstance(constant, str) and not constant.startswith("_:")


def _of_kind(facts: Facts, kind: str) -> list[str]:
    found = [each["x"] for each in facts.matches((X, TYPE, kind), {})]
    return sorted(each for each in found if isinstance(each, str))


def _is(facts: Facts, subject: str, kind: str) -> bool:
    return (subject, TYPE, kind) in facts
