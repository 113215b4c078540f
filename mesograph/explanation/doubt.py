"""What falls, appears or stands when nothing a source says is believed."""

from collections.abc import Iterable, Mapping, Sequence

from mesograph.explanation.deriving import Deriver
from mesograph.formulation.affected import affected_pairs
from mesograph.formulation.case import open_case
from mesograph.formulation.mixing import Mixture
from mesograph.knowledge.statements import Statement
from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Doubted
from mesograph.model.things import Circumstances, Part
from mesograph.reasoning.derivations import derivations
from mesograph.reasoning.doubting import Change
from mesograph.reasoning.engine import Fact, Facts, conclusions
from mesograph.reasoning.rules import Rule
from mesograph.verdicts import word
from mesograph.vocabulary import INDIVIDUAL, SOURCE, TYPE, meso

BEARERS = frozenset({meso("Ingredient"), meso("Figure"), meso("Condition")})
"""What is stated by one source besides claims: what a product holds, and figures."""
TELLING = frozenset({meso("UnrefutedClaim"), meso("ForbiddingConcern")})


def said_by(statements: Sequence[Statement], source: str, claims: Iterable[str]) -> set[Statement]:
    """Give every statement that rests on a source: its claims, and nodes read in it alone."""
    bearing = {each.subject for each in statements if each.object in BEARERS}
    bearing |= {INDIVIDUAL + each for each in claims}
    gone = {
        each.subject
        for each in statements
        if each.predicate == SOURCE
        and each.object == INDIVIDUAL + source
        and each.subject in bearing
    }
    return {each for each in statements if each.subject in gone or each.object in gone}


def doubted(
    compendium: Compendium,
    doubtful: Compendium,
    source: str,
    change: Change,
    gone: Iterable[Fact],
    deriver: Deriver,
    rules: Sequence[Rule],
    known: Facts,
) -> Doubted:
    """Tell what changes without a source; ``doubtful`` is the compendium without it."""
    return Doubted(
        compendium=compendium,
        source=source,
        claims=tuple(
            each for each, claim in sorted(compendium.claims.items()) if claim.source == source
        ),
        rules=tuple(
            each.name
            for each in compendium.rules.values()
            if {place.source for place in each.citations} == {source}
        ),
        fallen=_by_rule(change.fallen, deriver, rules, known),
        appeared=_worded(change.appeared, deriver),
        standing=tuple(_standing(set(gone), change, deriver, rules, known)),
        verdicts=tuple(_verdicts(compendium, doubtful)),
    )


def _standing(
    gone: set[Fact], change: Change, deriver: Deriver, rules: Sequence[Rule], known: Facts
) -> list[str]:
    """Tell the conclusions that had a leg on the source and stand on another one."""
    lost = Facts({*gone, *change.fallen})
    return sorted(
        {
            deriver.sentence(fact)
            for rule in rules
            for fact in conclusions(rule, known, lost)
            if fact not in lost and is_telling(fact)
        }
    )


def _by_rule(
    facts: Iterable[Fact], deriver: Deriver, rules: Sequence[Rule], known: Facts
) -> Mapping[str, tuple[str, ...]]:
    """Tell what fell by the title of a rule that had brought it."""
    found: dict[str, set[str]] = {}
    for fact in filter(is_telling, facts):
        brought = derivations(fact, rules, known)
        title = brought[0].rule.title if brought else "stated"
        found.setdefault(title, set()).add(deriver.sentence(fact))
    return {title: tuple(sorted(found[title])) for title in sorted(found)}


def _worded(facts: Iterable[Fact], deriver: Deriver) -> Mapping[str, tuple[str, ...]]:
    told = sorted(deriver.sentence(fact) for fact in facts if is_telling(fact))
    return {"follows only now": tuple(told)} if told else {}


def is_telling(fact: Fact) -> bool:
    """Tell a conclusion that says something new from one that only names the class of a thing."""
    return fact[1] != TYPE or fact[2] in TELLING


def _verdicts(before: Compendium, after: Compendium) -> Iterable[tuple[str, str, str, str]]:
    """Compare the verdicts of the pairs on which they may differ, by labels."""
    asked = Circumstances()
    for ids in affected_pairs(before, after):
        was, now = (
            word(open_case(each, _pair(each, ids), asked).found) for each in (before, after)
        )
        if was != now:
            one, other = map(before.label, ids)
            yield one, other, was, now


def _pair(compendium: Compendium, ids: tuple[str, str]) -> Mixture:
    return tuple(Part(compendium.preparations[each]) for each in ids)
