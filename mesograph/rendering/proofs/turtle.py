"""A proof as linked data: PROV-O in Turtle, each firing with the rule it was made by."""

from collections.abc import Iterator

from mesograph.model.explanations import Explanation
from mesograph.model.reasons import Kind, Step
from mesograph.quantities import Interval
from mesograph.rendering.proofs.outline import details
from mesograph.vocabulary import DCTERMS, INDIVIDUAL, ONTOLOGY, PROOF, PROV, RDFS, RULE, SH, XSD

_PREFIXES = {
    "dcterms": DCTERMS,
    "meso": ONTOLOGY,
    "mg": INDIVIDUAL,
    "proof": PROOF,
    "prov": PROV,
    "rdfs": RDFS,
    "rule": RULE,
    "sh": SH,
    "xsd": XSD,
}


def explanation_turtle(answer: Explanation) -> str:
    """Write every step as an entity that was derived from its premises, sources and claims."""
    blocks = ["\n".join(f"@prefix {name}: <{iri}> ." for name, iri in _PREFIXES.items())]
    for step in reversed(answer.proof.steps):
        blocks.append(_entity(step))
        if step.premises:
            blocks.append(_activity(step, step.name in answer.compendium.rules))
    return "\n\n".join(blocks) + "\n"


def _entity(step: Step) -> str:
    said = [
        ("a", "prov:Entity"),
        ("rdfs:label", f'"{_escaped(step.text)}"@en'),
        ("dcterms:type", f'"{step.kind.value}"'),
        *(("prov:wasDerivedFrom", f"proof:{each.id}") for each in step.premises),
        *((_bond(step), f"<{INDIVIDUAL}{each}>") for each in step.claims),
        *_standing(step),
        *(
            ("prov:hadPrimarySource", f"<{INDIVIDUAL}{each.source}>")
            for each in step.citations
            if ":" not in each.source
        ),
        *_bounds(step.value),
    ]
    if step.premises:
        said.append(("prov:wasGeneratedBy", f"<{PROOF}{step.id}/firing>"))
    return _written(f"proof:{step.id}", said)


def _bond(step: Step) -> str:
    """Name how a step belongs to a claim: it quotes it, or it was looked through in vain."""
    return "prov:wasQuotedFrom" if step.kind is Kind.CLAIM else "rdfs:seeAlso"


def _standing(step: Step) -> Iterator[tuple[str, str]]:
    """Tell polarity, absence and conditions as a reader is told them."""
    if step.supports is not None:
        yield "meso:polarity", "meso:for" if step.supports else "meso:against"
    for each in details(step):
        if each != step.how:
            yield "rdfs:comment", f'"{_escaped(each)}"@en'


def _activity(step: Step, is_rule: bool) -> str:
    said = [
        ("a", "prov:Activity"),
        *(("prov:used", f"proof:{each.id}") for each in step.premises),
        *([("sh:sourceRule", f"<{RULE}{step.name}>")] if is_rule else []),
        ("dcterms:type", f'"{step.name}"'),
    ]
    if step.how:
        name = "formula" if step.kind is Kind.CALCULATION else "how"
        said.append(("rdfs:comment", f'"{_escaped(f"{name}: {step.how}")}"@en'))
    return _written(f"<{PROOF}{step.id}/firing>", said)


def _bounds(value: Interval | None) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    for name, figure in (
        ("meso:lowerBound", value.low),
        ("meso:nominalValue", value.nominal),
        ("meso:upperBound", value.high),
    ):
        if figure is not None:
            yield name, f'"{figure:f}"^^xsd:decimal'


def _written(subject: str, said: list[tuple[str, str]]) -> str:
    gathered: dict[str, list[str]] = {}
    for predicate, value in said:
        gathered.setdefault(predicate, []).append(value)
    lines = [f"    {predicate} {' , '.join(dict.fromkeys(v))}" for predicate, v in gathered.items()]
    return f"{subject}\n" + " ;\n".join(lines) + " ."


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
