"""Isotonic by measured osmolality, and what stands against an agent or a word."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.errors import NoModel
from mesograph.exchange.recipes import read_recipe
from mesograph.formulation.osmometry import measurements, osmolality_at
from mesograph.formulation.tonicity import adjust
from mesograph.model.claims import ContraindicationClaim
from mesograph.model.reasons import Kind
from mesograph.model.things import Figure, Ingredient, Preparation
from mesograph.quantities import Interval
from mesograph.strengths import read_strength


def codes(answer):
    return [each.code for each in (*answer.refused, *answer.cautions)]


@pytest.fixture(scope="module")
def measured(formulary):
    """Give the shipped knowledge, with potassium chloride measured at two strengths by one."""
    compendium = formulary.compendium

    def of(strength, osmolality, **said):
        salt = Ingredient(
            substance="potassium-chloride", role="active-ingredient", strength=strength
        )
        water = Ingredient(substance="water", role="water-vehicle", strength=None)
        figure = Figure(
            **{
                "id": "figure",
                "value": Interval.exactly(osmolality),
                "unit": "mosm-per-kg",
                "source": "source-of-two",
                "locator": "p. 1",
                "obtained": "measured",
                **said,
            }
        )
        label = f"potassium chloride {strength}"
        return Preparation(
            id=f"made-{strength}-{osmolality}-{len(said)}",
            label=label,
            kind="Preparation",
            ingredients=(salt, water),
            vehicle="aqueous-solution",
            osmolality=(figure,),
        )

    made = [
        of(read_strength("1 %"), 250),
        of(read_strength("2 %"), 480),
        of(read_strength("1.5 %"), 999, obtained="calculated"),
        of(read_strength("1.6 %"), 999, unit="mosm-per-L"),
        of(read_strength("10 IU/mL"), 999),
        of(None, 999),
    ]
    things = {**compendium.things, **{each.id: each for each in made}}
    return replace(compendium, things=things, reckoned={})


def test_the_two_plain_salines_are_the_measurements_of_sodium_chloride(formulary):
    found = measurements(formulary.compendium, "sodium-chloride")
    assert [(each.strength, each.value.low) for each in found] == [(9, 286), (9, 290)]
    assert measurements(formulary.compendium, "sodium-chloride") is found


def test_a_product_with_more_in_it_than_is_listed_is_no_plain_solution(formulary):
    # A label gives 270 to 330 mOsm/kg for 1 % lidocaine hydrochloride, which gives 74 at the most.
    assert measurements(formulary.compendium, "lidocaine-hydrochloride") == ()


def test_what_was_measured_near_is_taken_in_proportion(measured):
    assert osmolality_at(measured, "potassium-chloride", Decimal("10.5")).value == Interval(
        Decimal("262.5"), Decimal("262.5")
    )


def test_between_two_strengths_of_one_source_a_line_is_drawn(measured):
    found = osmolality_at(measured, "potassium-chloride", Decimal(15))
    assert found.value == Interval(Decimal(365), Decimal(365))
    assert "between" in found.how


@pytest.mark.parametrize("strength", ["5", "30"])
def test_nothing_is_drawn_beyond_what_was_measured(measured, strength):
    with pytest.raises(NoModel, match="a measured osmolality of potassium chloride"):
        osmolality_at(measured, "potassium-chloride", Decimal(strength))


def test_measured_figures_outrank_others_where_all_are_known(formulary):
    found = formulary.isotonic(["sodium bicarbonate 1.4 %"], volume="100 mL")
    assert (found.method, found.amount) == ("osmolality", None)
    # 300 mOsm/kg of 286 to 290.
    assert found.water.low.quantize(Decimal("0.01")) == Decimal("103.45")
    assert (found.osmolality.low, found.osmolality.high) == (300, 300)
    other = formulary.isotonic(["sodium bicarbonate 0.7 %"], volume="100 mL")
    assert other.method == "freezing-point"


def test_by_osmolality_the_rest_is_made_up_with_the_agent(formulary):
    half = formulary.isotonic(["sodium chloride 0.9 %"], volume="200 mL", method="osmolality").water
    assert half.low < 200 < half.high
    found = formulary.isotonic(["magnesium sulfate heptahydrate 15 %"], volume="100 mL")
    assert found.method == "osmolality"
    assert found.water.low == 200


def test_another_agent_needs_a_measurement_of_its_own(formulary):
    with pytest.raises(NoModel, match="glucose"):
        formulary.isotonic(
            ["sodium chloride 0.9 %"], volume="100 mL", agent="glucose", method="osmolality"
        )
    asked = (("drug X 1 %", "sodium chloride"), ("sodium chloride 0.9 %", "drug X"))
    for solute, agent in asked:
        with pytest.raises(NoModel, match="drug X"):
            formulary.isotonic([solute], volume="100 mL", agent=agent, method="osmolality")


def test_a_measured_agent_is_added_in_proportion(measured):
    recipe = read_recipe(
        measured,
        ["potassium chloride 1 %"],
        "100 mL",
        agent="potassium chloride",
        method="osmolality",
    )
    found = adjust(measured, recipe)
    # 286-290 less 250 mOsm/kg, at 250 for 1 g in 100 mL.
    assert (found.amount.low, found.amount.high) == (Decimal("0.144"), Decimal("0.16"))
    assert {each.kind for each in found.proof.leaves} <= {Kind.STATEMENT, Kind.QUESTION}


@pytest.mark.parametrize(
    ("solute", "word"),
    [
        ("glycerol 2.55 %", "iso-osmotic, not isotonic"),
        ("urea 1.7 %", "iso-osmotic, not isotonic"),
        ("glycerol 2.45 %", "about iso-osmotic, not isotonic"),
        ("ethanol 5 %", "hyperosmotic"),
        ("glycerol 0.5 %", "hypotonic"),
        ("mannitol 5 %", "isotonic"),
        ("mannitol 8 %", "hypertonic"),
    ],
)
def test_what_enters_cells_is_not_called_isotonic(formulary, solute, word):
    found = formulary.isotonic([solute], volume="100 mL")
    assert found.tonicity.startswith(word), (found.tonicity, found.osmolality)
    assert ("enters-cells" in codes(found)) is not solute.startswith("mannitol")


def test_an_agent_that_enters_cells_is_minded_too(formulary):
    found = formulary.isotonic(["procaine hydrochloride 1 %"], volume="100 mL", agent="urea")
    assert "enters-cells" in codes(found)


def test_boric_acid_is_for_eyes_and_not_for_injections(formulary):
    asked = {"volume": "60 mL", "agent": "boric acid"}
    injected = formulary.isotonic(["tetracaine hydrochloride 0.5 %"], **asked)
    assert not injected.is_good
    (refusal,) = injected.refused
    assert refusal.code == "not-for-injection"
    assert "Against that" in refusal.text
    assert len(refusal.claims) == 2
    dropped = formulary.isotonic(["tetracaine hydrochloride 0.5 %"], route="ophthalmic", **asked)
    assert dropped.is_good


def test_silver_is_refused_chloride_and_told_of_nitrates(formulary):
    found = formulary.isotonic(["silver nitrate 0.2 g"], volume="50 mL")
    (refusal,) = found.refused
    assert refusal.code == "precipitates"
    assert "potassium nitrate, sodium nitrate" in refusal.text
    assert formulary.isotonic(
        ["silver nitrate 0.2 g"], volume="50 mL", agent="sodium nitrate"
    ).is_good


def test_the_sum_of_ions_that_bind_is_an_upper_bound(formulary):
    for solutes in (
        ["calcium gluconate 1 g"],
        ["magnesium sulfate 1 g"],
        ["calcium chloride 0.1 g", "trisodium citrate 0.1 g"],
    ):
        found = formulary.isotonic(solutes, volume="100 mL", method="osmolarity")
        (caution,) = (each for each in found.cautions if each.code == "upper-bound")
        assert "upper bound" in caution.text
        assert caution.proof.leaves
    found = formulary.isotonic(["calcium chloride 0.1 g"], volume="100 mL", method="osmolarity")
    assert "upper-bound" not in codes(found)


def test_without_any_figure_the_osmolality_is_not_known(formulary):
    found = formulary.isotonic(
        ["drug X 1 %"], volume="100 mL", method="e-value", given={"e-value": ["drug X=0.2"]}
    )
    assert found.osmolality is not None
    bare = formulary.isotonic(
        ["drug X 1 %"],
        volume="100 mL",
        method="osmolarity",
        given={"particles": ["drug X=2"], "molar-mass": ["drug X=100"]},
    )
    assert bare.osmolality is None


def test_a_contraindication_by_an_injected_route_refuses_an_agent(formulary):
    compendium = formulary.compendium
    claim = ContraindicationClaim(
        id="made",
        kind="ContraindicationClaim",
        statement="Not into the skin.",
        supports=True,
        source="source-of-two",
        locator="p. 1",
        read_as="passage",
        about=frozenset({"mannitol"}),
        route="intradermal",
    )
    forbidding = replace(
        compendium, claims={**compendium.claims, claim.id: claim}, reckoned={}, _by_class={}
    )
    recipe = read_recipe(compendium, ["procaine hydrochloride 1 %"], "100 mL", agent="mannitol")
    assert adjust(compendium, recipe).is_good
    (refusal,) = adjust(forbidding, recipe).refused
    assert refusal.text.endswith("Not into the skin.")


def test_what_no_method_reaches_names_what_every_method_lacks(formulary):
    with pytest.raises(NoModel, match=r"measured osmolality.*\(E-value\) of"):
        formulary.isotonic(["tranexamic acid 1 %"], volume="100 mL")


def test_without_the_constant_of_water_freezing_points_mean_no_osmolality(formulary):
    compendium = formulary.compendium
    water = replace(compendium.substances["water"], constants=())
    bare = replace(compendium, things={**compendium.things, "water": water}, reckoned={})
    recipe = read_recipe(bare, ["procaine hydrochloride 1 %"], "100 mL")
    assert adjust(compendium, recipe).osmolality is not None
    assert adjust(bare, recipe).osmolality is None
