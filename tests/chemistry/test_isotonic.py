"""The command isotonic: what it answers in text and JSON, and one plain line for what is amiss."""

import json
import re
from decimal import Decimal

import pytest
from click.testing import CliRunner

from mesograph.cli import cli
from mesograph.errors import NoModel
from mesograph.exchange.recipes import read_recipe
from mesograph.formulation.tonicity import adjust
from mesograph.model.tonicities import METHODS
from tests.cli.test_commands import schema_of
from tests.conftest import claim

PROCAINE = ("procaine hydrochloride 0.6 g", "--volume", "60 mL")
UNKNOWN = ("drug X 0.45%", "--volume", "30 mL")


def ask(run, *arguments, exits=0):
    text = run("isotonic", *arguments, exits=exits).stdout
    told = json.loads(run("isotonic", *arguments, "--format", "json", exits=exits).stdout)
    schema_of("isotonic").validate(told)
    assert max(map(len, text.splitlines())) <= 100
    return text, told


def test_the_keys_stand_in_the_order_of_the_contract(run):
    _, told = ask(run, *PROCAINE)
    wanted = "agent amount_g water_mL method osmolality_mosm_per_kg osmolarity_mosm_per_l tonicity"
    keys = list(told)
    places = [keys.index(each) for each in (*wanted.split(), "steps", "sources")]
    assert places == sorted(places)
    assert keys[:2] == ["schema_version", "versions"]


def test_procaine_by_equivalents_is_what_the_pharmacist_reckons(run):
    """0.6 g x 0.18 = 0.108 g of the 0.54 g that 60 mL need."""
    text, told = ask(run, *PROCAINE, "--e-value", "procaine hydrochloride=0.18")
    assert text.startswith("add 0.432 g of sodium chloride and water to 60 mL")
    assert (told["agent"], told["amount_g"], told["water_mL"]) == ("mg:sodium-chloride", 0.432, 12)
    assert (told["method"], told["tonicity"]) == ("e-value", "hypotonic")
    assert told["refused"] == told["cautions"] == []
    assert told["ranges"]["amount_g"] == [0.432, 0.432]


@pytest.mark.parametrize(
    ("method", "least", "most"),
    [
        ("e-value", 0.43, 0.434),
        ("freezing-point", 0.40, 0.42),
        ("v-value", 0.43, 0.434),
        ("osmolarity", 0.40, 0.43),
    ],
)
def test_the_methods_agree_about_procaine(run, method, least, most):
    _, told = ask(run, *PROCAINE, "--method", method)
    low, high = told["ranges"]["amount_g"]
    assert least <= low <= told["amount_g"] <= high <= most
    assert told["method"] == method


def test_the_figure_of_the_agent_is_that_of_a_thin_solution(run):
    """A little recipe and a large one of the same strengths lead to the same share of agent."""
    shares = []
    for grams, volume in (("0.06", 6), ("6", 600)):
        solute = f"procaine hydrochloride {grams} g"
        _, told = ask(run, solute, "--volume", f"{volume} mL", "--method", "freezing-point")
        shares.append(told["amount_g"] / volume)
        agents = [s for s in told["steps"] if "of sodium chloride:" in s["conclusion"]]
        assert all(re.search("at (9|10|10.05) mg/mL$", each["conclusion"]) for each in agents)
    assert shares[0] == pytest.approx(shares[1], rel=1e-4)


def test_what_does_not_fall_apart_counts_as_one_particle(run):
    """Glucose gives no proton below pH 11: 50 g/L / 180.16 g/mol is 277.5 mOsm/L."""
    _, told = ask(run, "glucose 5 %", "--volume", "100 mL", "--method", "osmolarity")
    assert told["osmolarity_mosm_per_l"] == pytest.approx(277.5, abs=0.1)
    assert any("does not fall apart" in each["conclusion"] for each in told["steps"])


def test_steps_and_needs_speak_plain_words(run):
    for method in METHODS:
        # Nobody measured procaine; sodium chloride was.
        solutes = (
            ("sodium chloride 0.9 %", "--volume", "60 mL") if method == "osmolality" else PROCAINE
        )
        text, told = ask(run, *solutes, "--method", method)
        words = re.sub("mOsm|mL|NaCl", "", text.partition("Sources")[0])
        assert not re.search("[a-z][A-Z]", words)
        assert not any(re.search("[a-z][A-Z]", each["rule_name"]) for each in told["steps"])
    told = CliRunner().invoke(cli, ["isotonic", "procaine 1 g", "--volume", "60 mL"]).stderr
    assert "sodium chloride equivalent (E-value) of procaine" in told


