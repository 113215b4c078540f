"""The answer of isotonic as text and JSON."""

from decimal import Decimal

from mesograph.model.tonicities import Adjusted
from mesograph.quantities import Interval, as_number, as_range
from mesograph.rendering.layout import References, entry, paragraph
from mesograph.rendering.members import Json, headed, named, sources_json
from mesograph.rendering.members import figure as json_figure
from mesograph.rendering.proofs.json import inferences_json
from mesograph.rendering.text import footer

_ABOVE = {
    "hypertonic": "hypertonic",
    "hypotonic": "above iso-osmotic by the figures of this method",
    "unknown": "hypertonic",
}
"""How a solution is called to which nothing is to be added, by what it is to serum."""


def adjusted_text(answer: Adjusted) -> str:
    """Tell how much to add, what the solutes are without it, and every step."""
    references = References(answer.compendium)
    recipe = answer.recipe
    blocks = [paragraph(_head(answer), hang=2)]
    for each in answer.refused:
        blocks.append(entry("REFUSED", each.text + references.mark(each.citations), column=9))
    lines = [
        entry("solutes", ", ".join(_solute(each) for each in recipe.solutes), indent=2, column=21),
        entry("volume", f"{as_number(recipe.volume)} mL", indent=2, column=21),
        entry("method", answer.method, indent=2, column=21),
        entry("without the agent", _alone(answer), indent=2, column=21),
    ]
    lines += [entry("mind", each.text, indent=2, column=21) for each in answer.cautions]
    blocks.append("\n".join(lines))
    steps = ["Steps"]
    for step in reversed(answer.proof.steps):
        text = step.text + references.mark(step.citations)
        steps.append(entry("-", text, indent=2, column=4))
        if step.how:
            steps.append(entry("", step.how, indent=2, column=6))
    blocks += ["\n".join(steps), references.listing(), footer(answer.compendium.versions)]
    return "\n\n".join(each for each in blocks if each) + "\n"


def adjusted_json(answer: Adjusted) -> Json:
    """Give the same as a JSON object; a figure that sources give as a range is its middle."""
    recipe = answer.recipe
    agent = recipe.agent
    amount = None if answer.refused else answer.amount
    return headed(
        answer.compendium,
        {
            "agent": named(agent.substance) if agent.substance else agent.name,
            "amount_g": _middle(amount),
            "water_mL": _middle(answer.water),
            "volume_mL": json_figure(recipe.volume),
            "method": answer.method,
            "osmolality_mosm_per_kg": _middle(answer.osmolality),
            "osmolarity_mosm_per_l": _middle(answer.osmolarity),
            "tonicity": answer.tonicity,
            "ranges": {
                "amount_g": _bounds(amount),
                "water_mL": _bounds(answer.water),
                "osmolality_mosm_per_kg": _bounds(answer.osmolality),
                "osmolarity_mosm_per_l": _bounds(answer.osmolarity),
            },
            "refused": [each.text for each in answer.refused],
            "cautions": [{"code": each.code, "text": each.text} for each in answer.cautions],
            "steps": inferences_json(answer.proof),
            "sources": sources_json(answer.proof.all_citations, answer.compendium),
        },
    )


def _head(answer: Adjusted) -> str:
    recipe = answer.recipe
    if answer.refused:
        return f"{recipe.agent.name} is not used here"
    if answer.amount is None:
        word = _ABOVE.get(answer.tonicity, "above iso-osmotic, in what passes for isotonic")
        water = as_range(_digits(answer.water))
        return f"{word}: nothing to add; diluted to {water} mL it is iso-osmotic"
    amount = as_range(_digits(answer.amount))
    volume = as_number(recipe.volume)
    return f"add {amount} g of {recipe.agent.name} and water to {volume} mL"


def _alone(answer: Adjusted) -> str:
    figures = [
        f"{as_range(figure)} {unit}"
        for figure, unit in ((answer.osmolality, "mOsm/kg"), (answer.osmolarity, "mOsm/L"))
        if figure is not None
    ]
    water = f"iso-osmotic in {as_range(_digits(answer.water))} mL"
    return "; ".join([answer.tonicity, *figures, water])


def _solute(solute: object) -> str:
    from mesograph.model.tonicities import Solute

    assert isinstance(solute, Solute)
    unknown = "" if solute.substance else " (not known here)"
    return f"{as_number(solute.grams)} g {solute.name}{unknown}"


def _digits(interval: Interval) -> Interval:
    def cut(value: Decimal | None) -> Decimal | None:
        return None if value is None else Decimal(f"{value:.4g}")

    return Interval(cut(interval.low), cut(interval.high))


def _middle(interval: Interval | None) -> float | int | None:
    if interval is None or interval.low is None or interval.high is None:
        return None
    return json_figure(Decimal(f"{(interval.low + interval.high) / 2:.6g}"))


def _bounds(interval: Interval | None) -> list[float | int | None] | None:
    if interval is None:
        return None
    return [json_figure(interval.low), json_figure(interval.high)]
