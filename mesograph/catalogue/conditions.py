"""The conditions of a claim, read from their nodes."""

from mesograph.catalogue.subjects import Subject, labelled, node_of
from mesograph.model.claims import Condition


def conditions_of(subject: Subject) -> tuple[Condition, ...]:
    """Read every condition under which a claim was made."""
    found = []
    for id_ in subject.ids("hasCondition"):
        node = node_of(subject, id_)
        substance = node.id_or_none("ofSubstance")
        found.append(
            Condition(
                kind=node.the("conditionKind"),
                value=node.interval(),
                unit=node.the("unit"),
                substance=substance,
                substance_label=labelled(subject, substance) if substance else None,
            )
        )
    return tuple(found)
