"""What has changed in saved answers, and between two versions of the knowledge, told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mesograph.model.changes import Change, Difference, Said
from mesograph.model.things import Versions
from mesograph.rendering.json import checked_json, proposals_json
from mesograph.rendering.layout import paragraph
from mesograph.rendering.members import Json, versions_json
from mesograph.rendering.outcomes import changes, parts_of
from mesograph.rendering.text import DISCLAIMER, footer

SINGLES, PAIRS = "single preparations", "verdicts of all pairs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rechecked:
    """A saved answer that was asked again: where it lies, what it asked, and what has changed.

    ``refusal`` says why the question can no longer be asked, where that is so.
    """

    file: str
    question: str
    versions: object
    changes: tuple[Change, ...]
    refusal: str | None = None

    @property
    def is_another(self) -> bool:
        """Tell whether a verdict, what passes, or a place among the answers has changed."""
        return self.refusal is not None or any(each.is_decisive for each in self.changes)


def rechecked_text(
    found: Sequence[Rechecked], left_out: Sequence[tuple[str, str]], versions: Versions
) -> str:
    """Tell of every saved answer what has changed and why, then how many there were."""
    blocks = [_rechecked(each) for each in found if each.changes or each.refusal]
    if left_out:
        lines = [paragraph(f"{file}: {reason}", indent=2, hang=2) for file, reason in left_out]
        blocks.append("\n".join(["Left out", *lines]))
    another = sum(each.is_another for each in found)
    same = sum(not each.changes and each.refusal is None for each in found)
    counted = (
        f"{_count(len(found), 'saved answer')}: {another} with another outcome, {same} the same"
    )
    blocks += [counted, footer(versions)]
    return "\n\n".join(blocks) + "\n"


def _rechecked(found: Rechecked) -> str:
    lines = [paragraph(f"{found.file}: {found.question}", hang=2)]
    if found.refusal:
        lines.append(paragraph(f"cannot be asked any more: {found.refusal}", indent=2, hang=2))
    return "\n".join([*lines, *_told(found.changes, indent=2)])


def rechecked_json(
    found: Sequence[Rechecked], left_out: Sequence[tuple[str, str]], versions: Versions
) -> Json:
    """Give the same as a JSON object."""
    return {
        **_headed(versions),
        "answers": [
            {
                "file": each.file,
                "question": each.question,
                "saved_versions": each.versions,
                "another_outcome": each.is_another,
                "refusal": each.refusal,
                "changes": _changes_json(each.changes),
            }
            for each in found
        ],
        "left_out": [{"file": file, "reason": reason} for file, reason in left_out],
    }


def difference_text(found: Difference) -> str:
    """Tell how two versions differ: what is said, what follows, and what is answered."""
    blocks = [
        f"from  {_version(found.before)}\nto    {_version(found.after)}",
        *(
            "\n".join([_counted(kind, each), *_said_lines(each)])
            for kind, each in found.said.items()
            if not each.is_same
        ),
    ]
    follows = [
        *(paragraph(f"- {each}", indent=2, hang=2) for each in found.fallen),
        *(paragraph(f"+ {each}", indent=2, hang=2) for each in found.appeared),
    ]
    blocks.append("\n".join(["what follows", *follows]) if follows else "what follows: the same")
    for head, moved in ((SINGLES, _singles(found)), (PAIRS, found.verdicts)):
        told = _told(moved, indent=2)
        blocks.append("\n".join([head, *told]) if told else f"{head}: the same")
    for label, moved in _answers(found):
        told = _told(moved, indent=2)
        head = f"propose {label!r}"
        blocks.append("\n".join([head, *told]) if told else f"{head}: the same")
    if found.is_same:
        blocks.append("every answer: the same")
    blocks.append(footer(found.after))
    return "\n\n".join(blocks) + "\n"


def difference_markdown(found: Difference) -> str:
    """Write the same as Markdown, for a changelog."""
    lines = [
        f"From data {found.before.data} to {found.after.data}, ontology {found.before.ontology} "
        f"to {found.after.ontology}, rules {found.before.rules} to {found.after.rules}.",
        "",
    ]
    for kind, each in found.said.items():
        lines.append(f"- {_counted(kind, each)}.")
        lines += _named(kind, each)
    lines.append(
        f"- What follows: {len(found.appeared)} statements more, {len(found.fallen)} fewer."
    )
    lines += _bullets(SINGLES, _singles(found))
    lines += _bullets(PAIRS, found.verdicts)
    for label, moved in _answers(found):
        lines += _bullets(f'`propose "{label}"`', moved)
    return "\n".join(lines) + "\n"


def difference_json(found: Difference) -> Json:
    """Give the same as a JSON object."""
    return {
        **_headed(found.after),
        "before": versions_json(found.before)["versions"],
        "said": {
            kind: {
                "added": [_item(id_, label) for id_, label in each.added.items()],
                "removed": [_item(id_, label) for id_, label in each.removed.items()],
                "edited": [
                    {
                        **_item(edit.id, edit.label),
                        "fields": [
                            {"field": name, "before": before, "after": after}
                            for name, before, after in edit.fields
                        ],
                    }
                    for edit in each.edited
                ],
            }
            for kind, each in found.said.items()
        },
        "fallen": list(found.fallen),
        "appeared": list(found.appeared),
        "singles": _changes_json(_singles(found)),
        "verdicts": _changes_json(found.verdicts),
        "answers": [
            {"concern": label, "changes": _changes_json(moved)} for label, moved in _answers(found)
        ],
    }


def _singles(found: Difference) -> list[Change]:
    return [
        change
        for before, after in found.singles
        for change in changes(checked_json(before), checked_json(after), {})
    ]


def _answers(found: Difference) -> list[tuple[str, list[Change]]]:
    return [
        (
            each.after.compendium.label(each.after.asked.concerns[0]),
            changes(
                proposals_json(each.before),
                proposals_json(each.after),
                {parts_of(gone): gone for gone in map(checked_json, each.gone)},
            ),
        )
        for each in found.answers
    ]


def _headed(versions: Versions) -> Json:
    return {
        **versions_json(versions),
        "policy": None,
        "jurisdiction": None,
        "route": None,
        "disclaimer": DISCLAIMER,
    }


def _item(id_: str, label: str) -> Json:
    return {"id": id_, "label": label}


def _changes_json(found: Iterable[Change]) -> list[Json]:
    return [
        {
            "of": each.of,
            "what": each.what,
            "before": each.before,
            "after": each.after,
            "lost": list(each.lost),
            "gained": list(each.gained),
        }
        for each in found
    ]


def _told(found: Iterable[Change], *, indent: int) -> list[str]:
    """Tell changes, those of one mixture under its name, each with the reasons lost and gained."""
    lines: list[str] = []
    of = ""
    for each in found:
        if each.of != of:
            of = each.of
            lines.append(paragraph(of, indent=indent, hang=2))
        lines.append(
            paragraph(f"{each.what}: {each.before} -> {each.after}", indent=indent + 2, hang=2)
        )
        for mark, texts in (("-", each.lost), ("+", each.gained)):
            lines += [paragraph(f"{mark} {text}", indent=indent + 4, hang=2) for text in texts]
    return lines


def _bullets(head: str, found: Sequence[Change]) -> list[str]:
    if not found:
        return [f"- {head}: the same."]
    return [
        f"- {head}:",
        *(f"  - {each.of}: {each.what} {each.before} → {each.after}" for each in found),
    ]


def _named(kind: str, said: Said) -> list[str]:
    """Name what was added or removed by its label, but claims, and what is edited, by its id."""
    parts = {"added": said.added, "removed": said.removed}
    named = {
        how: [id_ if kind == "claims" else label for id_, label in each.items()]
        for how, each in parts.items()
    }
    named["said otherwise"] = [each.id for each in said.edited]
    return [f"  - {how}: {', '.join(each)}" for how, each in named.items() if each]


def _version(found: Versions) -> str:
    return f"data {found.data}, ontology {found.ontology}, rules {found.rules}"


def _counted(kind: str, said: Said) -> str:
    return (
        f"{kind}: {len(said.added)} added, {len(said.removed)} removed, "
        f"{len(said.edited)} said otherwise"
    )


def _said_lines(said: Said) -> list[str]:
    lines = [
        *(f"+ {id_}: {label}" for id_, label in said.added.items()),
        *(f"- {id_}: {label}" for id_, label in said.removed.items()),
    ]
    found = [paragraph(each, indent=2, hang=2) for each in lines]
    for each in said.edited:
        found.append(paragraph(f"~ {each.id}: {each.label}", indent=2, hang=2))
        found += [
            paragraph(f"{name}: {before} -> {after}", indent=6, hang=2)
            for name, before, after in each.fields
        ]
    return found


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
