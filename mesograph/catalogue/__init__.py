"""From statements to things and claims: the one room that knows how the graph is written."""

from collections.abc import Iterable

from mesograph.catalogue.claims import CLAIMS, common_fields
from mesograph.catalogue.subjects import gather, named, refuse_undeclared
from mesograph.catalogue.things import THINGS, preparation
from mesograph.knowledge.parse import Statement
from mesograph.model import claims as said
from mesograph.model import things
from mesograph.model.compendium import Compendium
from mesograph.vocabulary import LABEL


def compile_knowledge(statements: Iterable[Statement], versions: things.Versions) -> Compendium:
    """Build the compendium; raises BrokenKnowledge where a subject lacks what its form demands."""
    subjects = gather(statements)
    refuse_undeclared(subjects)
    found: dict[str, things.Thing] = {}
    claims: dict[str, said.Claim] = {}
    for subject in subjects.values():
        for kind in subject.kinds:
            if kind in CLAIMS:
                claims[subject.id] = CLAIMS[kind](subject, common_fields(subject, kind))
            elif kind in THINGS:
                found[subject.id] = THINGS[kind](subject, named(subject, kind))
            elif kind in things.PREPARATION_KINDS:
                found[subject.id] = preparation(subject, named(subject, kind))
    for subject in subjects.values():
        if subject.id not in found and subject.id not in claims and subject.has(LABEL):
            kind = subject.kinds[0] if subject.kinds else "Term"
            found[subject.id] = things.Thing(**named(subject, kind))
    return Compendium(found, claims, versions)
