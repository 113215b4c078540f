"""The ontology under HermiT: consistent, of one mind with our rules, and no axiom without force."""

import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import jpype
import pytest

from mesograph.compilation import read_rules
from mesograph.knowledge.files import bundled, read_bytes
from mesograph.knowledge.parse import statements_of
from mesograph.knowledge.statements import Statement
from mesograph.reasoning.axioms import rules_of_axioms
from mesograph.reasoning.closing import close
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.validation.owl import as_n_triples
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, TYPE, meso
from tests.house.hermit import Hermit

VIOLATIONS = sorted((Path(__file__).parent / "violations").glob("*.ttl"))
KINDS = {
    "DisjointClasses": "disjoint-classes",
    "SubClassOf": "subclass",
    "ObjectPropertyDomain": "object-domain",
    "ObjectPropertyRange": "object-range",
    "FunctionalObjectProperty": "functional-object",
    "FunctionalDataProperty": "functional-data",
    "DataPropertyDomain": "data-domain",
    "DataPropertyRange": "data-range",
    "SubObjectPropertyOf": "subproperty",
    "SubPropertyChainOf": "property-chain",
    "InverseObjectProperties": "inverse",
    "SymmetricObjectProperty": "symmetric",
    "DifferentIndividuals": "different-individuals",
}


def of_folder():
    return [
        statement
        for path in sorted(bundled("ontology").glob("*.ttl"))
        for statement in statements_of(path, read_bytes(path))
    ]


def written(statements, more=""):
    return "".join(as_n_triples(statements)) + more


@pytest.fixture(scope="module")
def terms():
    """Give the ontology alone: classes, properties and the individuals it names."""
    return Hermit(written(of_folder()))


@pytest.fixture(scope="module")
def everything(formulary):
    """Give ontology, data, and what the rules of files infer, for the axioms to work on."""
    rules = [each for each in read_rules() if not is_pairwise(each)]
    inferred = close(facts_of(formulary.statements), [*rules, *axioms_of(formulary)])
    named = {each.name for each in rules}
    more = [
        Statement(subject, predicate, object_, "inferred")
        for name, facts in inferred.items()
        if name in named
        for subject, predicate, object_ in facts
        if isinstance(object_, str)
    ]
    return Hermit(written([*formulary.statements, *more]))


def axioms_of(formulary):
    return rules_of_axioms(facts_of(formulary.statements))


@pytest.fixture(scope="module")
def reasoner(everything):
    return everything.reasoner()


def test_everything_shipped_is_consistent_and_every_class_can_have_members(reasoner):
    assert reasoner.isConsistent()
    unsatisfiable = {str(each) for each in reasoner.getUnsatisfiableClasses().getEntities()}
    assert unsatisfiable == {"owl:Nothing"}


def known_types(formulary):
    known = set(facts_of(formulary.statements))
    known |= {fact for facts in formulary.inferences.values() for fact in facts}
    return known


def test_hermit_infers_no_type_that_we_do_not(formulary, everything, reasoner):
    known = known_types(formulary)
    missing = []
    looked_at = 0
    for each in everything.ontology.getIndividualsInSignature():
        iri = str(each.getIRI().toString())
        for kind in reasoner.getTypes(each, False).getFlattened():
            name = str(kind.getIRI().toString())
            looked_at += 1
            if name.startswith(ONTOLOGY) and (iri, TYPE, name) not in known:
                missing.append((iri, name))
    assert looked_at > 2000
    assert missing == []


def test_hermit_infers_no_relation_that_we_do_not(formulary, everything, reasoner):
    known = known_types(formulary)
    missing = []
    looked_at = 0
    for each in everything.ontology.getObjectPropertiesInSignature():
        name = str(each.getIRI().toString())
        found = reasoner.getObjectPropertyInstances(each)
        for subject in found.keySet():
            for object_ in found.get(subject):
                fact = (str(subject.getIRI().toString()), name, str(object_.getIRI().toString()))
                looked_at += 1
                if fact not in known:
                    missing.append(fact)
    assert looked_at > 3000
    assert missing == []