def test_every_leaf_has_a_source_or_was_asked(run):
    _, told = ask(run, *PROCAINE, "--method", "osmolarity")
    leaves = [each for each in told["steps"] if not each["premises"]]
    cited = {each["id"] for each in told["sources"]}
    for each in leaves:
        parts = "falls apart wholly" in each["conclusion"]
        assert each["kind"] == "question" or parts or each["sources"]
        assert {place["id"] for place in each["sources"]} <= cited


def test_what_is_hypertonic_is_told_how_far_to_dilute(run):
    """5 % of sodium chloride is iso-osmotic in 5 / 0.9 of its volume."""
    text, told = ask(run, "sodium chloride 5 %", "--volume", "10 mL", exits=1)
    assert text.startswith("hypertonic: nothing to add; diluted to 55.56 mL it is iso-osmotic")
    assert told["amount_g"] is told["ranges"]["amount_g"] is None
    assert told["water_mL"] == pytest.approx(55.5556)
    assert told["tonicity"] == "hypertonic"
    assert "nothing is added" in told["steps"][0]["conclusion"]


def test_what_passes_for_isotonic_is_not_called_hypertonic(run):
    text, told = ask(run, "sodium chloride 0.92 %", "--volume", "100 mL", exits=1)
    assert text.startswith("above iso-osmotic, in what passes for isotonic")
    assert told["tonicity"] in ("isotonic", "about isotonic: sources draw the line differently")


def test_methods_that_disagree_are_heard_on_their_own(run):
    text, told = ask(
        run,
        *PROCAINE,
        "--molar-mass",
        "procaine hydrochloride=10",
        "--method",
        "osmolarity",
        exits=1,
    )
    assert text.startswith("above iso-osmotic by the figures of this method")
    assert told["tonicity"] == "hypotonic"


def test_a_given_equivalent_decides_the_osmolality_as_well(run):
    _, told = ask(run, *PROCAINE, "--e-value", "procaine hydrochloride=9", exits=1)
    assert told["tonicity"] == "hypertonic"
    assert told["osmolality_mosm_per_kg"] > 1000


@pytest.mark.parametrize(
    ("option", "figure", "amount"),
    [
        ("--e-value", "drug X=0.18", 0.2457),
        ("--e-value", "Drug x = 0,18", 0.2457),
    ],
)
def test_what_is_not_known_here_works_with_its_figure(run, option, figure, amount):
    """The printed answer of a course: 0.2457 g for 30 mL of drug X 0.45 % with E 0.18."""
    text, told = ask(run, *UNKNOWN, option, figure)
    assert told["amount_g"] == amount
    assert "(not known here)" in text
    assert "as given" in text
    assert told["osmolarity_mosm_per_l"] is None


def test_an_agent_that_is_not_known_here_is_named_as_it_was(run):
    _, told = ask(run, *PROCAINE, "--agent", "salt Y", "--e-value", "salt Y=0.5")
    assert told["agent"] == "salt Y"
    assert told["amount_g"] == 0.864


def test_without_figures_for_an_osmolality_nothing_is_said_on_it(run):
    figures = ("--particles", "drug X=2", "--molar-mass", "drug X=100")
    _, told = ask(run, *UNKNOWN, *figures)
    assert told["method"] == "osmolarity"
    assert told["osmolality_mosm_per_kg"] is None
    assert told["tonicity"] == "unknown"
    assert told["osmolarity_mosm_per_l"] == 90
    text, told = ask(run, *UNKNOWN, "--particles", "drug X=9", *figures[2:], exits=1)
    assert told["tonicity"] == "hypertonic"
    assert text.startswith("hypertonic: nothing to add")


def test_an_agent_that_falls_out_is_refused_and_another_is_not(run):
    text, told = ask(run, "silver nitrate 0.1 g", "--volume", "10 mL", exits=1)
    assert text.startswith("sodium chloride is not used here\n\nREFUSED")
    assert told["amount_g"] is told["ranges"]["amount_g"] is None
    assert "silver chloride" in told["refused"][0]
    _, told = ask(run, "silver nitrate 0.1 g", "--volume", "10 mL", "--agent", "sodium nitrate")
    assert told["refused"] == []
    assert told["amount_g"] > 0


