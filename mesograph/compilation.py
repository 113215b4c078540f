"""From files to what the other floors work with: statements, compendium, rules and facts."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from mesograph.catalogue import compile_knowledge
from mesograph.errors import BrokenRule
from mesograph.knowledge.parse import (
    Literal,
    Statement,
    digest,
    read_bytes,
    rule_files,
    shipped_files,
    statements_of,
    user_statements,
)
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation
from mesograph.model.rules import PairRule, RuleText
from mesograph.model.things import Versions
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Comparison, Rule, Term, Value, read_rule
from mesograph.verdicts import Aspect
from mesograph.vocabulary import ONTOLOGY, meso

CARRIES = meso("carries")
PAIRWISE = {
    meso("predictedPhysicallyIncompatibleWith"): Aspect.PHYSICAL,
    meso("predictedChemicallyIncompatibleWith"): Aspect.CHEMICAL,
}
"""What pair rules conclude, and of which side of compatibility it speaks."""

UserFiles = tuple[tuple[Path, bytes], ...]
"""User files with what was read of them, once."""


def read_user_files(paths: Iterable[Path]) -> UserFiles:
    """Read user files whole, each once; raises UnreadableFile."""
    return tuple((path, read_bytes(path)) for path in dict.fromkeys(paths))


def read_statements(user_files: UserFiles = ()) -> tuple[Statement, ...]:
    """Read every statement of the shipped knowledge and of user files.

    Raises BrokenTurtle or ForbiddenStatement.
    """
    found = [each for path in shipped_files() for each in statements_of(path, read_bytes(path))]
    shipped = frozenset(each.subject for each in found)
    for path, content in user_files:
        found += user_statements(path, content, shipped)
    return tuple(found)


def compile_compendium(
    statements: Iterable[Statement], user_files: UserFiles, *, code: str
) -> Compendium:
    """Build the compendium with the versions of what it was built from and by which code."""
    shipped = shipped_files()
    ontology = [path for path in shipped if path.parent.name == "ontology"]
    data = [read_bytes(path) for path in shipped if path not in ontology]
    versions = Versions(
        code=code,
        ontology=digest(read_bytes(path) for path in ontology),
        data=digest([*data, *(content for _, content in user_files)]),
        rules=digest(read_bytes(path) for path in rule_files()),
    )
    rules = read_rules()
    texts = {each.name: rule_text(each) for each in rules}
    pairs = [pair_rule(each, texts[each.name]) for each in rules if is_pairwise(each)]
    return compile_knowledge(statements, versions, tuple(texts.values()), pairs)


def read_rules() -> tuple[Rule, ...]:
    """Read every rule file, in the order of their names; raises BrokenRule."""
    return tuple(read_rule(path.stem, read_bytes(path).decode("utf-8")) for path in rule_files())


def is_pairwise(rule: Rule) -> bool:
    """Tell whether a rule speaks of two parts of a mixture: it is never run over all pairs."""
    return rule.makes[0] in PAIRWISE


def rule_text(rule: Rule) -> RuleText:
    """Give the words of a rule, with the places where it was read."""
    return RuleText(
        name=rule.name,
        title=rule.title,
        sentence=rule.sentence,
        how=rule.how,
        open_question=rule.open_question,
        citations=tuple(
            Citation(source=source, locator=locator) for source, locator in rule.sources
        ),
        translations=dict(rule.translations),
    )


def pair_rule(rule: Rule, text: RuleText) -> PairRule:
    """Read a rule on two parts: each carries one trait, and they are not the same.

    Raises BrokenRule where it says anything else.
    """
    one, _, other = rule.head
    carried: dict[Term, str] = {}
    for subject, predicate, trait in rule.body:
        if predicate != CARRIES or not isinstance(trait, str) or subject in carried:
            raise BrokenRule(rule.name, 1, "of each of two parts it asks one meso:carries")
        carried[subject] = trait.removeprefix(ONTOLOGY)
    apart = Comparison(one, "!=", other)
    if set(carried) != {one, other} or rule.comparisons != (apart,) or rule.absent:
        raise BrokenRule(rule.name, 1, "it asks two parts that differ what each carries, no more")
    return PairRule(
        text=text, one=carried[one], other=carried[other], aspect=PAIRWISE[rule.makes[0]]
    )


def facts_of(statements: Iterable[Statement]) -> Iterator[Fact]:
    """Give statements as the facts that rules reason over."""
    for each in statements:
        object_ = each.object
        yield (
            each.subject,
            each.predicate,
            Value(object_.text, object_.datatype, object_.language or "")
            if isinstance(object_, Literal)
            else object_,
        )
