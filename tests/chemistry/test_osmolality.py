"""The osmolality of a part as it is reckoned, against what was measured and by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.formulation.case import open_case
from mesograph.formulation.checks.measures import isotonicity
from mesograph.formulation.chemistry.freezing import depression_at, per_osmole
from mesograph.formulation.chemistry.osmolality import CALCULATED, MEASURED, osmolality_of
from mesograph.formulation.chemistry.particles import binding, count_of
from mesograph.formulation.chemistry.solutes import added_by, in_mg
from mesograph.formulation.mixing import usable
from mesograph.model.reasons import Kind, asked
from mesograph.model.things import Circumstances, Ingredient, Part, Preparation
from mesograph.quantities import Interval
from mesograph.strengths import Strength, read_strength
from mesograph.verdicts import Status

TOLD = asked("as asked")
OUTLIERS = {
    "aminophylline-25-mg-per-ml-united-states": "theophylline associates more than E says",
    "ascorbic-acid-150-mg-per-ml-pascoe": "the label's range is below what its pH asks for",
    "calcium-chloride-10-percent-hospira": "a table of freezing points measured a sixth more",
    "magnesium-sulfate-15-percent-renaudin": "the label's range ends where the table's begins",
}
"""Where the interval that is reckoned does not hold what was measured, and why."""


def unmeasured(preparation):
    """Give a part as if nobody had measured it."""
    return Part(replace(preparation, id=f"unmeasured:{preparation.id}", osmolality=()))


def shelved(formulary):
    return formulary.compendium.preparations.values()


def plain(substance, strength, *more, **said):
    """Make a watery product of substances with strengths, all that is in it known."""
    listed = [(substance, strength, "active-ingredient"), *more]
    ingredients = tuple(
        Ingredient(substance=of, role=role, strength=read_strength(at) if at else None)
        for of, at, role in listed
    )
    water = Ingredient(substance="water", role="water-vehicle", strength=None)
    name = " and ".join(f"{of} {at}" for of, at, _ in listed)
    return Preparation(
        **{
            "id": f"made:{name}:{sorted(said)}",
            "label": name,
            "kind": "Preparation",
            "ingredients": (*ingredients, water),
            "vehicle": "aqueous-solution",
            **said,
        }
    )


def added(formulary, substance, strength, others="0"):
    compendium = formulary.compendium
    return added_by(compendium, substance, read_strength(strength), TOLD, Decimal(others))


def test_what_is_reckoned_holds_what_was_measured(formulary, capsys):
    outside = {}
    compared = 0
    for each in shelved(formulary):
        read = usable(each.osmolality)
        found = osmolality_of(formulary.compendium, unmeasured(each)).value
        if read is None or found is None:
            continue
        compared += 1
        print(f"{each.id}: measured {read.low}-{read.high}, reckoned {found.low}-{found.high}")
        if not found.holds(read):
            apart = max(found.low - read.low, read.high - found.high)
            outside[each.id] = float(apart / read.high)
    assert compared >= 11
    assert set(outside) == set(OUTLIERS), capsys.readouterr().out
    assert all(each <= 0.17 for each in outside.values()), outside


@pytest.mark.parametrize(
    ("substance", "strength", "factor"),
    [
        ("sodium-chloride", "0.9 %", "1.13"),
        ("glucose", "5 %", "1.1"),
        ("mannitol", "5 %", "1.03"),
        ("sodium-bicarbonate", "1.4 %", "1.17"),
        ("procaine-hydrochloride", "2 %", "1.4"),
        ("potassium-chloride", "1 %", "1.2"),
        ("boric-acid", "1 %", "1.15"),
        ("urea", "1.8 %", "1.05"),
        ("trisodium-citrate-dihydrate", "1 %", "1.55"),
        ("tetracaine-hydrochloride", "1 %", "1.25"),
        ("silver-nitrate", "1 %", "1.2"),
    ],
)
def test_the_methods_agree_on_one_solute(formulary, substance, strength, factor):
    found = added(formulary, substance, strength)
    names = {each.name for each in found.step.premises}
    assert len(names) > 1
    assert found.value.high / found.value.low <= Decimal(factor), found.step.text
    assert all(each.value is not None for each in found.step.premises)


def test_ions_that_pair_are_far_below_the_sum_of_particles(formulary):
    found = added(formulary, "magnesium-sulfate-heptahydrate", "10 %")
    assert found.value.high / found.value.low > Decimal("1.7")
    given = [formulary.compendium.substances["magnesium-sulfate-heptahydrate"]]
    assert binding(formulary.compendium, given) == ("ion-magnesium", "ion-sulfate")


def test_a_complex_binds_across_solutes(formulary):
    known = formulary.compendium.substances
    calcium, citrate = known["calcium-chloride"], known["trisodium-citrate"]
    assert binding(formulary.compendium, [calcium]) == ()
    assert binding(formulary.compendium, [calcium, citrate]) == ("citric-acid", "ion-calcium")


def test_a_source_is_read_on_its_own_line(formulary):
    salt = formulary.compendium.substances["sodium-chloride"]
    crc = [each for each in salt.constants if each.source == "source-c-crc-102-aqueous"]
    at = Interval.exactly("7.53")
    value, used = depression_at(crc, at)
    # 0.3 at 5.01 and 0.59 at 10.05 mg/mL, each to half a hundredth.
    assert (value.low, value.high) == (Decimal("0.44"), Decimal("0.45"))
    assert {each.strength for each in used} == {Decimal("5.01"), Decimal("10.05")}
    assert depression_at(crc, Interval.exactly("5.01"))[0].low == Decimal("0.295")
    assert depression_at(crc, Interval.exactly("0.5"))[0].high == Decimal("0.0325")


def test_no_source_is_asked_beyond_its_highest_strength(formulary):
    salt = formulary.compendium.substances["sodium-chloride"]
    assert depression_at(salt.constants, Interval.exactly("117")) is not None
    assert depression_at(salt.constants, Interval.exactly("119")) is None


def test_an_osmole_lowers_the_freezing_point_of_water(formulary, world):
    value, told = per_osmole(formulary.compendium)
    assert value == Decimal("1.86")
    assert told.citations
    assert per_osmole(world("")) is None


def test_without_that_constant_freezing_points_say_nothing(formulary):
    compendium = formulary.compendium
    water = compendium.substances["water"]
    bare = replace(
        compendium,
        things={**compendium.things, "water": replace(water, constants=())},
        reckoned={},
    )
    found = added_by(bare, "procaine-hydrochloride", read_strength("2 %"), TOLD, Decimal(0))
    assert {each.name for each in found.step.premises} == {"particles"}
    strong = added_by(bare, "sodium-bicarbonate", read_strength("8.4 %"), TOLD, Decimal(0))
    # With no freezing point to rest on the least is one particle for each formula unit.
    assert strong.value.low == Decimal("999.9")


def test_what_is_stronger_adds_no_less_than_what_was_measured_weaker(formulary):
    found = added(formulary, "sodium-bicarbonate", "8.4 %")
    assert found.value.low > 1000
    assert found.value.high > 2000


def test_units_that_are_no_mass_say_nothing(formulary):
    found = added(formulary, "sodium-chloride", "10 IU/mL")
    assert (found.step, found.need) == (None, "the strength of sodium chloride in mg/mL")
    salt = formulary.compendium.substances["sodium-chloride"]
    assert in_mg(salt, read_strength("2 mmol/mL")).high == Decimal("116.886")
    assert in_mg(salt, Strength(Interval(Decimal(1), None))) is None


def test_a_trace_of_what_has_no_figure_is_counted_as_up_to_it(formulary):
    found = added(formulary, "cyanocobalamin", "0.09 mg/mL")
    assert (found.value.low, found.value.high) == (0, 5)
    much = added(formulary, "cyanocobalamin", "1 mg/mL")
    assert much.step is None
    assert "particles" in much.need
    assert "molar mass" in added(formulary, "hyaluronic-acid", "1 %").need


def test_particles_are_counted_by_what_a_formula_unit_gives(formulary):
    compendium = formulary.compendium

    def count(substance, molar="0.1"):
        found = count_of(compendium, compendium.substances[substance], Decimal(molar))
        return found and (found.value.low, found.value.high)

    assert count("glucose-monohydrate") == (1, 1)
    assert count("hydrochloric-acid")[1] == 2
    assert count("sodium-chloride", "0.15") == (Decimal("1.86"), 2)
    # No salt of two single charges that is known here keeps less than this coefficient.
    assert count("potassium-nitrate", "0.15")[0] == Decimal("1.8")
    assert count("sodium-chloride", "0.3") == (1, 2)
    assert count("procaine-hydrochloride") == (1, 2)
    assert count("glycine")[1] < Decimal("1.01")
    assert count("ascorbic-acid") == (1, Decimal("1.027"))
    assert count("ascorbic-acid", "0") == (1, 2)
    assert count("cyanocobalamin") is None


# --- Parts ---


def test_a_measured_figure_outranks_what_can_be_reckoned(formulary):
    saline = formulary.compendium.preparations["sodium-chloride-0-9-percent"]
    read = osmolality_of(formulary.compendium, Part(saline))
    assert (read.basis, read.value) == (MEASURED, usable(saline.osmolality))
    assert osmolality_of(formulary.compendium, unmeasured(saline)).basis == CALCULATED


@pytest.mark.parametrize(
    ("made", "lacking"),
    [
        (plain("sodium-chloride", "0.9 %", partly_known=True), "all ingredients of"),
        (plain("sodium-chloride", "0.9 %", vehicle="emulsion"), "no plain watery solution"),
        (plain("sodium-chloride", None), "the strength of sodium chloride in"),
        (plain("sodium-chloride", "80 %"), "more solute in it than water"),
        (plain("tranexamic-acid", "10 %"), "the E value of tranexamic acid"),
    ],
    ids=["partly known", "an emulsion", "no strength", "hardly any water", "no figure"],
)
def test_what_is_not_known_is_named(formulary, made, lacking):
    found = osmolality_of(formulary.compendium, Part(made))
    assert found.value is None
    assert found.step is None
    assert lacking in found.lacking[0]


def test_excipients_that_were_not_read_are_not_taken_for_absent(formulary):
    preparations = formulary.compendium.preparations
    bare = preparations["lidocaine-hydrochloride-1-percent-united-kingdom"]
    found = osmolality_of(formulary.compendium, Part(bare))
    assert "excipients" in found.lacking[0]


def test_a_label_s_osmolarity_tells_whether_the_list_is_whole(formulary):
    preparations = formulary.compendium.preparations
    whole = osmolality_of(
        formulary.compendium, Part(preparations["sodium-bicarbonate-8-4-percent-b-braun"])
    )
    assert any(each.name == "whole-by-osmolarity" for each in whole.step.premises)
    ascorbate = preparations["ascorbic-acid-500-mg-per-ml-ascor"]
    lacks = osmolality_of(formulary.compendium, Part(ascorbate))
    assert "too little for its mOsm/L" in lacks.lacking[0]


def test_a_list_of_actives_that_cannot_be_counted_is_not_taken_for_whole(formulary):
    # A salt with an E value, and with nothing known of its particles.
    made = plain("diphenhydramine-hydrochloride", "1 %")
    assert osmolality_of(formulary.compendium, Part(made)).value is not None
    bare = replace(made, id="bare", ingredients=made.ingredients[:1])
    assert "excipients" in osmolality_of(formulary.compendium, Part(bare)).lacking[0]


def test_what_adjusted_the_ph_is_found_from_the_label(formulary):
    preparations = formulary.compendium.preparations
    ascorbate = preparations["ascorbic-acid-150-mg-per-ml-pascoe"]
    found = osmolality_of(formulary.compendium, unmeasured(ascorbate))
    (adjuster,) = (each for each in found.step.premises if each.name == "ph-adjuster")
    # 150 mg/mL is 0.852 mol/L of an acid that gives one proton at the pH of the label.
    assert Decimal(800) < adjuster.value.low <= adjuster.value.high < Decimal(860)


def test_without_a_ph_all_protons_are_the_bound(formulary):
    made = plain("procaine-hydrochloride", "1 %", ("sodium-hydroxide", None, "ph-adjuster"))
    found = osmolality_of(formulary.compendium, Part(made))
    (adjuster,) = (each for each in found.step.premises if each.name == "ph-adjuster")
    assert adjuster.value.low == 0
    assert adjuster.value.high == pytest.approx(Decimal("36.66"), abs=Decimal("0.01"))


def test_carbon_dioxide_may_leave_where_an_acid_meets_bicarbonate(formulary):
    compendium = formulary.compendium
    glutathione = compendium.preparations["glutathione-100-mg-per-ml-glutanil-300"]
    found = osmolality_of(compendium, Part(glutathione))
    (gas,) = (each for each in found.step.premises if each.name == "carbon-dioxide")
    # 27.3 mg/mL are 0.325 mol/L of bicarbonate, and there is as much of the acid.
    assert gas.value.low == Decimal("-325")
    assert found.value.low < 600 < found.value.high
    alone = osmolality_of(compendium, Part(plain("sodium-bicarbonate", "1.4 %")))
    assert not any(each.name == "carbon-dioxide" for each in alone.step.premises)


def test_a_hydrate_that_was_not_read_opens_the_strength(formulary):
    preparations = formulary.compendium.preparations
    magnesium = preparations["magnesium-sulfate-10-percent-renaudin"]
    found = osmolality_of(formulary.compendium, Part(magnesium))
    # 100 mg/mL of the heptahydrate are 48.8 mg/mL without water, about 0.8 degrees.
    assert Decimal(420) < found.value.low < Decimal(450)
    told = [each.text for each in found.step.steps if each.name == "any-hydrate"]
    assert told == ["which hydrate that is was not said: it stands for 4.884-10 % without water"]
    known = replace(magnesium.ingredients[0], of_unknown_hydrate=False)
    dry = replace(magnesium, id="dry", ingredients=(known, *magnesium.ingredients[1:]))
    assert osmolality_of(formulary.compendium, Part(dry)).value.low > 850
    made = replace(plain("magnesium-sulfate-heptahydrate", "10 %"), id="ad-hoc", ad_hoc=True)
    assert not any(
        each.name == "any-hydrate"
        for each in osmolality_of(formulary.compendium, Part(made)).step.steps
    )


# --- The check ---


def judged(formulary, *parts, route="intradermal"):
    case = open_case(formulary.compendium, parts, Circumstances(route=route))
    return isotonicity(case)


@pytest.mark.parametrize(
    ("strength", "status"),
    [("0.3 %", Status.UNKNOWN), ("1.1 %", Status.UNKNOWN), ("10 %", Status.FAILED)],
)
def test_an_ad_hoc_part_may_hold_more_than_is_named(formulary, strength, status):
    """It is never too weak and never isotonic, for more may be in it; too strong it is at least."""
    made = replace(plain("sodium-chloride", strength), id=f"ad-hoc:{strength}", ad_hoc=True)
    found = judged(formulary, Part(made))
    assert found.status is status
    assert found.value.low is not None
    assert found.value.high is None
    (caution,) = (each for each in found.cautions if each.code == "calculated-osmolality")
    assert "nothing but what is named" in caution.text
    leaves = [each.text for each in found.because[0].proof.leaves]
    assert any("nothing but what is named" in each for each in leaves)
    assert bool(found.needs) is (status is Status.UNKNOWN)
    whole = judged(formulary, Part(plain("sodium-chloride", strength)))
    assert whole.status is not Status.UNKNOWN


def test_a_hypotonic_solution_fails_by_calculation(formulary):
    found = judged(formulary, Part(plain("procaine-hydrochloride", "1 %")))
    assert found.status is Status.FAILED
    assert found.value.high < 80
    assert not any("hypertonic" in each.text for each in found.because)


def test_a_hypertonic_mixture_says_how_far_to_dilute(formulary):
    # 10 % glucose measures about 600 mOsm/kg.
    part = Part(plain("glucose", "20 %"), Decimal(2))
    found = judged(formulary, part)
    told = [each for each in found.because if "hypertonic" in each.text]
    assert len(told) == 2
    assert found.status is Status.FAILED
    isotonic, tolerated = (each.proof.value for each in told)
    # 2 mL of x mOsm/kg come down to 295 in 2 * x / 295 mL.
    assert isotonic.low == 2 * (found.value.low / 295 - 1)
    assert tolerated.high == 2 * (found.value.high / 600 - 1)
    assert all(each.proof.leaves for each in told)
    alone = judged(formulary, Part(plain("glucose", "20 %")))
    assert any("to each mL" in each.text for each in alone.because)


def test_parts_are_weighed_with_what_is_reckoned(formulary):
    saline = formulary.compendium.preparations["sodium-chloride-0-9-percent-fresenius"]
    made = plain("glucose", "20 %")
    strong = osmolality_of(formulary.compendium, Part(made)).value
    found = judged(formulary, Part(made, Decimal(1)), Part(saline, Decimal(1)))
    assert found.value.low == (strong.low + 290) / 2
    assert "calculated" in found.because[0].text
    assert [each.code for each in found.cautions][-1] == "calculated-osmolality"
    read = {each.name for each in found.because[0].proof.premises}
    assert {"osmolality", "question"} <= read


def test_an_unknown_part_names_the_measurement_and_the_cheapest_figure(formulary):
    found = judged(formulary, Part(plain("tranexamic-acid", "10 %")))
    assert found.status is Status.UNKNOWN
    assert found.needs[0].startswith("the osmolality of")
    assert "E value" in found.needs[1]


def test_a_reckoned_interval_that_straddles_asks_for_a_measurement(formulary):
    saline = formulary.compendium.preparations["sodium-chloride-0-9-percent"]
    found = judged(formulary, unmeasured(saline))
    assert found.status is Status.UNKNOWN
    assert found.needs == (f"a measured osmolality of {saline.label}",)


def test_every_figure_goes_back_to_a_source(formulary):
    for each in shelved(formulary):
        step = osmolality_of(formulary.compendium, unmeasured(each)).step
        for one in step.steps if step else ():
            if one.kind is Kind.STATEMENT and one.name in ("molarMass", "freezingPointDepression"):
                assert one.citations, one.text
