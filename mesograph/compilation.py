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
from mesograph.model.rules import Feature, PairRule, RuleText
from mesograph.model.things import Versions
from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Comparison, Rule, Term, Value, Variable, read_rule
from mesograph.verdicts import Aspect
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, TYPE, meso

FEATURES = {meso(verb): verb for verb in ("carries", "raises", "lowers")}
PAIRWISE = {
    meso("predictedPhysicallyIncompatibleWith"): Aspect.PHYSICAL,
    meso("predictedChemicallyIncompatibleWith"): Aspect.CHEMICAL,
    meso("predictedTherapeuticallyIncompatibleWith"): Aspect.THERAPEUTIC,
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
    said = list(statements)
    processes = sorted(
        {
            each.subject.removeprefix(INDIVIDUAL)
            for each in said
            if each.predicate == TYPE and each.object == meso("Process")
        }
    )
    pairs = [
        pair
        for each in rules
        if is_pairwise(each)
        for pair in pair_rules(each, texts[each.name], processes)
    ]
    return compile_knowledge(said, versions, tuple(texts.values()), pairs)


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


def pair_rules(rule: Rule, text: RuleText, processes: Iterable[str]) -> list[PairRule]:
    """Read a rule on two parts: one thing is so of each, and they are not the same.

    A process that both have in common stands for every process there is. Raises BrokenRule where
    the rule says anything else.
    """
    one, _, other = rule.head
    asked: dict[Term, tuple[str, Term]] = {}
    for subject, predicate, value in rule.body:
        if predicate not in FEATURES or subject in asked:
            raise BrokenRule(
                rule.name, 1, "it asks one thing of each of two parts, such as carries"
            )
        asked[subject] = (FEATURES[str(predicate)], value)
    apart = Comparison(one, "!=", other)
    if set(asked) != {one, other} or rule.comparisons != (apart,) or rule.absent:
        raise BrokenRule(rule.name, 1, "it asks two parts that differ one thing each, no more")
    (first, value), (second, same) = asked[one], asked[other]
    if isinstance(value, Variable):
        if value != same:
            raise BrokenRule(rule.name, 1, "what it leaves open is not the same of both parts")
        pairs = [(each, each) for each in processes]
    else:
        pairs = [(_local(rule, value), _local(rule, same))]
    return [
        PairRule(
            text=text,
            one=Feature(first, here),
            other=Feature(second, there),
            aspect=PAIRWISE[rule.makes[0]],
        )
        for here, there in pairs
    ]


def _local(rule: Rule, term: Term) -> str:
    if not isinstance(term, str):
        raise BrokenRule(rule.name, 1, "what it asks of a part is not a term of the ontology")
    return term.removeprefix(ONTOLOGY)


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
