"""What else is given in a session, as people write it: a solution in mL, or a cream in grams."""

import re
from decimal import Decimal

from mesograph.errors import AmbiguousName, UnreadablePart
from mesograph.formulation.parts import fitting_parts
from mesograph.model.compendium import Compendium
from mesograph.model.things import (
    PREPARATION_KINDS,
    SUBSTANCE_KINDS,
    Beside,
    Ingredient,
    Preparation,
)
from mesograph.naming import fold, refuse_deceptive
from mesograph.quantities import Interval, as_number
from mesograph.strengths import GRAM_PER_GRAM, Strength, read_number

MOST_GRAMS = Decimal(500)
_NUMBER = r"-?[0-9]+(?:[.,][0-9]+)?"
_WEIGHED = re.compile(rf"(?P<what>.+?)\s+(?P<grams>{_NUMBER})\s*g", re.IGNORECASE)
_FORM = re.compile(r"\b(cream|gel|ointment)\b", re.IGNORECASE)
_PERCENTS = rf"{_NUMBER}\s*%(?:\s*/\s*{_NUMBER}\s*%)*"
_STRONG = re.compile(rf"(?P<names>.+?)\s+(?P<strengths>{_PERCENTS})")
_HOW = "write a solution like 'lidocaine hydrochloride 2 % 3 mL', a cream like 'X 5 % cream 10 g'"


def read_beside(compendium: Compendium, text: str) -> Beside:
    """Read what else is given; raises what reading a part raises.

    Percentages of a cream are weight in weight. Where several preparations fit, all are kept.
    """
    weighed = _WEIGHED.fullmatch(refuse_deceptive(text).strip())
    if weighed is None:
        parts = fitting_parts(compendium, text)
        return Beside(
            text=text,
            preparations=tuple(each.preparation for each in parts),
            volume_ml=parts[0].volume_ml,
        )
    grams = read_number(weighed["grams"])
    if not 0 < grams <= MOST_GRAMS:
        raise UnreadablePart(text, f"its weight must be more than 0 and at most {MOST_GRAMS} g")
    found = _known(compendium, weighed["what"]) or _made_up(compendium, text, weighed["what"])
    return Beside(text=text, preparations=(found,), grams=grams)


def _known(compendium: Compendium, what: str) -> Preparation | None:
    """Give the one product of just this name, with or without the word cream."""
    for name in (what, _FORM.sub("", what).strip()):
        found = compendium.names.exactly(name, PREPARATION_KINDS) if name else ()
        if len(found) > 1:
            raise AmbiguousName(name, [compendium.label(each) for each in found])
        if found:
            return compendium.preparations[next(iter(found))]
    return None


def _made_up(compendium: Compendium, text: str, what: str) -> Preparation:
    """Make a cream of the substances and percentages it is said to hold."""
    form = _FORM.search(what)
    if form is None:
        raise UnreadablePart(text, f"only a cream, gel or ointment is given in grams: {_HOW}")
    rest = " ".join(_FORM.sub(" ", what).split())
    strong = _STRONG.fullmatch(rest)
    names = [each.strip() for each in (strong["names"] if strong else rest).split("/")]
    percents = [each.strip(" %") for each in strong["strengths"].split("/")] if strong else []
    if strong and len(percents) != len(names):
        raise UnreadablePart(text, "it has not as many percentages as substances")
    if not all(names):
        raise UnreadablePart(text, f"it names nothing: {_HOW}")
    given = [read_number(each) for each in percents]
    if any(each <= 0 for each in given) or sum(given) > 100:
        raise UnreadablePart(text, "its percentages are more than 0 and together at most 100 %")
    ingredients = tuple(
        Ingredient(
            substance=compendium.names.find(name, SUBSTANCE_KINDS, wanted="substance"),
            role="active-ingredient",
            strength=Strength(Interval.exactly(given[at] / 100), GRAM_PER_GRAM) if given else None,
        )
        for at, name in enumerate(names)
    )
    labels = [compendium.label(each.substance) for each in ingredients]
    shares = [f" {as_number(each)} % (w/w)" for each in given] or [""] * len(labels)
    shown = " with ".join(map("".join, zip(labels, shares, strict=True)))
    label = f"{shown} {form[0].lower()}"
    return Preparation(
        id=f"ad-hoc:{fold(label)}",
        label=f"{label} (ad hoc)",
        kind="Preparation",
        ingredients=ingredients,
        ad_hoc=True,
    )
