"""Conversions, dilutions and the pH at which an acid falls out, as books print them."""

from decimal import Decimal
from math import log10

import pytest

from mesograph.formulation.amounts import of_moles, to_moles
from mesograph.formulation.equilibrium import Ion, Weak, settle
from mesograph.formulation.mixing import final_strength
from mesograph.model.things import Ingredient, Part, Preparation
from mesograph.quantities import Interval
from mesograph.strengths import Strength, read_strength
from tests.chemistry.test_worked_examples import ROWS, agrees, constants, ids

BY_ID = {each["id"]: each for each in ROWS}
PER = {"mEq": "mEq/mL", "mmol": "mmol/mL", "mg": "mg/mL", "percent": "mg/mL"}
CONVERTED = {
    # what is given, in a unit of strength, and how many mL there are
    "w107": (Strength(Interval.exactly(250)), 1),
    "w108": (Strength(Interval.exactly(1000)), 1),
    "w109": (Strength(Interval.exactly(3), "mEq/mL"), 1),
    "w110": (Strength(Interval.exactly(1), "mEq/mL"), 1),
    "w111": (Strength(Interval.exactly(1000)), 1),
    "w112": (Strength(Interval.exactly(1000)), 1),
    "w113": (Strength(Interval.exactly(1000)), 1),
    "w114": (Strength(Interval.exactly(149)), 1),
    "w115": (Strength(Interval.exactly(5)), 1000),
    "w116": (Strength(Interval.exactly(500)), 1),
    "w117": (Strength(Interval.exactly(2000)), 1),
    "w118": (read_strength("10 %"), 20),
    "w121": (Strength(Interval.exactly(100_000)), 1),
    "w122": (Strength(Interval.exactly(5), "mmol/mL"), 1),
    "w124": (Strength(Interval.exactly(5), "mmol/mL"), 1),
    "w125": (Strength(Interval.exactly(5400)), 1),
}


@ids([BY_ID[each] for each in CONVERTED])
def test_an_amount_is_converted_as_printed(row):
    strength, volume = CONVERTED[row["id"]]
    figures = {name: value for of in constants(row).values() for name, value in of.items()}
    mass = Decimal(figures["M"]) if "M" in figures else None
    valence = int(figures["valence"]) if "valence" in figures else None
    unit = PER[row["asked"]]
    found = of_moles(to_moles(strength, mass, valence), unit, mass, valence).low
    value = found / 10 if row["asked"] == "percent" else found * volume
    assert agrees(row, value), (value, row["answer"])


@pytest.mark.parametrize(
    ("strength", "mass", "valence"),
    [
        (Strength.percent("1"), None, 1),
        (Strength(Interval.exactly(1), "mEq/mL"), Decimal(40), None),
        (Strength(Interval.exactly(1), "IU/mL"), Decimal(40), 1),
    ],
)
def test_what_a_conversion_lacks_is_not_guessed(strength, mass, valence):
    assert to_moles(strength, mass, valence) is None


@pytest.mark.parametrize("unit", ["mg/mL", "mEq/mL", "IU/mL"])
def test_nothing_is_made_of_moles_without_its_figure(unit):
    assert of_moles(Interval.exactly(1), unit, None, None) is None


def drawn(name, substances, volume):
    ingredients = tuple(
        Ingredient(substance=of, role="active-ingredient", strength=strength)
        for of, strength in substances.items()
    )
    preparation = Preparation(id=name, kind="Preparation", label=name, ingredients=ingredients)
    return Part(preparation, Decimal(volume))


def percent(text):
    return Strength.percent(text)


LIDOCAINE_ADRENALINE = (
    drawn("lidocaine", {"lidocaine": percent("1")}, "10"),
    drawn("saline", {"salt": percent("0.9")}, "30"),
    drawn("adrenaline", {"adrenaline": read_strength("1:1000")}, "0.2"),
)
DILUTED = {
    "w158": (
        (
            drawn("spirit", {"alcohol": percent("88")}, "110"),
            drawn("elixir", {"alcohol": percent("22")}, "85"),
            drawn("terpin", {"alcohol": percent("40")}, "255"),
        ),
        "alcohol",
        Decimal("0.1"),
    ),
    "w159": (
        (drawn("a", {"x": percent("10")}, "200"), drawn("b", {}, "1800")),
        "x",
        Decimal("0.1"),
    ),
    "w161": (
        (
            drawn("lidocaine", {"lidocaine": percent("2")}, "5"),
            drawn("saline", {"salt": percent("0.9")}, "10"),
        ),
        "lidocaine",
        Decimal("0.1"),
    ),
    "w166": (
        (drawn("a", {"x": percent("10")}, "120"), drawn("b", {}, "120")),
        "x",
        Decimal("0.1"),
    ),
    "w170": (
        (
            drawn("adrenaline", {"adrenaline": read_strength("1:1000")}, "0.1"),
            drawn("anaesthetic", {}, "9.9"),
        ),
        "adrenaline",
        Decimal(1),
    ),
    "w171": (LIDOCAINE_ADRENALINE, "lidocaine", Decimal("0.1")),
    "w172": (LIDOCAINE_ADRENALINE, "adrenaline", Decimal(1000)),
}


@ids([BY_ID[each] for each in DILUTED])
def test_a_dilution_comes_out_as_printed(row):
    mixture, substance, factor = DILUTED[row["id"]]
    value = final_strength(mixture, substance).amount.low * factor
    assert agrees(row, round(value, 6)), (value, row["answer"])


FALLING = {
    # uncharged solubility and content in mol/L, pKa
    "w222": (0.00275, 5 / 304, 7.12),
    "w223": (0.002, 50 / 304, 7.12),
    "w224": (3.07e-4, 0.04, 6.48),
    "w225": (0.0043, 0.0393, None),
}


@ids([BY_ID[each] for each in FALLING])
def test_an_acid_falls_out_at_the_ph_that_is_printed(row):
    solubility, molar, pka = FALLING[row["id"]]
    pka = -log10(3.9e-8) if pka is None else pka
    weak = Weak("acid", molar, 0, (pka,))

    def uncharged(sodium):
        return settle([Ion("sodium", 1, sodium)], [weak], held_at=0.0)

    low, high = 0.0, molar
    for _ in range(60):
        middle = (low + high) / 2
        if uncharged(middle).neutral(weak) > solubility:
            low = middle
        else:
            high = middle
    ph = uncharged(low).ph
    assert agrees(row, round(ph, 3)), (ph, row["answer"])
