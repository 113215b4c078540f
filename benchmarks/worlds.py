"""Worlds of any size in the shape of the real knowledge: copies of what is said of each substance.

Everything that hangs on a substance – claims on it and its preparations, with their conditions and
figures – is copied as often as wanted. What copies have in common stays: processes, concerns,
jurisdictions, words. Claims of a copy then speak of other processes and traits, drawn as they
occur, so that copies differ.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from mesograph.compilation import read_rules, read_statements
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS
from mesograph.reasoning.axioms import rules_of_axioms
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.reasoning.rules import Rule, Value
from mesograph.vocabulary import INDIVIDUAL, TYPE, meso

SHARED = frozenset(
    meso(each)
    for each in (
        "Process",
        "Concern",
        "Jurisdiction",
        "Source",
        "Requirement",
        "State",
        "LiteratureSearchRecord",
        "LawClaim",
        "LimitClaim",
        "RequirementClaim",
        "PhysiologyClaim",
        "InfluenceClaim",
        "ComparatorClaim",
    )
)
SHUFFLED = frozenset(map(meso, ("onProcess", "ofTrait", "polarity", "action", "readAs")))


def shipped() -> list[Fact]:
    """Give what is asserted, as facts."""
    return list(facts_of(read_statements()))


def rules_over_everything(facts: Iterable[Fact], *, axioms_only: bool = False) -> list[Rule]:
    """Give the rules that are run over everything: of files, and of the axioms of OWL."""
    of_axioms = rules_of_axioms(facts, lambda iri: iri)
    if axioms_only:
        return list(of_axioms)
    return [*(each for each in read_rules() if not is_pairwise(each)), *of_axioms]


def world(size: int, seed: int = 0) -> Iterator[Fact]:
    """Make a world with that many substances; what no rule looks at is left out of the data.

    >>> len({s for s, p, o in world(100) if p == TYPE and o == meso("Substance")}) > 50
    True
    """
    facts = shipped()
    owners = _owners(facts)
    asked = _asked_by_rules(facts)
    chance = random.Random(seed)
    parts: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if str(fact[0]).startswith(INDIVIDUAL) and fact[1] not in asked:
            continue
        if fact[0] in owners:
            parts[owners[fact[0]]].append(fact)
        else:
            yield fact
    pools = {
        predicate: [fact[2] for each in parts.values() for fact in each if fact[1] == predicate]
        for predicate in SHUFFLED
    }
    substances = sorted(parts)
    copies = Counter[str]()
    for number in range(size):
        substance = substances[number % len(substances)]
        copies[substance] += 1
        for subject, predicate, object_ in parts[substance]:
            if copies[substance] > 1 and predicate in SHUFFLED:
                object_ = chance.choice(pools[predicate])
            yield (
                _copied(subject, owners, copies, substance, chance),
                predicate,
                _copied(object_, owners, copies, substance, chance),
            )


def _copied(
    term: object,
    owners: dict[str, str],
    copies: Counter[str],
    substance: str,
    chance: random.Random,
) -> object:
    """Name the copy of a term: of this substance the one being made, of others any there is."""
    owner = owners.get(term) if isinstance(term, str) else None
    if owner is None:
        return term
    last = copies[owner]
    number = last if owner == substance else chance.randint(1, max(last, 1))
    return f"{term}-copy-{number}" if number > 1 else term


def _owners(facts: list[Fact]) -> dict[str, str]:
    """Give for everything that hangs on a substance that substance."""
    types: dict[str, set[object]] = defaultdict(set)
    links: dict[str, list[str]] = defaultdict(list)
    for subject, predicate, object_ in facts:
        if predicate == TYPE:
            types[str(subject)].add(object_)
        elif isinstance(object_, str) and object_.startswith(INDIVIDUAL):
            links[str(subject)].append(object_)
    ours = [each for each in types if each.startswith(INDIVIDUAL) and not types[each] & SHARED]
    substances = {each for each in ours if types[each] & set(map(meso, SUBSTANCE_KINDS))}
    owners = {each: each for each in sorted(substances)}
    waiting = [each for each in ours if each not in owners]
    preparations = set(map(meso, PREPARATION_KINDS))
    waiting.sort(key=lambda each: not types[each] & preparations)
    # What is named by a thing that hangs on a substance hangs on it too: conditions, ingredients.
    growing = True
    while growing:
        growing = False
        for each in waiting:
            if each in owners:
                continue
            named = [owners[other] for other in links[each] if other in owners]
            if named:
                owners[each] = named[0]
                growing = True
    for each in list(owners):
        for other in links[each]:
            if other in types and not types[other] & SHARED:
                owners.setdefault(other, owners[each])
    return owners


def _asked_by_rules(facts: list[Fact]) -> frozenset[str]:
    """Name the predicates that any rule looks at."""
    rules = rules_over_everything(facts)
    patterns = [
        pattern
        for rule in rules
        for pattern in (*rule.body, *(each for group in rule.absent for each in group))
    ]
    return frozenset(str(pattern[1]) for pattern in patterns)


def as_ntriples(facts: Iterable[Fact]) -> Iterator[str]:
    """Write facts as lines of N-Triples."""
    for subject, predicate, object_ in facts:
        yield f"{_node(subject)} {_node(predicate)} {_node(object_)} .\n"


def _node(term: object) -> str:
    if not isinstance(term, Value):
        text = str(term)
        return text if text.startswith("_:") else f"<{text}>"
    escaped = term.text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if term.language:
        return f'"{escaped}"@{term.language}'
    return f'"{escaped}"^^<{term.datatype}>'