ENTAILED = [
    ("procaine-hydrochloride", TYPE, meso("Substance")),
    ("trait-sodium-bicarbonate-alkaline", TYPE, meso("Claim")),
    ("fine-wrinkles", TYPE, meso("Concern")),
    ("ascorbic-acid", meso("actsOn"), INDIVIDUAL + "melanogenesis"),
    ("ascorbic-acid", meso("bearsOn"), INDIVIDUAL + "melasma"),
    ("melanogenesis", meso("isImbalancedIn"), INDIVIDUAL + "melasma"),
]
NOT_ENTAILED = [
    ("procaine", TYPE, meso("Salt")),
    ("procaine-hydrochloride", TYPE, meso("Moiety")),
    ("melasma", TYPE, meso("ForbiddingConcern")),
    ("retinol", meso("bearsOn"), INDIVIDUAL + "melasma"),
    ("mannitol", meso("actsOn"), INDIVIDUAL + "melanogenesis"),
    ("procaine-hydrochloride", meso("trait"), meso("alkaline")),
]


@pytest.mark.parametrize(
    ("subject", "predicate", "object_", "expected"),
    [*((*each, True) for each in ENTAILED), *((*each, False) for each in NOT_ENTAILED)],
)
def test_what_follows_and_what_does_not(
    formulary, everything, reasoner, subject, predicate, object_, expected
):
    one = everything.individual(INDIVIDUAL + subject)
    if predicate == TYPE:
        axiom = everything.factory.getOWLClassAssertionAxiom(everything.cls(object_), one)
    else:
        axiom = everything.factory.getOWLObjectPropertyAssertionAxiom(
            everything.object_property(predicate), one, everything.individual(object_)
        )
    assert bool(reasoner.isEntailed(axiom)) is expected
    ours = (INDIVIDUAL + subject, predicate, object_) in known_types(formulary)
    assert ours is expected


@pytest.mark.parametrize("path", VIOLATIONS, ids=lambda path: path.stem)
def test_a_file_that_breaks_an_axiom_is_inconsistent(path):
    assert path.read_text("utf-8").startswith("# MISTAKE: ")
    statements = statements_of(path, read_bytes(path))
    together = [*of_folder(), *statements]
    assert not Hermit("".join(as_n_triples(together))).is_consistent()


def test_every_kind_of_axiom_has_a_file_that_breaks_it(terms):
    kinds = Counter(
        re.sub(r"\W", "", str(each.getAxiomType().getName()))
        for each in terms.ontology.getLogicalAxioms()
    )
    told = {"ClassAssertion", "ObjectPropertyAssertion", "DataPropertyAssertion"}
    assert set(kinds) - told == set(KINDS)
    assert {path.stem for path in VIOLATIONS} == set(KINDS.values())


