"""A bench result of one's own as a claim: what was mixed, how, and what was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from mesograph.errors import UnreadablePart
from mesograph.exchange.turtle import Block, slug, text, written
from mesograph.formulation.mixing import final_strength
from mesograph.model.compendium import Compendium
from mesograph.model.things import Part
from mesograph.quantities import Interval, as_number
from mesograph.verdicts import Method

SEEN = {
    "nothing": "stayed as it was",
    "cloudiness": "turned cloudy",
    "crystals": "formed crystals",
    "precipitate": "formed a precipitate",
    "gas": "gave off gas",
    "colour": "changed its colour",
    "separation": "separated",
    "gel": "turned into a gel",
    "heat": "grew warm",
}
"""What can be seen of a mixture; all but nothing speaks against it."""
METHODS = {
    "visual": Method.VISUAL,
    "assay": Method.ASSAY,
    "assay-and-particles": Method.ASSAY_AND_PARTICLES,
}
ENOUGH_PERCENT = Decimal(90)
"""Less than this of an ingredient left speaks against a mixture (design: at least 90 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was seen of a mixture, by which method, when and by whom."""

    seen: str
    method: str
    hours: Decimal
    who: str
    on: str
    lots: tuple[str, ...] = ()
    left_percent: Decimal | None = None
    temperature: Interval | None = None
    container: str | None = None
    light: str | None = None
    note: str = ""

    @property
    def supports(self) -> bool:
        """Tell whether it speaks for the mixture: nothing was seen, and enough was left."""
        enough = self.left_percent is None or self.left_percent >= ENOUGH_PERCENT
        return self.seen == "nothing" and enough


def record_name(parts: Sequence[Part], observation: Observation) -> str:
    """Give the name of a record: its day, what was mixed, and a hash of all that was seen."""
    mixed = slug(" ".join(part.preparation.label for part in parts))[:60].strip("-")
    return f"{observation.on}-{mixed}-{_mark(parts, observation)}"


def _mark(parts: Sequence[Part], observation: Observation) -> str:
    return sha256(repr((_statement(parts, observation), observation)).encode()).hexdigest()[:8]


def recorded(compendium: Compendium, parts: Sequence[Part], observation: Observation) -> str:
    """Write an observation as Turtle: a claim with its conditions, and the bench as its source.

    Raises UnreadablePart where a part is no product, has no volume, or lacks what a claim in favour
    must state.
    """
    name = f"{observation.on}-{_mark(parts, observation)}"
    claim = f"mg:own-record-{name}"
    strengths = _strengths(compendium, parts, observation)
    conditions = [
        (
            f"{claim}-strength-{number}",
            [
                ("meso:conditionKind", "meso:final-strength"),
                ("meso:ofSubstance", f"mg:{substance}"),
                ("meso:nominalValue", value),
                ("meso:unit", unit),
            ],
        )
        for number, (substance, value, unit) in enumerate(strengths, start=1)
    ]
    if observation.supports:
        conditions.append(
            (
                f"{claim}-time",
                [
                    ("meso:conditionKind", "meso:elapsed-time"),
                    ("meso:lowerBound", "0.0"),
                    ("meso:upperBound", _decimal(observation.hours)),
                    ("meso:unit", "meso:hour"),
                ],
            )
        )
    given = observation.temperature
    if given is not None and given.low is not None and given.high is not None:
        conditions.append(
            (
                f"{claim}-temperature",
                [
                    ("meso:conditionKind", "meso:temperature"),
                    ("meso:lowerBound", _decimal(given.low)),
                    ("meso:upperBound", _decimal(given.high)),
                    ("meso:unit", "meso:celsius"),
                ],
            )
        )
    blocks: list[Block] = [
        _source(name, observation),
        (claim, "meso:CompatibilityClaim", _said(name, parts, observation, conditions)),
        *((iri, "meso:Condition", said) for iri, said in conditions),
    ]
    return written("A bench record of one's own.", blocks)


def _said(
    name: str,
    parts: Sequence[Part],
    observation: Observation,
    conditions: Sequence[tuple[str, Sequence[tuple[str, str]]]],
) -> list[tuple[str, str]]:
    vehicles = sorted({part.preparation.vehicle for part in parts if part.preparation.vehicle})
    aspects = ["physical", *(["chemical"] if observation.left_percent is not None else [])]
    lots = f", lots {', '.join(observation.lots)}" if observation.lots else ""
    said = [
        ("meso:statement", text(_statement(parts, observation), "en")),
        ("meso:between", " , ".join(f"mg:{part.id}" for part in parts)),
        ("meso:polarity", "meso:for" if observation.supports else "meso:against"),
        ("meso:aspect", " , ".join(f"meso:{each}" for each in aspects)),
        ("meso:setting", "meso:syringe"),
        ("meso:method", f"meso:{observation.method}"),
    ]
    if vehicles:
        said.append(("meso:vehicle", " , ".join(f"meso:{each}" for each in vehicles)))
    if observation.container:
        said.append(("meso:container", f"meso:{observation.container}"))
    if observation.light:
        said.append(("meso:light", f"meso:{observation.light}"))
    if observation.left_percent is not None:
        said.append(("meso:remainingPercent", _decimal(observation.left_percent)))
    if conditions:
        said.append(("meso:hasCondition", " , ".join(iri for iri, _ in conditions)))
    return [
        *said,
        ("dcterms:source", f"mg:own-source-record-{name}"),
        ("meso:locator", text(f"{observation.on}, {observation.who}{lots}")),
        ("meso:opened", text(observation.on)),
        ("meso:readAs", "meso:passage"),
        ("meso:curationState", "meso:entered"),
    ]


def _source(name: str, observation: Observation) -> Block:
    label = f"own bench record {name}"
    citation = f"Own bench record of {observation.who}, {observation.on}."
    return (
        f"mg:own-source-record-{name}",
        "meso:Source",
        [
            ("rdfs:label", text(label, "en")),
            ("dcterms:bibliographicCitation", text(citation)),
            ("meso:sourceKind", "meso:bench-source"),
            ("meso:opened", text(observation.on)),
        ],
    )


def _statement(parts: Sequence[Part], observation: Observation) -> str:
    mixed = " with ".join(
        f"{as_number(part.volume_ml or Decimal(0))} mL of {part.preparation.label}"
        for part in parts
    )
    left = observation.left_percent
    kept = f", {as_number(left)} % was left" if left is not None else ""
    note = f" {observation.note}" if observation.note else ""
    return (
        f"At our own bench {mixed} {SEEN[observation.seen]} within "
        f"{as_number(observation.hours)} h ({observation.method}){kept}.{note}"
    )


def _strengths(
    compendium: Compendium, parts: Sequence[Part], observation: Observation
) -> list[tuple[str, str, str]]:
    """Give every active with its final strength and unit, from the volumes."""
    if len(parts) < 2:
        raise UnreadablePart(parts[0].preparation.label, "a record is of two or more parts")
    for number, part in enumerate(parts):
        if any(part.id == each.id for each in parts[:number]):
            raise UnreadablePart(part.preparation.label, "it is given twice, add up its volumes")
    for part in parts:
        label = part.preparation.label
        if part.preparation.ad_hoc:
            raise UnreadablePart(label, "it is no product of the graph or of your own data")
        if part.volume_ml is None:
            raise UnreadablePart(label, "a record needs the volume of every part")
        if observation.supports and not part.preparation.vehicle:
            raise UnreadablePart(label, "its vehicle is not known, so nothing can speak for it")
    found = []
    actives = {each.substance for part in parts for each in part.preparation.actives}
    for substance in sorted(actives):
        strength = final_strength(tuple(parts), substance)
        exact = strength.amount.low if strength else None
        if strength is None or exact is None or exact != strength.amount.high:
            if observation.supports:
                label = compendium.label(substance)
                raise UnreadablePart(
                    label, "its strength is not known, so nothing can speak for it"
                )
            continue
        unit = strength.unit.replace("/", "-per-").replace("mEq", "meq").replace("IU", "iu")
        found.append((substance, _decimal(exact), f"meso:{unit}"))
    return found


def _decimal(number: Decimal) -> str:
    value = as_number(round(number, 9))
    return value if "." in value else f"{value}.0"
