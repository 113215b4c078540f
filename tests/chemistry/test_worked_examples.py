"""What books print is what comes out, and what they print wrong is not.

Every row of the file has a problem and the answer printed in the place it names. Rows whose answer
does not follow from their own figures are kept: their answer must not come out.
"""

import csv
import re
from decimal import Decimal

import pytest

from mesograph.formulation.equilibrium import Ion, Weak, settle, shift_at
from mesograph.strengths import read_strength
from tests.conftest import ROOT

ROWS = list(
    csv.DictReader((ROOT / "tests/chemistry/worked-examples.csv").read_text("utf-8").splitlines())
)
FIGURES = {"E": "e-value", "D1%": "freezing-point", "M": "molar-mass", "ions": "particles"}
AMOUNT = re.compile(r".+? [0-9.,]+ ?(?:g|mg|%|mg/mL)")
WRONG = "PRINTED ANSWER DOES NOT FOLLOW"
ROUGH = ("TRUNCATED", "APPROXIMATION", "INTERMEDIATE ROUNDING", "leaves out what dissociates")


def constants(row):
    """Read 'name:E=0.18; pH=7.4' as figures by name; those of no name stand under ''."""
    found = {}
    for each in filter(None, (one.strip() for one in row["constants"].split(";"))):
        head, _, value = each.rpartition("=")
        name, _, figure = head.rpartition(":")
        found.setdefault(name.strip(), {})[figure.strip()] = value.strip()
    return found


def is_near(row, value):
    printed = Decimal(row["answer"].replace(",", ""))
    step = re.match(r"[0-9.]+", row["printed_rounding"])
    half = Decimal(step[0]) / 2 if step else Decimal(0)
    rounds = "round" in row["printed_rounding"] or "~" in row["printed_rounding"]
    if WRONG not in row["note"] and (
        rounds or "printed with ~" in row["note"] or any(w in row["note"] for w in ROUGH)
    ):
        half = max(2 * half, abs(printed) * Decimal("0.02"))
    return abs(Decimal(str(value)) - printed) <= half * Decimal("1.001")


def agrees(row, value):
    if WRONG in row["note"]:
        return not is_near(row, value)
    return is_near(row, value)


def ids(rows):
    return pytest.mark.parametrize("row", rows, ids=[each["id"] for each in rows])


def tonic(row):
    """Tell whether a row can be asked as a recipe is."""
    parts = [each.strip() for each in row["parts"].split(";") if each.strip()]
    return (
        row["asked"] in ("agent_g", "percent", "water_mL", "osmolarity_mosm_per_l")
        and row["kind"] in ("e-value", "freezing-point", "v-value", "osmolarity")
        and all(AMOUNT.fullmatch(each) for each in parts)
        and " solution" not in row["parts"] + row["agent"].replace("diluting solution", "")
        and re.fullmatch(r"[0-9.]*", row["volume_mL"])
        and not any(
            word in row["constants"] for word in ("i=", "D5%", "D0.9%", "phi", "target", "V=", "Kf")
        )
        and row["id"] not in UNLIKE
    )


UNLIKE = {
    "w030": "asks for double strength",
    "w103": "states no molar mass",
    "w017": "asks for a word",
    "w024": "asks for the equivalent strength",
    "w071": "counts one ion only",
    "w083": "counts one ion only",
    "w082": "asks for a strength",
    "w094": "counts ions by a formula of its own",
    "w098": "counts sodium only",
    "w091": "its figures are not in the text",
}
TONIC = [each for each in ROWS if tonic(each)]
IONS_OF_BOOKS = {"sodium acetate": "82.03", "sodium chloride": "58.44"}


def recipe(row):
    given = {}
    for name, figures in constants(row).items():
        for figure, value in figures.items():
            if figure in FIGURES:
                given.setdefault(FIGURES[figure], []).append(f"{name}={value}")
    parts = [each.strip().replace("≈", "") for each in row["parts"].split(";") if each.strip()]
    if row["asked"] == "osmolarity_mosm_per_l":
        for part in parts:
            name = re.sub(r" [0-9.]+ ?(?:g|mg|%|mg/mL)$", "", part)
            if not any(each.startswith(f"{name}=") for each in given.get("molar-mass", [])):
                given.setdefault("molar-mass", []).append(f"{name}={IONS_OF_BOOKS.get(name, 1)}")
    method = {"v-value": "v-value", "osmolarity": "osmolarity"}.get(row["kind"], row["kind"])
    agent = row["agent"] if row["agent"] and "diluting" not in row["agent"] else "sodium chloride"
    volume = f"{row['volume_mL'] or 100} mL"
    return parts, volume, agent, method, given


