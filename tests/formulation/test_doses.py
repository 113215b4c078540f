"""The check dose: shares of maxima, added over a session, each maximum answered."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesograph.errors import AmbiguousName, UnknownName, UnreadablePart
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.doses import dose
from mesograph.formulation.sessions import read_beside
from mesograph.model.persons import Person
from mesograph.model.things import Circumstances, Session
from mesograph.quantities import Interval
from mesograph.verdicts import Status
from tests.conftest import claim, mixture, preparation

MET, FAILED, UNKNOWN = Status.MET, Status.FAILED, Status.UNKNOWN
HEAVY = Person(age=40, weight=Decimal(100))
MASSES = """
mg:numb a meso:Moiety ; rdfs:label "numb" ; meso:molarMass mg:numb-mass .
mg:numb-mass a meso:Figure ; meso:nominalValue 200.0 ; meso:unit meso:gram-per-mol ;
    dcterms:source mg:source-test ; meso:locator "p. 2" .
mg:numb-salt meso:activeMoiety mg:numb ; meso:molarMass mg:numb-salt-mass .
mg:numb-salt-mass a meso:Figure ; meso:nominalValue 250.0 ; meso:unit meso:gram-per-mol ;
    dcterms:source mg:source-test ; meso:locator "p. 3" .
mg:dull meso:activeMoiety mg:dull-base .
mg:dull-base a meso:Moiety ; rdfs:label "dull base" .
mg:tight a meso:Moiety ; rdfs:label "tight" .
mg:face a meso:Region ; rdfs:label "face" . mg:cheek a meso:Region ; rdfs:label "cheek" ;
    meso:partOf mg:face . mg:belly a meso:Region ; rdfs:label "belly" .
