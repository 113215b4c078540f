"""Formulae, constituents and molar masses agree: the elements and charges of every salt balance."""

import re
from collections import Counter
from decimal import Decimal

import pytest

from mesograph.formulary import load
from mesograph.knowledge.files import bundled
from mesograph.knowledge.parse import statements_of
from mesograph.vocabulary import INDIVIDUAL, ONTOLOGY

WEIGHTS = """
H 1.008  B 10.81  C 12.011  N 14.007  O 15.999  F 18.998  Na 22.990  Mg 24.305  Al 26.982
Si 28.085  P 30.974  S 32.06  Cl 35.45  K 39.098  Ca 40.078  Cr 51.996  Mn 54.938  Fe 55.845
Co 58.933  Ni 58.693  Cu 63.546  Zn 65.38  Ge 72.630  Se 78.971  Br 79.904  Mo 95.95
Ag 107.87  I 126.90  Hg 200.59
"""
"""Abridged standard atomic weights, IUPAC 2021 (doi:10.1515/pac-2019-0603)."""
ATOMS = {each: Decimal(weight) for each, weight in re.findall(r"([A-Z][a-z]?) ([0-9.]+)", WEIGHTS)}
HYDRATES = (
    "monohydrate",
    "dihydrate",
    "trihydrate",
    "tetrahydrate",
    "pentahydrate",
    "hexahydrate",
    "heptahydrate",
    "octahydrate",
    "nonahydrate",
    "decahydrate",
    "undecahydrate",
    "dodecahydrate",
)
"""Words that end a name, the first for one water of crystallisation."""
WATER_BALANCE = {"sodium hydroxide": 1, "sodium metabisulfite": -1}
"""Hydroxide is water less a proton; pyrosulfite takes up water and gives hydrogen sulfite."""
ROUNDED = Decimal("0.00005")
"""Sources round atomic weights differently, which shows with many atoms."""

COMPENDIUM = load().compendium
FORMULAE = {
    statement.subject.removeprefix(INDIVIDUAL): statement.object.text
    for path in sorted(bundled("data").rglob("*.ttl"))
    for statement in statements_of(path, path.read_bytes())
    if statement.predicate == ONTOLOGY + "molecularFormula"
}
COMPOSED = [
    each for each in COMPENDIUM.substances.values() if each.constituents and each.id in FORMULAE
]
NAMELESS = [
    each for each in COMPENDIUM.substances.values() if each.constituents and each.id not in FORMULAE
]
"""What has no formula of its own must weigh what it falls into."""
WEIGHED = [
    (each, constant)
    for each in COMPENDIUM.substances.values()
    for constant in each.constants
    if constant.quantity == "molarMass" and each.id in FORMULAE
]


def atoms(formula):
    assert re.fullmatch(r"(?:[A-Z][a-z]?[0-9]*)+", formula), formula
    found = Counter()
    for element, count in re.findall(r"([A-Z][a-z]?)([0-9]*)", formula):
        found[element] += int(count or 1)
    return found


def named(things):
    return [each.id for each in things]


def waters(label):
    word = label.rpartition(" ")[2]
    if word in HYDRATES:
        return HYDRATES.index(word) + 1
    return WATER_BALANCE.get(label, 0)


def together(substance):
    """Give the atoms of what it falls into, water included, and the charge of its ions."""
    found = Counter({"H": 2 * waters(substance.label), "O": waters(substance.label)})
    charge = 0
    for id_, count in substance.constituents:
        for element, number in atoms(FORMULAE[id_]).items():
            found[element] += number * count
        if id_ in COMPENDIUM.ions:
            charge += COMPENDIUM.ions[id_].charge * count
    return found, charge


@pytest.mark.parametrize("substance", COMPOSED, ids=named(COMPOSED))
def test_what_a_salt_gives_is_what_it_is_made_of(substance):
    """Acids and bases stand uncharged, so protons that ions took or brought make up the rest."""
    found, charge = together(substance)
    found["H"] -= charge
    formula = FORMULAE[substance.id]
    assert {each: count for each, count in found.items() if count} == atoms(formula)


@pytest.mark.parametrize("substance", COMPOSED, ids=named(COMPOSED))
def test_acids_and_bases_can_carry_the_charge_that_ions_leave(substance):
    _, charge = together(substance)
    if not any(each not in COMPENDIUM.ions for each, _ in substance.constituents):
        assert charge == 0 or {"hydroxide", "acid"} & set(substance.label.split())
        return
    highest = lowest = 0
    for id_, count in substance.constituents:
        if id_ in COMPENDIUM.ions:
            continue
        forms = Counter(
            each.dissociates_as
            for each in {
                constant.step or 1: constant
                for constant in COMPENDIUM.substances[id_].constants
                if constant.quantity == "pka" and constant.dissociates_as
            }.values()
        )
        highest += forms["as-conjugate-acid"] * count
        lowest -= forms["as-acid"] * count
    assert lowest <= -charge <= highest


@pytest.mark.parametrize(
    ("substance", "constant"), WEIGHED, ids=[constant.id for _, constant in WEIGHED]
)
def test_a_molar_mass_is_that_of_the_formula(substance, constant):
    assert_weighs(constant, atoms(FORMULAE[substance.id]))


@pytest.mark.parametrize("substance", NAMELESS, ids=named(NAMELESS))
def test_what_has_no_formula_weighs_what_it_gives(substance):
    found, charge = together(substance)
    found["H"] -= charge
    (constant,) = (each for each in substance.constants if each.quantity == "molarMass")
    assert_weighs(constant, found)


def assert_weighs(constant, made_of):
    mass = sum(ATOMS[each] * count for each, count in made_of.items())
    assert abs(mass - constant.value.low) <= max(mass * ROUNDED, Decimal("0.02"))


@pytest.mark.parametrize("ion", COMPENDIUM.ions.values(), ids=named(COMPENDIUM.ions.values()))
def test_an_ion_is_called_by_its_formula_and_charge(ion):
    made_of = atoms(FORMULAE[ion.id])
    for species in ion.species:
        formula, sign, charge = re.fullmatch(r"([A-Za-z0-9]+)([+-])([0-9]*)", species).groups()
        assert atoms(formula) == made_of
        assert int(f"{sign}{charge or 1}") == ion.charge


def test_salts_were_looked_at():
    assert len(COMPOSED) >= 60
    assert len(WEIGHED) >= 200
    assert FORMULAE.keys() >= COMPENDIUM.ions.keys()
