"""Break every rule in every small way and show that some test notices.

A mutant leaves out a premise, a comparison or an absence, flips a comparison, or swaps the ends of
the conclusion. The tests on fixtures are run on each; one that passes them all has survived.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from mesograph.errors import BrokenRule
from mesograph.reasoning.axioms import as_query
from mesograph.reasoning.rules import Pattern, Rule, refuse_unsafe
from tests.reasoning import test_fixtures

FLIPPED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
TESTS = (
    test_fixtures.test_it_fires_and_concludes_just_this,
    test_fixtures.test_it_needs_every_premise,
    test_fixtures.test_it_does_not_fire_on_what_just_misses_it,
    test_fixtures.test_what_must_be_absent_must_be_there_whole_to_hinder,
)


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Give every mutant of a rule with the way in which it was broken."""
    for at in range(len(rule.body)):
        yield "premise left out", replace(rule, body=rule.body[:at] + rule.body[at + 1 :])
    for at, comparison in enumerate(rule.comparisons):
        others = rule.comparisons[:at] + rule.comparisons[at + 1 :]
        yield "comparison left out", replace(rule, comparisons=others)
        flipped = replace(comparison, sign=FLIPPED[comparison.sign])
        yield "comparison flipped", replace(rule, comparisons=(*others, flipped))
    for at, group in enumerate(rule.absent):
        others_absent = rule.absent[:at] + rule.absent[at + 1 :]
        yield "absence left out", replace(rule, absent=others_absent)
        for number in range(len(group)):
            less = group[:number] + group[number + 1 :]
            if less:
                yield "absence widened", replace(rule, absent=(*others_absent, less))
    subject, predicate, object_ = rule.head
    if not _is_two_sided(rule):
        yield "conclusion swapped", replace(rule, head=(object_, predicate, subject))


def _is_two_sided(rule: Rule) -> bool:
    """Tell whether a rule says the same with its two ends exchanged: swapping breaks nothing."""
    one, _, other = rule.head

    def exchanged(pattern: Pattern) -> Pattern:
        first, predicate, second = ({one: other, other: one}.get(each, each) for each in pattern)
        return first, predicate, second

    return {exchanged(each) for each in rule.body} == set(rule.body)


def is_noticed(name: str, mutant: Rule) -> bool:
    """Tell whether a mutant is refused as a rule, or fails a test."""
    try:
        refuse_unsafe(mutant)
    except BrokenRule:
        return True
    rule, query = test_fixtures.RULES[name], test_fixtures.QUERIES[name]
    test_fixtures.RULES[name], test_fixtures.QUERIES[name] = mutant, as_query(mutant)
    try:
        for test in TESTS:
            if test is TESTS[-1] and name not in test_fixtures.ABSENT:
                continue
            test(name)
    except (AssertionError, KeyError, SyntaxError):
        return True
    finally:
        test_fixtures.RULES[name], test_fixtures.QUERIES[name] = rule, query
    return False


def main() -> int:
    """Print how many mutants were noticed; 1 if any survived."""
    made: Counter[str] = Counter()
    survivors = []
    for name, rule in sorted(test_fixtures.RULES.items()):
        for way, mutant in mutants(rule):
            made[way] += 1
            if not is_noticed(name, mutant):
                survivors.append(f"{name}: {way}: {as_query(mutant)}")
    for way, count in sorted(made.items()):
        print(f"{way:<22}{count:>5}")
    total = sum(made.values())
    share = 100 * (total - len(survivors)) / total
    print(f"{total - len(survivors)} of {total} mutants noticed ({share:.1f} %)")
    print("\n".join(survivors))
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
