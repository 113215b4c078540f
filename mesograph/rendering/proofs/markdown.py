"""A proof as Markdown with numbered references, and its bibliography as BibTeX or RIS."""

import re
from collections.abc import Iterable

from mesograph.model.compendium import Compendium
from mesograph.model.explanations import Explanation
from mesograph.model.reasons import Kind, Step
from mesograph.model.things import Source
from mesograph.rendering.proofs.outline import KINDS, details, outline, quality
from mesograph.rendering.text import DISCLAIMER

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|])")


def explanation_markdown(answer: Explanation, levels: int | None = None) -> str:
    """Tell a proof as a nested list with numbered references under it."""
    places: dict[tuple[str, str], int] = {}
    lines = [f"# {_plain(answer.statement)}", "", f"**{_plain(answer.proof.text)}**", ""]
    for line in outline(answer.proof, levels)[1:]:
        indent = "   " * (line.depth - 1)
        if line.again:
            lines.append(f"{indent}- see ({line.number})")
            continue
        step = line.step
        kind = "" if step.kind is Kind.RULE else KINDS[step.kind]
        about = ", ".join(each for each in (kind, quality(step)) if each)
        marks = "".join(
            f"[^{_number(places, each.source, each.locator)}]" for each in step.citations
        )
        told = f"({line.number}) {_plain(step.text.rstrip('.'))}" + (
            f" *({about})*" if about else ""
        )
        lines.append(f"{indent}- {told}{marks}")
        lines += [f"{indent}   - *{_plain(each)}*" for each in details(step)]
        if line.hidden:
            lines.append(f"{indent}   - *rests on {line.hidden} more steps*")
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
    escaped = text.replace("\\", r"\textbackslash{}")
    return re.sub(r"([&%$#_{}])", r"\\\1", escaped) if "://" not in text else text


def _ris(source: Source) -> str:
    year = re.search(r"\b(1[89]\d\d|20\d\d)\b", source.citation)
    lines = ["TY  - GEN", f"ID  - {source.id}", f"N1  - {source.citation}"]
    lines += [f"PY  - {year[1]}"] if year else []
    lines += [f"DO  - {source.doi}"] if source.doi else []
    lines += [f"UR  - {source.url}"] if source.url else []
    lines += [f"Y2  - {source.opened}"] if source.opened else []
    return "\n".join([*lines, "ER  - ", ""])
