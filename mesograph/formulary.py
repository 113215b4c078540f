"""The façade: one formulary with the verbs of the command line, for Python users and doors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mesograph import __version__
from mesograph.catalogue import compile_knowledge
from mesograph.errors import AmbiguousName, UndecidedPart, UnknownName, UnreadablePart
from mesograph.formulation.assessing import assess, deciding
from mesograph.formulation.case import open_case
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.proposing import propose as find_proposals
from mesograph.knowledge.parse import digest, read_bytes, shipped_files, statements_of
from mesograph.knowledge.parse import user_statements as read_user_file
from mesograph.model.answers import AnsweredPart, Asked, Assessed, Checked, Proposals
from mesograph.model.claims import RegulatoryClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Finding
from mesograph.model.things import (
    PREPARATION_KINDS,
    Circumstances,
    Ingredient,
    Part,
    Preparation,
    Thing,
    Versions,
)
from mesograph.naming import fold, refuse_deceptive
from mesograph.quantities import Strength, hull, read_strength, read_volume
from mesograph.verdicts import Policy

if TYPE_CHECKING:
    import pyoxigraph

SUBSTANCE_KINDS = ("Substance", "Moiety", "Salt")
KINDS = {
    "concerns": ("Concern",),
    "jurisdictions": ("Jurisdiction",),
    "preparations": PREPARATION_KINDS,
    "processes": ("Process",),
    "requirements": ("Requirement",),
    "routes": ("Route",),
    "searches": ("LiteratureSearchRecord",),
    "sources": ("Source",),
    "substances": SUBSTANCE_KINDS,
    "traits": ("Trait", "ReactiveTrait"),
}
MOST_ALTERNATIVES = 64
MOST_MG_PER_ML = Decimal(1000)

Value = TypeVar("Value")


def load(user_files: Iterable[str | Path] = ()) -> Formulary:
    """Read the shipped knowledge, and user Turtle files beside it.

    Raises UnreadableFile, BrokenTurtle, ForbiddenStatement or BrokenKnowledge.

    >>> load().resolve("vitamin C", "substance").label
    'ascorbic acid'
    """
    return Formulary(tuple(Path(each) for each in user_files))


class Formulary:
    """Everything that is known, and the questions that can be put to it."""

    def __init__(self, user_files: tuple[Path, ...] = ()) -> None:
        self._user_files = user_files

    @cached_property
    def compendium(self) -> Compendium:
        """Give the knowledge as things and claims, read at first use."""
        contents = {path: read_bytes(path) for path in shipped_files()}
        statements = [
            each for path, content in contents.items() for each in statements_of(path, content)
        ]
        shipped = frozenset(each.subject for each in statements)
        for path in self._user_files:
            statements += read_user_file(path, shipped)
        versions = Versions(
            code=__version__,
            ontology=digest(c for p, c in contents.items() if p.parent.name == "ontology"),
            data=digest(
                [
                    *(c for p, c in contents.items() if p.parent.name != "ontology"),
                    *(read_bytes(path) for path in self._user_files),
                ]
            ),
            rules="none",
        )
        return compile_knowledge(
            statements, versions, frozenset(str(path) for path in self._user_files)
        )

    def propose(
        self,
        concerns: Sequence[str],
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
        at_most: int = 3,
        keep: int = 3,
    ) -> Proposals:
        """Propose mixtures for one or more concerns, by name.

        Raises UnknownName, AmbiguousName or SuspiciousName.
        """
        asked = self._asked(policy, route, jurisdiction, concerns)
        return find_proposals(self.compendium, asked, at_most=at_most, keep=keep)

    def check(
        self,
        parts: Sequence[str],
        concerns: Sequence[str] = (),
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
    ) -> Checked:
        """Check a mixture of parts, each written like ``procaine hydrochloride 2% 1 mL``.

        Where several preparations fit a part the answer is given only if they agree; its numbers
        are then the hull of theirs. Raises UnreadablePart, UndecidedPart or the errors of names.
        """
        asked = self._asked(policy, route, jurisdiction, concerns)
        found = [self.part(each) for each in parts]
        fitting = [self._available(each, asked.circumstances.jurisdiction) for each in found]
        written = dict(zip((fold(each) for each in parts), fitting, strict=True))
        if len(written) < len(parts):
            raise UnreadablePart(parts[0], "the same part is given twice, add up its volumes")
        answers: list[tuple[Mixture, Assessed]] = []
        for chosen in product(*fitting):
            case = open_case(self.compendium, tuple(chosen), asked.circumstances, asked.concerns)
            answers.append((tuple(chosen), assess(case, policy)))
        assessed = _agreed(parts, fitting, answers)
        assessed = replace(
            assessed,
            parts=tuple(
                replace(
                    answered,
                    set_aside=tuple(
                        each.preparation.label for each in everything if each not in kept
                    ),
                )
                for answered, everything, kept in zip(assessed.parts, found, fitting, strict=True)
            ),
        )
        return Checked(
            asked=asked,
            compendium=self.compendium,
            assessed=assessed,
            deciding=deciding(assessed, policy),
        )

    def part(self, text: str) -> tuple[Part, ...]:
        """Read a part and give the preparations that fit it; none fitting gives an ad-hoc part."""
        called, name, strength, volume = _split(text)
        found = self._called(called)
        if not found:
            _refuse_unreadable(text, name, strength)
            found = self._made_of(name, strength)
        if not found:
            found = (self._ad_hoc(name, strength),)
        if len(found) > MOST_ALTERNATIVES:
            raise UnreadablePart(text, f"{len(found)} preparations fit it, name one of them")
        return tuple(Part(each, volume) for each in found)

    def _available(self, found: tuple[Part, ...], jurisdiction: str) -> tuple[Part, ...]:
        """Keep the preparations with a known status in a jurisdiction, or all if none has one."""
        counted = self.compendium.law_of(jurisdiction)
        known = {
            claim.about
            for claim in self.compendium.claims_of(RegulatoryClaim)
            if claim.jurisdiction in counted
        }
        return tuple(each for each in found if each.id in known) or found

    def resolve(self, name: str, wanted: str = "thing") -> Thing:
        """Find the one thing so called: a substance, preparation, concern, source or else."""
        kinds = {"substance": SUBSTANCE_KINDS, "concern": ("Concern",)}.get(wanted, ())
        return self.compendium.things[self.compendium.names.find(name, kinds, wanted=wanted)]

    def things(self, kind: str) -> tuple[Thing, ...]:
        """List all things of a kind (plural, such as ``concerns``) in the order of their labels."""
        if kind not in KINDS:
            raise UnknownName(kind, "kind", _closest(kind, KINDS))
        found = [each for each in self.compendium.things.values() if each.kind in KINDS[kind]]
        return tuple(sorted(found, key=lambda each: (each.label.casefold(), each.id)))

    def search(self, text: str) -> tuple[Thing, ...]:
        """Find all things with a name that holds every word of a text."""
        kinds = tuple(each for kinds in KINDS.values() for each in kinds)
        found = self.compendium.names.holding(text, kinds)
        things = [self.compendium.things[each] for each in found]
        return tuple(sorted(things, key=lambda each: (each.kind, each.label.casefold())))

    def query(
        self, text: str
    ) -> pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples:
        """Run a SPARQL query over the knowledge as named graphs; raises BrokenQuery."""
        from mesograph.knowledge.graphs import query

        if self._user_files:
            _ = self.compendium
        return query(text, self._user_files)

    def _asked(
        self, policy: Policy, route: str, jurisdiction: str, concerns: Sequence[str]
    ) -> Asked:
        names = self.compendium.names
        return Asked(
            policy=policy,
            circumstances=Circumstances(
                route=names.find(route, ("Route",), wanted="route"),
                jurisdiction=names.find(jurisdiction, ("Jurisdiction",), wanted="jurisdiction"),
            ),
            concerns=tuple(
                dict.fromkeys(names.find(each, ("Concern",), wanted="concern") for each in concerns)
            ),
        )

    def _called(self, name: str) -> tuple[Preparation, ...]:
        found = self.compendium.names.exactly(name, PREPARATION_KINDS)
        if len(found) > 1:
            raise AmbiguousName(name, [self.compendium.label(each) for each in found])
        return tuple(self.compendium.preparations[each] for each in found)

    def _made_of(self, name: str, strength: Strength | None) -> tuple[Preparation, ...]:
        """Give the preparations of the one substance called so, else the one partly called so."""
        compendium = self.compendium
        substances = compendium.names.matches(name, SUBSTANCE_KINDS)
        if len(substances) > 1:
            raise AmbiguousName(name, [compendium.label(each) for each in substances])
        if not substances:
            everything = (*SUBSTANCE_KINDS, *PREPARATION_KINDS)
            found = compendium.names.find(name, everything, wanted="substance or preparation")
            return (compendium.preparations[found],)
        return tuple(
            each
            for each in compendium.preparations.values()
            if _is_plain(each, substances[0], strength)
        )

    def _ad_hoc(self, name: str, strength: Strength | None) -> Preparation:
        substance = self.compendium.names.find(
            name, SUBSTANCE_KINDS, wanted="substance or preparation"
        )
        label = self.compendium.label(substance)
        shown = f"{label} {strength}" if strength else label
        return Preparation(
            id=f"ad-hoc:{fold(shown)}",
            label=f"{shown} (ad hoc)",
            kind="Preparation",
            ingredients=(
                Ingredient(substance=substance, role="active-ingredient", strength=strength),
            ),
            ad_hoc=True,
        )


def _is_plain(preparation: Preparation, substance: str, strength: Strength | None) -> bool:
    """Tell whether a substance is all a preparation is drawn for, at the strength asked."""
    principal = (
        preparation.actives
        or tuple(each for each in preparation.ingredients if each.substance != "water")
        or preparation.ingredients
    )
    if {each.substance for each in principal} != {substance}:
        return False
    return strength is None or preparation.strength_of(substance) == strength


def _split(text: str) -> tuple[str, str, Strength | None, Decimal | None]:
    """Split a part, read from its end: all but the volume, name, strength and volume."""
    words = refuse_deceptive(text).split()
    if not words:
        raise UnreadablePart(text, "it is empty")
    volume, words = _read_end(words, read_volume)
    called = " ".join(words)
    strength, words = _read_end(words, read_strength)
    if not words:
        raise UnreadablePart(text, "it names nothing")
    if volume is not None and volume <= 0:
        raise UnreadablePart(text, "its volume must be more than 0 mL")
    return called, " ".join(words), strength, volume


def _refuse_unreadable(text: str, name: str, strength: Strength | None) -> None:
    """Refuse what cannot be the name and strength of a part."""
    if strength is not None:
        amount = strength.amount.nominal
        if amount is None or amount <= 0:
            raise UnreadablePart(text, "its strength must be more than 0")
        if strength.unit == "mg/mL" and amount > MOST_MG_PER_ML:
            raise UnreadablePart(text, "its strength is more than 100 %")
    words = name.split()
    stray = [word for word in words if not any(each.isalnum() for each in word)]
    if stray:
        raise UnreadablePart(text, f"{stray[0]!r} stands where a name was expected")
    if words[-1].lstrip("+-").replace(".", "").replace(",", "").isdigit():
        raise UnreadablePart(text, f"{words[-1]!r} has no unit that can be read")


def _read_end(
    words: list[str], read: Callable[[str], Value | None]
) -> tuple[Value | None, list[str]]:
    for length in (2, 1):
        found = read(" ".join(words[-length:])) if len(words) >= length else None
        if found is not None:
            return found, words[:-length]
    return None, words


def _agreed(
    asked: Sequence[str],
    fitting: Sequence[tuple[Part, ...]],
    answers: Sequence[tuple[Mixture, Assessed]],
) -> Assessed:
    """Give the one answer of all fitting preparations; raise UndecidedPart where they differ."""
    first = answers[0][1]
    if len(answers) == 1:
        return first
    differs = sorted(
        {what for _, each in answers for what, one, other in _compared(first, each) if one != other}
    )
    if differs:
        unclear = next(position for position, found in enumerate(fitting) if len(found) > 1)
        names = [part.preparation.label for part in fitting[unclear]]
        raise UndecidedPart(asked[unclear], names, ", ".join(differs))
    return replace(
        first,
        parts=tuple(
            AnsweredPart(
                part=found[0],
                alternatives=tuple(each.preparation.label for each in found[1:]),
            )
            for found in fitting
        ),
        findings=tuple(
            _joined([each.findings[position] for _, each in answers])
            for position in range(len(first.findings))
        ),
    )


def _compared(first: Assessed, other: Assessed) -> list[tuple[str, object, object]]:
    return [
        ("the verdict", first.verdict, other.verdict),
        ("admissibility", first.admissible, other.admissible),
        *(
            (one.check, one.status, two.status)
            for one, two in zip(first.findings, other.findings, strict=True)
        ),
    ]


def _joined(findings: Sequence[Finding]) -> Finding:
    """Join the findings of one check over all fitting preparations; numbers become their hull."""
    values = [each.value for each in findings if each.value is not None]
    return replace(
        findings[0],
        value=hull(values) if values else None,
        cautions=tuple(dict.fromkeys(c for each in findings for c in each.cautions)),
        because=tuple(dict.fromkeys(r for each in findings for r in each.because)),
        needs=tuple(dict.fromkeys(n for each in findings for n in each.needs)),
    )


def _closest(asked: str, known: Iterable[str]) -> list[str]:
    import difflib

    return difflib.get_close_matches(asked, list(known), n=3) or sorted(known)
