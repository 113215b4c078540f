"""From files to what the other floors work with: statements, compendium, rules and facts."""

from collections.abc import Iterable
from pathlib import Path

from mesograph.catalogue import compile_knowledge
from mesograph.errors import BrokenKnowledge, BrokenRule
from mesograph.knowledge.files import digest, read_bytes, rule_files, shipped_files
from mesograph.knowledge.lines import line_map
from mesograph.knowledge.parse import statements_of, user_statements
from mesograph.knowledge.statements import Statement
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation
from mesograph.model.rules import Feature, PairRule, RuleText
from mesograph.model.things import Versions
from mesograph.reasoning.axioms import rules_of_axioms
from mesograph.reasoning.closing import close
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.pairwise import FEATURES, PAIRWISE, is_pairwise
from mesograph.reasoning.rules import Comparison, Rule, Term, Variable, read_rule
from mesograph.snapshot.compiled import Compiled
from mesograph.snapshot.key import UserFiles
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY, TYPE, is_elsewhere, meso


def compile_everything(
    user_files: UserFiles = (), *, code: str, root: Path | None = None
) -> Compiled:
    """Read, check and close everything that is known.

    With a ``root`` it is what lies in the folders ``ontology`` and ``data`` there. Raises
    BrokenTurtle, ForbiddenStatement, BrokenKnowledge or BrokenRule.
    """
    statements, rules = read_statements(user_files, root), read_rules(root)
    versions = versions_of(user_files, code=code, root=root)
    try:
        return compiled(statements, rules, versions)
    except BrokenKnowledge as error:
        error.line = line_of(error, user_files, root)
        raise


def compiled(
    statements: tuple[Statement, ...], rules: tuple[Rule, ...], versions: Versions
) -> Compiled:
    """Check and close what was read; raises BrokenKnowledge or BrokenRule."""
    compendium = compile_compendium(statements, rules, versions)
    facts = list(facts_of(statements))
    axioms = rules_of_axioms(facts, lambda iri: compendium.label(iri.removeprefix(ONTOLOGY)))
    unary = (*(each for each in rules if not is_pairwise(each)), *axioms)
    return Compiled(
        compendium=compendium,
        statements=statements,
        rules=rules,
        unary_rules=unary,
        inferences=close(facts, unary),
    )


def read_statements(user_files: UserFiles = (), root: Path | None = None) -> tuple[Statement, ...]:
    """Read every statement of the shipped knowledge and of user files.

    Raises BrokenTurtle or ForbiddenStatement.
    """
    found = [each for path in shipped_files(root) for each in statements_of(path, read_bytes(path))]
    shipped = frozenset(each.subject for each in found if not is_elsewhere(each.subject))
    for path, content in user_files:
        found += user_statements(path, content, shipped)
    return tuple(found)


def line_of(
    error: BrokenKnowledge, user_files: UserFiles = (), root: Path | None = None
) -> int | None:
    """Find the line of a file on which what is broken stands."""
    shipped = ((path, read_bytes(path)) for path in shipped_files(root))
    for path, content in (*user_files, *shipped):
        if error.file in (str(path), path.name):
            found = line_map(content).line(error.iri, error.predicate)
            if found:
                return found
    return None


def versions_of(user_files: UserFiles = (), *, code: str, root: Path | None = None) -> Versions:
    """Give what an answer rests on: the code, and short hashes of ontology, data and rules."""
    shipped = shipped_files(root)
    ontology = [path for path in shipped if path.parent.name == "ontology"]
    data = [read_bytes(path) for path in shipped if path not in ontology]
    return Versions(
        code=code,
        ontology=digest(read_bytes(path) for path in ontology),
        data=digest([*data, *(content for _, content in user_files)]),
        rules=digest(read_bytes(path) for path in rule_files(root)),
    )


def compile_compendium(
    statements: Iterable[Statement], rules: Iterable[Rule], versions: Versions
) -> Compendium:
    """Build the compendium with the versions of what it was built from."""
    rules = list(rules)
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


def read_rules(root: Path | None = None) -> tuple[Rule, ...]:
    """Read every rule file, in the order of their names; raises BrokenRule."""
    return tuple(
        read_rule(path.stem, read_bytes(path).decode("utf-8")) for path in rule_files(root)
    )


def rule_text(rule: Rule) -> RuleText:
    """Give the words of a rule, with the places where it was read."""
    return RuleText(
        name=rule.name,
        title=rule.title,
        sentence=rule.sentence,
        how=rule.how,
        open_question=rule.open_question,
        reckoned_by=rule.reckoned_by,
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