"""
NUMB, DULL = preparation("numb-2", "numb-salt", 20.0), preparation("dull-1", "dull", 10.0)
TIGHT = preparation("tight-1", "tight", 0.01)
ADDING = claim("AdditivityClaim", "adding", about="mg:numb , mg:dull-base")


def most(name="most", about="numb-salt", **said):
    """Write a maximum; what is not said is 100 mg for anybody."""
    said = said or {"mostMilligrams": "100.0"}
    return claim("DoseClaim", name, about=f"mg:{about}", **said)


def ask(compendium, person=None, region=None, also=(), times=1, **volumes):
    """Ask for the dose of a mixture drawn by volumes in mL, None for none."""
    besides = tuple(read_beside(compendium, each) for each in also)
    drawn = {name: None if volume is None else Decimal(volume) for name, volume in volumes.items()}
    asked = Circumstances(
        person=person, region=region, session=Session(times=times, besides=besides)
    )
    return dose(open_case(compendium, mixture(compendium, **drawn), asked))


def percent(low, high=None):
    return Interval.of(low, high or low)


def same(value, wanted):
    return (value.low, value.high) == (wanted.low, wanted.high)


def told(finding):
    return " ".join(each.text for each in finding.because)


# --- One syringe --------------------------------------------------------------


def test_a_share_is_met_failed_or_unknown(world):
    compendium = world(NUMB, MASSES, most(), ADDING)
    met = ask(compendium, HEAVY, numb_2=4)
    assert met.status is MET
    assert same(met.value, percent("80"))
    assert met.needs == ()
    assert ask(compendium, HEAVY, numb_2=5).status is MET
    failed = ask(compendium, HEAVY, numb_2=6)
    assert (failed.status, failed.value.low) == (FAILED, Decimal(120))


def test_just_above_the_whole_is_not_rounded_to_it(world):
    compendium = world(NUMB, MASSES, most(), ADDING)
    found = ask(compendium, HEAVY, numb_2="5.001")
    assert (found.status, str(found.value.low)) == (FAILED, "100.1")


def test_what_a_division_leaves_is_no_share(world):
    compendium = world(NUMB, MASSES, most(mostMilligrams="600.0"), ADDING)
    assert same(ask(compendium, HEAVY, numb_2="1.5").value, percent("5"))
    assert ask(compendium, HEAVY, also=("numb-salt 2% 10 mL",) * 2, numb_2=10).status is MET


def test_nothing_that_is_bounded_is_unknown(world):
    found = ask(world(NUMB, MASSES), HEAVY, numb_2=1)
    assert (found.status, found.value) == (UNKNOWN, None)
    assert found.needs == ("a cited maximum for what the mixture holds",)


def test_what_adds_up_but_has_no_maximum_is_needed(world):
    found = ask(world(NUMB, DULL, MASSES, most(), ADDING), HEAVY, numb_2=1, dull_1=1)
    assert found.status is UNKNOWN
    assert "a maximum for dull used so" in found.needs
    assert same(found.value, percent("20"))


def test_without_volumes_they_are_needed(world):
    compendium = world(NUMB, DULL, MASSES, most(), ADDING)
    assert ask(compendium, HEAVY, numb_2=None).needs == ("the volumes of the parts",)
    partly = ask(compendium, HEAVY, numb_2=None, dull_1=1)
    assert (partly.status, partly.value) == (UNKNOWN, Interval.of("0", None))
    assert "the volume of numb-2" in partly.needs


def test_a_strength_that_is_not_known_leaves_the_share_open(world):
    bare = NUMB.replace("meso:nominalValue 20.0 ; meso:unit meso:mg-per-mL", "a meso:Ingredient")
    found = ask(world(bare, MASSES, most(), ADDING), HEAVY, numb_2=1)
    assert (found.status, found.value) == (UNKNOWN, Interval.of("0", None))
    assert "the strength of numb-salt in numb-2" in found.needs


def test_units_that_are_no_milligrams_are_said(world):
    other = NUMB.replace("mg-per-mL", "iu-per-mL")
    found = ask(world(other, MASSES, most(), ADDING), HEAVY, numb_2=1)
    assert "the strength of numb-salt in mg" in found.needs


@pytest.mark.parametrize(
    ("person", "need"),
    [
        (None, "the weight of the person"),
        (Person(age=40), "the weight of the person"),
        (Person(weight=Decimal(70)), "the age of the person"),
    ],
)
def test_without_weight_or_age_nothing_is_met(world, person, need):
    compendium = world(NUMB, MASSES, most(), ADDING)
    found = ask(compendium, person, numb_2=1)
    assert found.status is UNKNOWN
    assert any(each.startswith(need) for each in found.needs)
    assert ask(compendium, person, numb_2=6).status is FAILED, "by every maximum in mg"


def test_milligrams_per_kilogram_need_a_weight(world):
    compendium = world(NUMB, MASSES, most(mostMilligramsPerKilogram="1.0"), ADDING)
    assert ask(compendium, numb_2=1).value is None
    assert same(ask(compendium, HEAVY, numb_2=1).value, percent("20"))
    light = Person(age=40, weight=Decimal(50))
    assert ask(compendium, light, numb_2=1).value.high == 40
    both = world(NUMB, MASSES, most(mostMilligrams="60.0", mostMilligramsPerKilogram="1.0"), ADDING)
    assert ask(both, HEAVY, numb_2="0.6").value.high == 20, "the lower of the two counts"


def test_sources_that_disagree_give_an_interval(world):
    compendium = world(NUMB, MASSES, most(), most("more", mostMilligrams="200.0"), ADDING)
    found = ask(compendium, HEAVY, numb_2=6)
    assert same(found.value, percent("60", "120"))
    assert found.status is UNKNOWN
    assert ask(compendium, HEAVY, numb_2=11).status is FAILED


def test_a_maximum_that_was_only_mentioned_or_refuted_does_not_count(world):
    mentioned = claim(
        "DoseClaim", "heard", read_as="mention", about="mg:numb-salt", mostMilligrams="10.0"
    )
    compendium = world(NUMB, MASSES, most(), mentioned, ADDING)
    assert same(ask(compendium, HEAVY, numb_2=1).value, percent("20"))


def test_ones_own_maximum_never_makes_it_more_lenient(world):
    own = most("own", mostMilligrams="1000.0")
    compendium = world(NUMB, MASSES, most(), ADDING, local=(own,))
    assert ask(compendium, HEAVY, numb_2=6).status is FAILED
    alone = world(NUMB, MASSES, ADDING, local=(own,))
    assert ask(alone, HEAVY, numb_2=6).status is MET


# --- Salts and bases ----------------------------------------------------------


def test_a_base_is_counted_as_the_salt_that_is_bounded(world):
    base = preparation("numb-base", "numb", 20.0)
    finding = ask(world(NUMB, base, MASSES, most(), ADDING), HEAVY, numb_base=1)
    assert same(finding.value, percent("25")), "20 mg x 250 / 200 of 100 mg"
    (step,) = [each for each in finding.proof.steps if each.name == "counted-as"]
    assert "20 mg of numb are counted as 25 mg of numb-salt" in step.text
    assert {c.locator for c in step.all_citations} >= {"p. 2", "p. 3"}


def test_a_salt_is_counted_as_the_base_that_is_bounded(world):
    compendium = world(NUMB, MASSES, most(about="numb"), ADDING)
    assert same(ask(compendium, HEAVY, numb_2=1).value, percent("16"))


def test_a_part_of_ones_own_may_mean_the_salt(world):
    compendium = world(NUMB, MASSES, most(), ADDING)
    found = ask(compendium, HEAVY, also=("numb 2% 1 mL",), numb_2=1)
    assert same(found.value, percent("40", "45"))
    open_ = ask(compendium, HEAVY, also=("numb 1 mL",), numb_2=1)
    assert open_.value == Interval.of("20.0", None)


def test_without_molar_masses_forms_are_not_turned_into_each_other(world):
    found = ask(world(DULL, MASSES, most(about="dull-base"), ADDING), HEAVY, dull_1=1)
    assert found.value is None
    assert "the molar masses of dull" in found.needs


def test_a_label_that_names_the_salt_beside_the_base_is_counted_once(world):
    twice = NUMB.replace("meso:ingredient mg:numb-2-1", "meso:ingredient mg:numb-2-1 , mg:more")
    twice += (
        "mg:more a meso:Ingredient ; meso:substance mg:numb ; meso:role meso:active-ingredient .\n"
    )
    found = ask(world(twice, MASSES, most(), ADDING), HEAVY, numb_2=1)
    assert (found.status, found.value.high) == (MET, Decimal(20))


# --- Which maxima hold --------------------------------------------------------


@pytest.mark.parametrize("use", ["dental-use", "tumescent-use", "topical-use", "nerve-block-use"])
def test_a_maximum_for_another_use_is_told_and_not_taken(world, use):
    compendium = world(
        NUMB, MASSES, most(), most("other", mostMilligrams="900.0", doseUse=f"meso:{use}"), ADDING
    )
    found = ask(compendium, HEAVY, numb_2=6)
    assert found.status is FAILED
    assert f"do not apply here: for {compendium.label(use)} (1)" in told(found)
    kept_apart = found.because[-1].proof
    assert (kept_apart.name, kept_apart.all_claims) == ("kept-apart", ("other",))


def test_a_maximum_for_infiltration_holds(world):
    both = most(mostMilligrams="100.0", doseUse="meso:dental-use , meso:infiltration-use")
    assert ask(world(NUMB, MASSES, both, ADDING), HEAVY, numb_2=1).status is MET


@pytest.mark.parametrize(
    ("said", "age", "holds"),
    [
        ({"fromAge": "18.0"}, 17, False),
        ({"fromAge": "18.0"}, 18, True),
        ({"fromAge": "18.0"}, None, True),
        ({"belowAge": "18.0"}, 17, True),
        ({"belowAge": "18.0"}, 18, False),
        ({"belowAge": "18.0"}, None, False),
        ({"fromAge": "1.0", "belowAge": "6.0"}, 6, False),
        ({"fromAge": "1.0", "belowAge": "6.0"}, 1, True),
    ],
)
def test_a_maximum_is_for_its_ages_and_an_adult_is_taken(world, said, age, holds):
    compendium = world(NUMB, MASSES, most(mostMilligrams="100.0", **said), ADDING)
    found = ask(compendium, Person(age=age, weight=Decimal(60)), numb_2=1)
    assert (found.value is not None) is holds
    assert ("do not apply here" in told(found)) is not holds


def test_a_maximum_for_a_day_bounds_but_lets_nothing_at_once(world):
    day = most("day", mostMilligrams="400.0", withinHours="24.0")
    compendium = world(NUMB, MASSES, most(), day, ADDING)
    assert ask(compendium, HEAVY, numb_2=6).status is FAILED
    strict = most("day", mostMilligrams="50.0", withinHours="24.0")
    found = ask(world(NUMB, MASSES, most(), strict, ADDING), HEAVY, numb_2=4)
    assert same(found.value, percent("80", "160"))
    alone = ask(world(NUMB, MASSES, day, ADDING), HEAVY, numb_2=2)
    assert same(alone.value, percent("10"))
    hours = most("hours", mostMilligrams="200.0", withinHours="2.0")
    assert ask(world(NUMB, MASSES, most(), hours, ADDING), HEAVY, numb_2=6).status is UNKNOWN


def test_a_maximum_for_a_region_replaces_that_of_its_source(world):
    here = most("here", mostMilligrams="50.0", inRegion="mg:face")
    compendium = world(NUMB, MASSES, most(), here, ADDING)
    assert same(ask(compendium, HEAVY, region="cheek", numb_2=2).value, percent("80"))
    assert same(ask(compendium, HEAVY, region="belly", numb_2=2).value, percent("40"))
    assert same(ask(compendium, HEAVY, numb_2=2).value, percent("40", "80"))
    wide = most("here", mostMilligrams="50.0", inRegion="mg:cheek")
    compendium = world(NUMB, MASSES, most(), wide, ADDING)
    assert same(ask(compendium, HEAVY, region="face", numb_2=2).value, percent("40", "80"))
    open_ = ask(compendium, HEAVY, numb_2=4)
    assert any("where numb-2 goes is not told" in each for each in open_.needs)


WITH = most(
    "with",
    mostMilligrams="200.0",
    withVasoconstrictor="true",
    givenWith="mg:tight",
    vasoconstrictorStrength="0.005",
)
WITHOUT = most("without", mostMilligrams="100.0", withVasoconstrictor="false")


@pytest.mark.parametrize(
    ("volumes", "wanted", "word"),
    [
        ({"numb_2": 1}, percent("20"), None),
        ({"numb_2": 1, "tight_1": 1}, percent("10"), "are those that count"),
        ({"numb_2": 1, "tight_1": "0.1"}, percent("10", "20"), "may be those that count"),
        ({"numb_2": 1, "tight_1": None}, percent("10", "20"), "may be those that count"),
    ],
)
def test_a_vasoconstrictor_decides_which_maxima_hold(world, volumes, wanted, word):
    compendium = world(NUMB, TIGHT, MASSES, WITH, WITHOUT, ADDING)
    found = ask(compendium, HEAVY, **volumes)
    assert same(found.value, wanted)
    said = [each.text for each in found.cautions if each.code == "vasoconstrictor"]
    assert len(said) == (word is not None)
    assert all(word in each for each in said)


def test_what_only_looks_like_one_is_no_vasoconstrictor(world):
    """A beta agonist is a catecholamine and widens vessels."""
    wide = preparation("wide-1", "wide") + "mg:wide meso:trait meso:catecholamine .\n"
    compendium = world(NUMB, wide, TIGHT, MASSES, WITH, WITHOUT, ADDING)
    assert same(ask(compendium, HEAVY, numb_2=1, wide_1=1).value, percent("20"))


def test_a_salt_of_a_vasoconstrictor_without_its_mass_leaves_it_open(world):
    salt = (
        preparation("salt-1", "tight-salt", 0.01) + "mg:tight-salt meso:activeMoiety mg:tight .\n"
    )
    compendium = world(NUMB, salt, MASSES, WITH, WITHOUT, ADDING)
    assert same(ask(compendium, HEAVY, numb_2=1, salt_1=1).value, percent("10", "20"))


def test_a_strength_for_tumescent_use_makes_no_vasoconstrictor_count(world):
    weak = most(
        "weak",
        mostMilligrams="900.0",
        givenWith="mg:tight",
        vasoconstrictorStrength="0.001",
        doseUse="meso:tumescent-use",
    )
    compendium = world(NUMB, TIGHT, MASSES, WITH, WITHOUT, weak, ADDING)
    assert same(ask(compendium, HEAVY, numb_2=9, tight_1=1).value, percent("90", "180"))


# --- The session --------------------------------------------------------------


def test_times_multiply_the_mixture(world):
    compendium = world(NUMB, MASSES, most(), ADDING)
    found = ask(compendium, HEAVY, times=3, numb_2=1)
    assert same(found.value, percent("60"))
    assert "3 times" in told(found)
    assert [each.code for each in found.cautions] == ["only-named"]
    once = ask(compendium, HEAVY, numb_2=1)
    assert [each.code for each in once.cautions] == ["this-syringe-only"]


def test_what_else_is_given_is_added_likes_to_likes(world):
    compendium = world(
        NUMB, DULL, MASSES, most(), most("dull", "dull", mostMilligrams="50.0"), ADDING
    )
    found = ask(compendium, HEAVY, also=("dull 1% 2 mL", "numb-salt 2% 1 mL"), numb_2=1)
    assert same(found.value, percent("80"))
    assert found.because[0].text.startswith("80 % of what sources allow in all")
    assert "adding" in found.because[0].claims


def test_what_does_not_add_up_is_not_added(world):
    compendium = world(NUMB, DULL, MASSES, most(), most("dull", "dull", mostMilligrams="20.0"))
    found = ask(compendium, HEAVY, numb_2=1, dull_1=1)
    assert same(found.value, percent("50")), "the larger share"
    assert len(found.because) == 2


def test_a_syringe_without_a_volume_leaves_the_sum_open(world):
    compendium = world(NUMB, MASSES, most(), ADDING)
    found = ask(compendium, HEAVY, also=("numb-salt 2%",), numb_2=1)
    assert found.value == Interval.of("20.0", None)
    assert found.status is UNKNOWN
    assert ask(compendium, HEAVY, also=("numb-salt 2%",), numb_2=6).status is FAILED


def test_plain_and_constricted_syringes_keep_their_own_maxima(world):
    tight = preparation("both-1", "numb-salt", 20.0).replace(
        "meso:ingredient mg:both-1-1", "meso:ingredient mg:both-1-1 , mg:both-1-2"
    )
    tight += "mg:both-1-2 a meso:Ingredient ; meso:substance mg:tight ; meso:role meso:stabiliser ;"
    tight += " meso:nominalValue 0.01 ; meso:unit meso:mg-per-mL .\n"
    compendium = world(NUMB, tight, TIGHT, MASSES, WITH, WITHOUT, ADDING)
    found = ask(compendium, HEAVY, also=("both-1 1 mL",), numb_2=1)
    assert same(found.value, percent("30"))
    either = ask(compendium, HEAVY, also=("numb-salt 2% 1 mL",), numb_2=1)
    assert same(either.value, percent("30", "40")), "which of the two products is not said"


def test_of_a_cream_anything_from_none_to_all_may_be_taken_up(world):
    compendium = world(NUMB, MASSES, most(), ADDING)
    found = ask(compendium, HEAVY, also=("numb 5% cream 2 g",), numb_2=1)
    assert same(found.value, percent("20", "145")), "100 mg, or 125 mg of the salt"
    assert found.status is UNKNOWN
    assert any("taken up" in each for each in found.needs)
    little = ask(compendium, HEAVY, also=("numb 5% cream 0.1 g",), numb_2=1)
    assert little.status is MET, "even all of it is within"
    bare = ask(compendium, HEAVY, also=("numb cream 2 g",), numb_2=1)
    assert bare.value == Interval.of("20.0", None)


CREAM = preparation("balm", "numb", 0.05).replace("mg-per-mL", "gram-per-gram")


def test_the_grams_of_a_cream_have_maxima_of_their_own(world):
    child = most("balm-child", "balm", mostGrams="2.0", belowAge="12.0", doseUse="meso:topical-use")
    compendium = world(NUMB, CREAM, MASSES, most(), child, ADDING)
    young = Person(age=8, weight=Decimal(25))
    found = ask(compendium, young, also=("balm 3 g",), numb_2=1)
    assert found.status is FAILED
    assert "3 g of balm are 150 % of the most on the skin" in told(found)
    adult = ask(compendium, HEAVY, also=("balm 3 g",), numb_2=1)
    assert adult.status is UNKNOWN
    assert "for an age below 12 years (1)" in told(adult)
    by_volume = ask(compendium, young, also=("balm 3 mL",), numb_2=1)
    assert "how many grams of balm are given" in by_volume.needs
    wrong = ask(compendium, young, also=("numb-2 3 g",), numb_2=1)
    assert "the strength of numb-salt in mg" in wrong.needs


def test_warnings_of_what_is_given_are_told_with_their_source(world):
    held = preparation("numb-2", "numb-salt", 20.0)
    warned = claim("WarningClaim", "mind-it", about="mg:dull")
    traits = claim("WarningClaim", "mind-trait", about="meso:sulfite")
    compendium = world(held, DULL, MASSES, most(), warned, traits, ADDING)
    assert "warning" not in {each.code for each in ask(compendium, numb_2=1).cautions}
    (found,) = [
        each
        for each in ask(compendium, also=("dull 1% 1 mL",), numb_2=1).cautions
        if each.code == "warning"
    ]
    assert (found.text, found.claims) == ("mind-it", ("mind-it",))
    refuted = claim("WarningClaim", "mind-it", "against", about="mg:dull")
    quiet = world(held, DULL, MASSES, most(), refuted, ADDING)
    assert "warning" not in {each.code for each in ask(quiet, dull_1=1).cautions}


@given(st.lists(st.integers(1, 60), min_size=1, max_size=4), st.integers(1, 60))
@settings(max_examples=40, deadline=None)
def test_a_syringe_more_never_lowers_a_share_and_order_does_not_matter(world, given_, more):
    compendium = COMPENDIUM.setdefault(
        "it",
        world(NUMB, DULL, TIGHT, MASSES, WITH, WITHOUT, most("dull", "dull"), ADDING),
    )
    kinds = ("numb-salt 2%", "dull 1%", "numb 1%", "tight 1:100 000")
    also = [f"{kinds[each % 4]} {each / 10} mL" for each in given_]
    before = ask(compendium, HEAVY, also=also, numb_2=1).value
    after = ask(
        compendium, HEAVY, also=[*also, f"{kinds[more % 4]} {more / 10} mL"], numb_2=1
    ).value
    assert after.low >= before.low
    assert after.high >= before.high
    for order in list(permutations(also))[:6]:
        assert ask(compendium, HEAVY, also=order, numb_2=1).value == before


COMPENDIUM = {}


# --- Reading what else is given -------------------------------------------------


def test_a_cream_is_read_by_its_substances_and_percentages(formulary):
    found = read_beside(formulary.compendium, "lidocaine/prilocaine cream 2.5%/2.5% 10 g")
    assert found.grams == 10
    (cream,) = found.preparations
    assert cream.label == "lidocaine 2.5 % (w/w) with prilocaine 2.5 % (w/w) cream (ad hoc)"
    assert [str(each.strength) for each in cream.ingredients] == ["0.025 g/g"] * 2
    known = read_beside(formulary.compendium, "EMLA cream 5,5 g")
    assert known.grams == Decimal("5.5")
    assert known.preparations == read_beside(formulary.compendium, "emla 1 g").preparations
    assert not known.preparations[0].ad_hoc


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("lidocaine hydrochloride 0.5 g", "only a cream"),
        ("lidocaine/prilocaine cream 5% 10 g", "not as many percentages"),
        ("lidocaine 0% cream 10 g", "percentages"),
        ("lidocaine/prilocaine 60%/50% cream 10 g", "percentages"),
        ("lidocaine/ 5%/5% cream 10 g", "names nothing"),
        ("lidocaine 5% cream 0 g", "weight"),
        ("lidocaine 5% cream -1 g", "weight"),
        ("lidocaine 5% cream 501 g", "weight"),
        ("lidocaine hydrochloride 200% 1 mL", "100 %"),
        ("lidocaine hydrochloride 2% -1 mL", "more than 0 mL"),
        ("", "empty"),
    ],
)
def test_what_cannot_be_read_is_refused(formulary, text, reason):
    with pytest.raises(UnreadablePart, match=reason):
        read_beside(formulary.compendium, text)


def test_names_of_creams_are_found_or_refused(world, formulary):
    with pytest.raises(UnknownName):
        read_beside(formulary.compendium, "numbitall 5% cream 10 g")
    twice = CREAM + preparation("salve", "numb", 0.05).replace('"salve"', '"balm"')
    with pytest.raises(AmbiguousName):
        read_beside(world(twice, MASSES), "balm 1 g")


# --- What is shipped ------------------------------------------------------------


def test_isoprenaline_does_not_lift_the_maximum_of_lidocaine(formulary):
    plain = formulary.check(["lidocaine hydrochloride 2 % (Irish label, holder not shown) 5 mL"])
    beside = formulary.check(
        [
            "lidocaine hydrochloride 2 % (Irish label, holder not shown) 5 mL",
            "isoproterenol hydrochloride 0.2 mg/mL 1 mL",
        ]
    )
    assert shipped(plain).value == shipped(beside).value


def shipped(answer):
    return next(each for each in answer.assessed.findings if each.check == "dose")


@pytest.mark.parametrize(
    ("product", "wanted"),
    [
        (
            "articaine hydrochloride 4 % with adrenaline 1:200 000 (Septocaine, United States)",
            "for dental use (3); without a vasoconstrictor (1)",
        ),
        (
            "lidocaine hydrochloride 1 % with adrenaline 1:200 000 (Xylocaine)",
            "without a vasoconstrictor",
        ),
    ],
)
def test_labels_with_adrenaline_count_as_such(formulary, product, wanted):
    found = shipped(formulary.check([f"{product} 5 mL"]))
    said = [each.text for each in found.cautions if each.code == "vasoconstrictor"]
    assert "are those that count" in said[0]
    assert wanted in told(found)


def test_a_vasoconstrictor_needs_no_maximum_of_its_own(formulary):
    person = Person(age=40, weight=Decimal(70))
    compendium = formulary.compendium
    product = compendium.names.exactly(
        "lidocaine hydrochloride 1 % with adrenaline 1:200 000 (Xylocaine)", ("MarketedProduct",)
    )
    found = ask(compendium, person, **{next(iter(product)): 2})
    assert (found.status, found.needs) == (MET, ())


def test_where_no_maximum_holds_one_is_needed(formulary):
    product = "articaine hydrochloride 4 % with adrenaline 1:200 000 (Septocaine, United States)"
    found = shipped(formulary.check([f"{product} 5 mL"]))
    assert (found.status, found.value) == (UNKNOWN, None)
    assert "a maximum for articaine hydrochloride used so" in found.needs


def test_a_base_and_its_salt_on_one_label_are_counted_once(formulary):
    product = next(
        each
        for each in formulary.compendium.preparations.values()
        if {"levobupivacaine", "levobupivacaine-hydrochloride"} <= each.substances
    )
    found = shipped(formulary.check([f"{product.label} 10 mL"]))
    assert found.value.high is not None


def test_all_figures_of_the_answer_rest_on_claims_or_the_question(formulary):
    answer = formulary.check(
        ["lidocaine hydrochloride 2 % (Irish label, holder not shown) 5 mL"],
        also=["EMLA 5 g", "procaine hydrochloride 1% 2 mL"],
        times=2,
    )
    for leaf in shipped(answer).proof.leaves:
        assert leaf.citations or leaf.kind.value in ("question", "absence"), leaf.text


def test_every_maximum_that_is_shipped_is_answered_somewhere(formulary):
    """No claim is dropped unsaid: it counts, or is told as not applying."""
    finding = shipped(
        formulary.check(["lidocaine hydrochloride 2 % (Irish label, holder not shown) 5 mL"])
    )
    told_of = set(finding.proof.all_claims)
    on_it = {
        id_
        for id_, each in formulary.compendium.claims.items()
        if each.kind == "DoseClaim" and each.about == "lidocaine-hydrochloride"
    }
    per_kilogram_only = {
        each
        for each in on_it
        if formulary.compendium.claims[each].most is None and each not in told_of
    }
    assert on_it - per_kilogram_only <= told_of
    assert len(on_it) > 25
