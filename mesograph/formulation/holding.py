"""What a part holds and is, told as steps of a proof down to where it was read."""

from collections.abc import Iterable, Mapping

from mesograph.formulation.bearing import answers_to, traits
from mesograph.model.claims import Claim, TraitClaim
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Citation, Step, asked, concluded, leaf, stated
from mesograph.model.things import Figure, Ingredient, Part
from mesograph.quantities import as_number, as_range, unit_word


def held(compendium: Compendium, part: Part, ingredient: Ingredient) -> Step:
    """Tell that a part holds an ingredient, with its strength and role."""
    substance = compendium.label(ingredient.substance)
    strength = str(ingredient.strength) if ingredient.strength else "at a strength not known"
    role = compendium.label(ingredient.role)
    text = f"{part.preparation.label} holds {substance} {strength} ({role})"
    if part.preparation.ad_hoc:
        return asked(text)
    return stated("composition", text, *_place(ingredient.source, ingredient.locator))


def _place(source: str | None, locator: str | None) -> tuple[Citation, ...]:
    return (Citation(source=source, locator=locator or ""),) if source else ()


def poured(part: Part) -> Step:
    """Tell how much of a part is asked for."""
    label = part.preparation.label
    if part.volume_ml is None:
        return asked(f"any share of {label}, no volume was given")
    return asked(f"{as_number(part.volume_ml)} mL of {label}")


def in_vehicle(compendium: Compendium, part: Part) -> Step:
    """Tell the vehicle of a part."""
    label = part.preparation.label
    vehicle = part.preparation.vehicle
    if vehicle is None:
        return stated("vehicle", f"the vehicle of {label} is not known")
    return stated("vehicle", f"the vehicle of {label} is {compendium.label(vehicle)}")


def measured(part: Part, figure: Figure, what: str) -> Step:
    """Tell a figure that was read for a part."""
    unit = unit_word(figure.unit)
    text = f"the {what} of {part.preparation.label} is {as_range(figure.value)} {unit}".rstrip()
    return stated(what, text, *_place(figure.source, figure.locator))


def having_trait(compendium: Compendium, substance: str, trait: str) -> tuple[Step, ...]:
    """Tell by which claims a substance has a trait, its own or those of its moiety."""
    family = compendium.moiety_family(substance)
    said = tuple(
        leaf(claim)
        for claim in compendium.claims_of(TraitClaim)
        if claim.trait == trait
        and claim.supports
        and (claim.agent == substance or (claim.agent in family and claim.holds_for_moiety))
    )
    if said:
        return said
    text = f"{compendium.label(substance)} has the trait {compendium.label(trait)}"
    known = compendium.substances.get(substance)
    places = [Citation(source=each, locator="") for each in (known.sources if known else ())]
    return (stated("trait", text, *places),)


def carried(compendium: Compendium, part: Part, substance: str, trait: str) -> Step:
    """Tell that a part carries a trait through one of its substances."""
    premises = [
        *(
            held(compendium, part, each)
            for each in part.preparation.ingredients
            if each.substance == substance
        ),
        *having_trait(compendium, substance, trait),
    ]
    if substance not in part.preparation.substances:
        label = compendium.label(substance)
        premises.append(asked(f"{part.preparation.label} may be {label}, which was not said"))
    labels = {
        "preparation": part.preparation.label,
        "substance": compendium.label(substance),
        "trait": compendium.label(trait),
    }
    words = "{preparation} holds {substance}: {trait}"
    return _fired(compendium, "preparation-carries-trait", labels, words, premises)


def links(
    compendium: Compendium, claim: Claim, named: Iterable[str], part: Part
) -> tuple[Step, ...]:
    """Tell how what a claim names reaches a part; nothing where it names the part itself."""
    wanted = set(named)
    if part.id in wanted:
        return ()
    found: list[Step] = []
    for ingredient in part.preparation.ingredients:
        own = traits(compendium, ingredient.substance)
        if ingredient.substance in wanted:
            found.append(held(compendium, part, ingredient))
        elif claim.holds_for_moiety and compendium.moiety_family(ingredient.substance) & wanted:
            found.append(_delivered(compendium, part, ingredient))
        found += [
            carried(compendium, part, ingredient.substance, trait) for trait in sorted(own & wanted)
        ]
    if not found:
        _, _, perhaps = answers_to(compendium, part)
        names = " or ".join(compendium.label(each) for each in sorted(perhaps & wanted))
        if names:
            found.append(asked(f"{part.preparation.label} may be {names}, which was not said"))
    return tuple(found)


def _delivered(compendium: Compendium, part: Part, ingredient: Ingredient) -> Step:
    moiety = compendium.substances[ingredient.substance].moiety or ingredient.substance
    labels = {
        "preparation": part.preparation.label,
        "substance": compendium.label(ingredient.substance),
        "moiety": compendium.label(moiety),
    }
    words = "{preparation} holds {substance}: {moiety}"
    premises = [held(compendium, part, ingredient)]
    return _fired(compendium, "preparation-delivers-moiety", labels, words, premises)


def _fired(
    compendium: Compendium,
    name: str,
    labels: Mapping[str, str],
    words: str,
    premises: Iterable[Step],
) -> Step:
    """Tell the firing of a rule, in plain words where another version of the knowledge lacks it."""
    rule = compendium.rules.get(name)
    if rule is None:
        return concluded(name, words.format(**labels), premises)
    return concluded(rule.name, rule.told(labels), premises, rule.how, *rule.citations)
