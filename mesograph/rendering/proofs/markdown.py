"""A proof as Markdown with numbered references, and its bibliography as BibTeX or RIS."""

import re
from collections.abc import Iterable

from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Explanation
from mesograph.model.reasons import Citation, Step
from mesograph.model.things import Source
from mesograph.rendering.proofs.outline import cited_with, details, outline, told_step
from mesograph.rendering.text import DISCLAIMER

_TEX = {each: f"\\{each}" for each in "&%$#_{}"} | {"\\": r"\textbackslash{}"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def explanation_markdown(answer: Explanation, levels: int | None = None) -> str:
    """Tell a proof as a nested list with numbered references under it."""
    places: dict[tuple[str, str], int] = {}
    head, *others = outline(answer.proof, levels)
    conclusion = _plain(told_step(head.step)) + _marks(places, cited_with(head.step))
    lines = [f"# {_plain(answer.statement)}", "", f"**{conclusion}**", ""]
    lines += [f"- *{_detail(places, head.step, each)}*" for each in details(head.step)]
    for line in others:
        indent = "   " * (line.depth - 1)
        if line.again:
            lines.append(f"{indent}- see ({line.number})")
            continue
        step = line.step
        marks = _marks(places, cited_with(step))
        lines.append(f"{indent}- ({line.number}) {_plain(told_step(step))}{marks}")
        lines += [f"{indent}   - *{_detail(places, step, each)}*" for each in details(step)]
        if line.hidden:
            count = "1 more step" if line.hidden == 1 else f"{line.hidden} more steps"
            lines.append(f"{indent}   - *rests on {count}*")
    lines.append("")
    for (source, locator), number in places.items():
        known = answer.compendium.sources.get(source)
        told = _reference(known) if known else source
        lines.append(f"[^{number}]: {told}" + (f" {_plain(locator)}." if locator else ""))
    return "\n".join([*lines, "", f"*{DISCLAIMER}*", ""])


def bibliography(proofs: Iterable[Step], compendium: Compendium, style: str) -> str:
    """Write the sources of proofs as ``bibtex`` or ``ris``, each once."""
    ids = dict.fromkeys(place.source for each in proofs for place in each.all_citations)
    known = [compendium.sources[each] for each in ids if each in compendium.sources]
    write = _bibtex if style == "bibtex" else _ris
    return "\n".join(write(each) for each in known)


def _marks(places: dict[tuple[str, str], int], citations: Iterable[Citation]) -> str:
    return "".join(f"[^{_number(places, each.source, each.locator)}]" for each in citations)


def _detail(places: dict[tuple[str, str], int], step: Step, text: str) -> str:
    """Give a detail of a step; how a rule holds is marked with where that was read."""
    return _plain(text) + _marks(places, step.citations if text.startswith("how: ") else ())


def _number(places: dict[tuple[str, str], int], source: str, locator: str) -> int:
    return places.setdefault((source, locator), len(places) + 1)


def _reference(source: Source) -> str:
    doi = f" <https://doi.org/{source.doi}>" if source.doi else ""
    return _plain(source.citation) + (doi or (f" <{source.url}>" if source.url else ""))


def _plain(text: str) -> str:
    """Escape what Markdown would take for its own."""
    return _SPECIAL.sub(r"\\\1", text)


def _bibtex(source: Source) -> str:
    """Write a source as one entry; the citation stays whole, for it is not kept in fields."""
    fields = {"note": source.citation, "doi": source.doi, "url": source.url}
    fields["urldate"] = source.opened
    lines = [f"@misc{{{source.id},"]
    for name, value in fields.items():
        if value:
            lines.append(f"  {name} = {{{_tex(value)}}},")
    return "\n".join([*lines, "}", ""])


def _tex(text: str) -> str:
    return "".join(_TEX.get(each, each) for each in text)


def _ris(source: Source) -> str:
    year = re.search(r"\b(1[89]\d\d|20\d\d)\b", source.citation)
    lines = ["TY  - GEN", f"ID  - {source.id}", f"N1  - {source.citation}"]
    lines += [f"PY  - {year[1]}"] if year else []
    lines += [f"DO  - {source.doi}"] if source.doi else []
    lines += [f"UR  - {source.url}"] if source.url else []
    lines += [f"Y2  - {source.opened}"] if source.opened else []
    return "\n".join([*lines, "ER  - ", ""])