def test_what_was_there_before_the_agent_is_not_its_fault(run):
    """Silver nitrate and a chloride fall out whatever is added; the agent takes no part in it."""
    parts = ("silver nitrate 0.01 g", "potassium chloride 0.01 g", "--volume", "10 mL")
    _, told = ask(run, *parts, "--agent", "sodium nitrate")
    assert told["refused"] == []


PERMEANT = (
    claim("TraitClaim", "enters", agent="mg:drug", ofTrait="meso:enters-red-cells")
    + 'meso:enters-red-cells a meso:Trait ; rdfs:label "enters red cells"@en .\n'
)
FORBIDDEN = claim(
    "ContraindicationClaim", "never into the skin", about="mg:drug", route="meso:intradermal"
).replace("mg:never into the skin", "mg:never")
SALT = """
mg:salt a meso:Salt ; rdfs:label "sodium chloride" ; meso:isoOsmoticStrength mg:salt-1 ;
    meso:sodiumChlorideEquivalent mg:salt-2 ; meso:freezingPointDepression mg:salt-3 .
mg:salt-1 a meso:Figure ; meso:nominalValue 9.0 ; meso:unit meso:mg-per-mL .
mg:salt-2 a meso:Figure ; meso:nominalValue 1.0 ; meso:unit meso:gram-per-gram .
mg:salt-3 a meso:Figure ; meso:nominalValue 0.52 ; meso:unit meso:celsius ; meso:atStrength 9.0 .
mg:drug a meso:Substance ; rdfs:label "drug" ; meso:sodiumChlorideEquivalent mg:drug-1 .
mg:drug-1 a meso:Figure ; meso:nominalValue 0.5 ; meso:unit meso:gram-per-gram .
mg:water a meso:Substance ; rdfs:label "water" ; meso:cryoscopicConstant mg:water-1 .
mg:water-1 a meso:Figure ; meso:nominalValue 1.86 ; meso:unit meso:celsius .
mg:band-source a meso:Source ; rdfs:label "bands" ; dcterms:bibliographicCitation "Bands." .
"""
BAND = claim(
    "LimitClaim",
    "isotonic",
    requirement="mg:requirement-isotonicity",
    band="meso:met-band",
    lowerBound="270.0",
    upperBound="330.0",
    unit="meso:mosm-per-kg",
)


def made(compendium, *solutes, agent="sodium chloride", **said):
    return adjust(compendium, read_recipe(compendium, solutes, "100 mL", agent=agent, **said))


def test_a_solute_that_enters_cells_is_iso_osmotic_but_not_isotonic(world):
    found = made(world(SALT, PERMEANT, BAND), "drug 1.8 g")
    assert found.tonicity == "iso-osmotic, not isotonic"
    assert [each.code for each in found.cautions] == ["enters-cells"]
    assert found.cautions[0].proof.leaves[0].claims == ("enters",)
    found = made(world(SALT, BAND), "drug 1.8 g")
    assert (found.tonicity, found.cautions) == ("isotonic", ())


def test_an_agent_is_refused_for_an_injection_but_not_for_the_eye(world):
    compendium = world(SALT, FORBIDDEN)
    found = made(compendium, "sodium chloride 0.1 g", agent="drug")
    assert [each.code for each in found.refused] == ["not-for-injection"]
    assert not found.is_good
    assert made(compendium, "sodium chloride 0.1 g", agent="drug", route="ophthalmic").is_good
    assert made(compendium, "drug 0.1 g").is_good


def test_an_amount_is_never_below_nothing(world):
    """Of two equivalents one leaves room for salt and the other does not."""
    wide = "mg:drug meso:sodiumChlorideEquivalent mg:drug-2 .\n" + (
        "mg:drug-2 a meso:Figure ; meso:nominalValue 0.4 ; meso:unit meso:gram-per-gram .\n"
    )
    found = made(world(SALT, wide), "drug 2 g")
    assert (found.amount.low, found.amount.high) == (Decimal(0), Decimal("0.1"))