def negations(hermit):
    """Give for every axiom sets of axioms that say the contrary, one for each way to break it."""
    make, ontology = hermit.factory, hermit.ontology
    a, b, c = (hermit.individual(f"{INDIVIDUAL}somebody-{each}") for each in "abc")
    literal = make.getOWLLiteral

    def of(kind, one):
        return make.getOWLClassAssertionAxiom(kind, one)

    def no(kind, one):
        return of(make.getOWLObjectComplementOf(kind), one)

    def has(property_, one, other):
        return make.getOWLObjectPropertyAssertionAxiom(property_, one, other)

    def has_not(property_, one, other):
        return make.getOWLNegativeObjectPropertyAssertionAxiom(property_, one, other)

    def data(property_, one, value):
        return make.getOWLDataPropertyAssertionAxiom(property_, one, value)

    for axiom in ontology.getLogicalAxioms():
        match str(axiom.getAxiomType().getName()):
            case "SubClassOf":
                yield axiom, [of(axiom.getSubClass(), a), no(axiom.getSuperClass(), a)]
            case "DisjointClasses":
                kinds = sorted(axiom.getClassExpressionsAsList(), key=str)
                for at, one in enumerate(kinds):
                    for other in kinds[at + 1 :]:
                        yield axiom, [of(one, a), of(other, a)]
            case "ObjectPropertyDomain" | "DataPropertyDomain" as kind:
                said = (
                    has(axiom.getProperty(), a, b)
                    if kind.startswith("Object")
                    else value_of(hermit, axiom.getProperty(), a)
                )
                yield axiom, [said, no(axiom.getDomain(), a)]
            case "ObjectPropertyRange":
                yield axiom, [has(axiom.getProperty(), a, b), no(axiom.getRange(), b)]
            case "DataPropertyRange":
                is_text = str(axiom.getRange()).endswith("string")
                wrong = literal(jpype.JInt(7)) if is_text else literal("no such value")
                yield axiom, [data(axiom.getProperty(), a, wrong)]
            case "FunctionalObjectProperty":
                one, other = has(axiom.getProperty(), a, b), has(axiom.getProperty(), a, c)
                yield axiom, [one, other, make.getOWLDifferentIndividualsAxiom(b, c)]
            case "FunctionalDataProperty":
                yield axiom, two_values(hermit, axiom.getProperty(), a)
            case "SubObjectPropertyOf":
                yield (
                    axiom,
                    [
                        has(axiom.getSubProperty(), a, b),
                        has_not(axiom.getSuperProperty(), a, b),
                    ],
                )
            case "SubPropertyChainOf":
                links = list(axiom.getPropertyChain())
                stops = [
                    hermit.individual(f"{INDIVIDUAL}stop-{at}") for at in range(len(links) + 1)
                ]
                said = [has(link, stops[at], stops[at + 1]) for at, link in enumerate(links)]
                yield axiom, [*said, has_not(axiom.getSuperProperty(), stops[0], stops[-1])]
            case "InverseObjectProperties":
                first, second = axiom.getFirstProperty(), axiom.getSecondProperty()
                yield axiom, [has(first, a, b), has_not(second, b, a)]
            case "SymmetricObjectProperty":
                yield axiom, [has(axiom.getProperty(), a, b), has_not(axiom.getProperty(), b, a)]
            case "DifferentIndividuals":
                names = sorted(axiom.getIndividualsAsList(), key=str)
                for one, other in pairwise(names):
                    yield axiom, [make.getOWLSameIndividualAxiom(one, other)]
            case "ClassAssertion":
                yield axiom, [no(axiom.getClassExpression(), axiom.getIndividual())]


def values(hermit, property_):
    """Give two values in the range of a data property."""
    make = hermit.factory
    ranges = [str(each) for each in property_.getRanges(hermit.ontology)]
    if any("decimal" in each for each in ranges):
        decimal = make.getOWLDatatype(hermit.iri("http://www.w3.org/2001/XMLSchema#decimal"))
        return make.getOWLLiteral("1.0", decimal), make.getOWLLiteral("2.0", decimal)
    if any("boolean" in each for each in ranges):
        return make.getOWLLiteral(jpype.JBoolean(True)), make.getOWLLiteral(jpype.JBoolean(False))
    if any("integer" in each or "Integer" in each for each in ranges):
        return make.getOWLLiteral(jpype.JInt(1)), make.getOWLLiteral(jpype.JInt(2))
    if any("anyURI" in each for each in ranges):
        kind = make.getOWLDatatype(hermit.iri("http://www.w3.org/2001/XMLSchema#anyURI"))
        return make.getOWLLiteral("http://a", kind), make.getOWLLiteral("http://b", kind)
    return make.getOWLLiteral("one"), make.getOWLLiteral("other")


def value_of(hermit, property_, one):
    return hermit.factory.getOWLDataPropertyAssertionAxiom(
        property_, one, values(hermit, property_)[0]
    )


def two_values(hermit, property_, one):
    return [
        hermit.factory.getOWLDataPropertyAssertionAxiom(property_, one, each)
        for each in values(hermit, property_)
    ]


def test_the_contrary_of_every_axiom_is_refused(terms):
    assert terms.is_consistent()
    accepted, asked = [], Counter()
    for axiom, contrary in negations(terms):
        asked[str(axiom.getAxiomType().getName())] += 1
        if terms.is_consistent(*contrary):
            accepted.append(str(axiom))
    assert set(asked) >= set(KINDS)
    assert sum(asked.values()) > 500
    assert accepted == []


def test_one_java_machine_serves_all():
    assert jpype.isJVMStarted()