@ids(TONIC)
def test_a_recipe_comes_out_as_printed(formulary, row):
    parts, volume, agent, method, given = recipe(row)
    found = formulary.isotonic(
        parts, volume=volume, agent=agent, method=method, route="ophthalmic", given=given
    )
    match row["asked"]:
        case "agent_g":
            value = found.amount.low
        case "percent":
            value = found.amount.low * 100 / found.recipe.volume
        case "water_mL":
            value = found.water.low
        case _:
            value = found.osmolarity.low
    assert agrees(row, value), (value, row["answer"])


def pka(figures):
    if "pKa" in figures:
        return float(figures["pKa"])
    if "pKb" in figures:
        return 14 - float(figures["pKb"])
    from math import log10

    return -log10(float(figures["Ka"]))


FRACTIONS = [each for each in ROWS if each["kind"] == "fraction" and "pH=" in each["constants"]]


@ids(FRACTIONS)
def test_a_share_comes_out_as_printed(row):
    figures = constants(row)
    (name,) = (each for each in figures if each)
    ph = float(figures[""]["pH"])
    is_base = any(
        word in row["problem"] for word in ("base", "lidocaine", "itraconazole", "cocaine")
    )
    weak = Weak(name, 1e-9, int(is_base), (pka(figures[name]),))
    shift = shift_at(ph, [], [weak], held_at=0.0)
    found = settle([], [weak], shift=shift, held_at=0.0)
    assert found.ph == pytest.approx(ph, abs=1e-6)
    uncharged = found.neutral(weak) / weak.molar
    wanted = uncharged if "un-ionised" in row["answer_unit"] else 1 - uncharged
    value = wanted if row["asked"] == "fraction" else wanted * 100
    assert agrees(row, value), (value, row["answer"])


BUFFERS = [
    each
    for each in ROWS
    if each["kind"] == "buffer-ph"
    and each["asked"] == "pH"
    and each["id"]
    in ("w177", "w178", "w179", "w186", "w187", "w188", "w189", "w190", "w191", "w194", "w197")
]
MOLAR = re.compile(r"(?P<name>.+?) (?P<molar>[0-9.]+) mol/L(?: (?P<volume>[0-9.]+) mL)?")


@ids(BUFFERS)
def test_a_buffer_comes_out_as_printed(row):
    ((name, figures),) = ((each, of) for each, of in constants(row).items() if each)
    poured = [MOLAR.fullmatch(each.strip()) for each in row["parts"].split(";")]
    together = row["id"] == "w187"
    whole = (
        101.0
        if together
        else sum(float(each["volume"]) for each in poured if each["volume"]) or 1.0
    )
    total = sodium = 0.0
    for each in poured:
        share = float(each["volume"]) / whole if each["volume"] else 1.0
        molar = float(each["molar"]) * share
        sodium += molar if "sodium" in each["name"] else 0.0
        total += 0.0 if "hydroxide" in each["name"] else molar
    is_base = name in ("ammonia", "oxycodone")
    weak = Weak(name, total, int(is_base), (pka(figures),))
    found = settle([Ion("ion-sodium", 1, sodium)], [weak], held_at=0.0)
    assert agrees(row, round(found.ph, 3)), (found.ph, row["answer"])


STRENGTHS = [
    each
    for each in ROWS
    if each["kind"] == "ratio-strength"
    and each["asked"] in ("percent", "mg_per_mL", "mcg_per_mL", "mg", "g")
    and "ppm" not in each["parts"]
    and each["id"] != "w137"
]


@ids(STRENGTHS)
def test_a_strength_comes_out_as_printed(row):
    parts = row["parts"].split(";")
    which = 1 if "epinephrine in" in row["problem"] and len(parts) > 1 else 0
    text = re.search(r"(1:[0-9]+|[0-9.]+ ?(?:%|mg/mL|mg))$", parts[which].strip())[0]
    if text.endswith(" mg"):
        text += f"/{row['volume_mL']} mL"
    strength = read_strength(text).amount.low
    volume = Decimal(row["volume_mL"] or 1)
    value = {
        "percent": strength / 10,
        "mg_per_mL": strength,
        "mcg_per_mL": strength * 1000,
        "mg": strength * volume,
        "g": strength * volume / 1000,
    }[row["asked"]]
    assert agrees(row, value), (value, row["answer"])


def test_enough_printed_answers_are_looked_at():
    looked_at = [*TONIC, *FRACTIONS, *BUFFERS, *STRENGTHS]
    assert len(looked_at) >= 80
    assert all(each["url"] and each["locator"] for each in looked_at)
    assert any(WRONG in each["note"] for each in looked_at)