def test_a_molar_mass_that_nobody_knows_is_asked_for(world):
    with pytest.raises(NoModel, match=r"molar mass of drug.*--molar-mass"):
        made(world(SALT), "drug 1 g", method="osmolarity")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("procaine hydrochloride 0.6 g", "--volume", "60"), "Cannot read '60'"),
        (("procaine hydrochloride 0.6 g", "--volume=-60 mL"), "above 0"),
        (("procaine hydrochloride 0.6 g", "--volume", "0 mL"), "above 0"),
        (("procaine hydrochloride 0.6 g", "--volume", "1e9 mL"), "Cannot read '1e9 mL'"),
        (("procaine hydrochloride 0.6 g", "--volume", "200000 mL"), "Cannot read '200000 mL'"),
        (("procaine hydrochloride 0.6 g", "--volume", "60 L"), "'60 L'"),
        (("procaine hydrochloride", "--volume", "60 mL"), "write it like"),
        (("procaine hydrochloride 0 g", "--volume", "60 mL"), "above 0"),
        (("procaine hydrochloride -1 g", "--volume", "60 mL"), "above 0"),
        (("procaine hydrochloride 61 g", "--volume", "60 mL"), "do not go into 60 mL"),
        (("procaine hydrochloride 0.6 kg", "--volume", "60 mL"), "write it like"),
        (("procaine hydrochloride 1,500 mg", "--volume", "60 mL"), "write it like"),
        (("procaine hydrochloride 2 %%", "--volume", "60 mL"), "write it like"),
        (("procaine hydrochloride 5 IU/mL", "--volume", "60 mL"), "write it like"),
        (("procaine hydrochloride nan g", "--volume", "60 mL"), "write it like"),
        (("", "--volume", "60 mL"), "write it like"),
        (("0.6 g", "--volume", "60 mL"), "write it like"),
        (("procaine\u200bhydrochloride 1 g", "--volume", "60 mL"), "ZERO WIDTH SPACE"),
        (UNKNOWN, '--e-value "drug X=…"'),
        ((*UNKNOWN, "--method", "freezing-point"), '--freezing-point "drug X=…"'),
        ((*UNKNOWN, "--molar-mass", "drug X=100"), '--particles "drug X=…"'),
        (("procaine 1 g", "--volume", "60 mL", "--method", "e-value"), '--e-value "procaine=…"'),
        (
            ("procaine 1 g", "--volume", "60 mL", "--method", "osmolarity"),
            '--particles "procaine=…"',
        ),
        (
            ("agar 1 g", "--volume", "60 mL", "--method", "freezing-point"),
            '--freezing-point "agar=…"',
        ),
        ((*PROCAINE, "--agent", "nonsense"), "nonsense, which is not known here"),
        ((*PROCAINE, "--agent", ""), "an agent has a name"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride"), "above 0"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride="), "above 0"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride=x"), "above 0"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride=0"), "above 0"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride=-1"), "above 0"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride=nan"), "above 0"),
        ((*PROCAINE, "--e-value", "procaine hydrochloride=inf"), "above 0"),
        ((*PROCAINE, "--freezing-point", "procaine hydrochloride=1e99"), "above 0"),
        ((*PROCAINE, "--molar-mass", "procaine hydrochloride=1,000"), "above 0"),
        ((*PROCAINE, "--particles", "=2"), "above 0"),
        ((*PROCAINE, "--e-value", "somebody else=0.2"), "No part of the recipe is called"),
        ((*PROCAINE, "--data", "nowhere.ttl"), "nowhere.ttl"),
    ],
)
def test_what_cannot_be_understood_is_one_line_and_no_answer(arguments, said):
    found = CliRunner().invoke(cli, ["isotonic", *arguments], prog_name="mesograph")
    assert (found.exit_code, found.stdout) == (2, "")
    (line,) = found.stderr.splitlines()
    assert line.startswith("Error: ")
    assert said in line


@pytest.mark.parametrize(
    "arguments",
    [PROCAINE[:1], (*PROCAINE, "--method", "magic"), (*PROCAINE, "--route", "oral")],
)
def test_a_wrong_option_is_a_usage_error(arguments):
    found = CliRunner().invoke(cli, ["isotonic", *arguments], prog_name="mesograph")
    assert (found.exit_code, found.stdout) == (2, "")


@pytest.mark.parametrize("said", [{"method": "magic"}, {"route": "oral"}])
def test_python_is_told_of_a_method_or_route_that_is_none(formulary, said):
    with pytest.raises(Exception, match=r"No (method|route) is called") as caught:
        formulary.isotonic(["procaine hydrochloride 0.6 g"], volume="60 mL", **said)
    assert caught.value.exit_status == 2
