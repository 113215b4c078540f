"""Laboratory mixtures with their parts, read from their subjects."""

from mesograph.catalogue.conditions import conditions_of
from mesograph.catalogue.subjects import FIGURE_TERMS, Fields, Subject, node_of
from mesograph.catalogue.things import figures, ingredient
from mesograph.model.laboratory import (
    NOT_LOOKED_AT,
    PRECIPITATED,
    STAYED_CLEAR,
    LaboratoryMixture,
    MixedPart,
)
from mesograph.model.things import Figure
from mesograph.quantities import Interval
from mesograph.vocabulary import SCOPE_NOTE, meso


def laboratory_mixture(subject: Subject, common: Fields) -> LaboratoryMixture:
    """Read a mixture as it was made; a single part is refused."""
    parts = tuple(_part(node_of(subject, each)) for each in subject.ids("mixedPart"))
    if len(parts) < 2:
        raise subject.broken("needs two or more values for mixedPart")
    if not common["supports"]:
        raise subject.broken("is a laboratory mixture, which can only be for")
    held = {each.substance for part in parts for each in part.solutes}
    return LaboratoryMixture(
        **common,
        between=frozenset(held | {part.taken_for for part in parts if part.taken_for}),
        parts=parts,
        ph=_one_figure(subject, "phMeasured"),
        appearance=subject.word("appearance", (PRECIPITATED, STAYED_CLEAR, NOT_LOOKED_AT))
        or NOT_LOOKED_AT,
        procedure=subject.english(meso("procedure")),
        told_by=subject.id_or_none("toldBy"),
        conditions=conditions_of(subject),
    )


def _part(node: Subject) -> MixedPart:
    return MixedPart(
        id=node.id,
        solutes=tuple(ingredient(node_of(node, each)) for each in node.ids("solute")),
        taken_for=node.id_or_none("takenFor"),
        millilitres=_millilitres(node),
        ph=_one_figure(node, "phBefore"),
        vehicle=node.id_or_none("vehicle"),
        notes=node.texts(SCOPE_NOTE),
    )


def _millilitres(node: Subject) -> Interval | None:
    if not any(node.has(meso(each)) for each in FIGURE_TERMS):
        return None
    found = node.amount()
    if node.the("unit") != "mL" or not found.low or not found.high:
        raise node.broken("has a volume that is not both bounds above 0 in meso:mL")
    return found


def _one_figure(subject: Subject, term: str) -> Figure | None:
    subject.id_or_none(term)
    return next(iter(figures(subject, term)), None)
