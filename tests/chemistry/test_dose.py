"""The check dose: shares of cited maxima, added up for what adds up, and never met on a guess."""

from decimal import Decimal

import pytest

from mesograph.formulation.case import open_case
from mesograph.formulation.checks.doses import dose
from mesograph.model.persons import Person
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval
from mesograph.verdicts import Status
from tests.chemistry.beakers import product
from tests.conftest import claim, mixture

ONE, TEN = Decimal(1), Decimal(10)
MG = "mg-per-mL"
SUBSTANCES = """
mg:caine a meso:Substance ; rdfs:label "caine" .
mg:other-caine a meso:Substance ; rdfs:label "other caine" .
mg:tight a meso:Substance ; rdfs:label "tight" ; meso:trait meso:catecholamine .
mg:plain a meso:Substance ; rdfs:label "plain" .
mg:face a meso:Region ; rdfs:label "face" .
mg:scalp a meso:Region ; rdfs:label "scalp" .
"""


def most(name, about="caine", **said):
    return claim("DoseClaim", name, about=f"mg:{about}", **said)


PLAIN = most("plain-most", mostMilligrams="200.0", withVasoconstrictor="false")
TIGHT = most(
    "tight-most",
    mostMilligrams="500.0",
    withVasoconstrictor="true",
    givenWith="mg:tight",
    vasoconstrictorStrength="0.005",
)
BY_WEIGHT = most("weighed", mostMilligramsPerKilogram="4.0")
OTHER = most("other-most", "other-caine", mostMilligrams="200.0")
ADDING = claim("AdditivityClaim", "adding", about="mg:caine , mg:other-caine")
A = product("a", caine=20.0)
B = product("b", other_caine=20.0)


def asked(world, *texts, weight=None, region=None, **volumes):
    compendium = world(SUBSTANCES, *texts)
    person = Person(weight=Decimal(weight), age=40) if weight else None
    circumstances = Circumstances(person=person, region=region)
    return dose(open_case(compendium, mixture(compendium, **volumes), circumstances))


def test_half_of_the_most_is_no_yes_without_a_weight(world):
    found = asked(world, PLAIN, A, a=Decimal(5))
    assert (found.status, found.unit) == (Status.UNKNOWN, "%")
    assert found.value == Interval.of("50", "50")
    assert found.limit.high == 100
    assert any("weight" in each for each in found.needs)
    assert "plain-most" in {name for leaf in found.because[0].proof.leaves for name in leaf.claims}


def test_more_than_the_most_of_every_source_fails_with_or_without_a_weight(world):
    assert asked(world, PLAIN, A, a=Decimal(11)).status is Status.FAILED
    found = asked(world, PLAIN, A, weight="80", a=Decimal(11))
    assert found.status is Status.FAILED
    assert found.value.low > 100


def test_between_two_sources_it_is_unknown(world):
    lenient = most("lenient", mostMilligrams="400.0")
    found = asked(world, PLAIN, lenient, A, weight="80", a=Decimal(15))
    assert found.status is Status.UNKNOWN
    assert (found.value.low, found.value.high) == (Decimal(75), Decimal(150))


def test_the_lighter_person_has_the_lower_most(world):
    light = asked(world, BY_WEIGHT, A, weight="40", a=Decimal(5))
    heavy = asked(world, BY_WEIGHT, A, weight="100", a=Decimal(5))
    assert (light.value.high, heavy.value.high) == (Decimal("62.5"), Decimal(25))
    assert any("40 kg" in leaf.text for leaf in light.because[0].proof.leaves)


def test_a_vasoconstrictor_moves_to_the_maxima_that_were_set_with_it(world):
    with_it = product("a", caine=20.0, tight=0.01)
    assert asked(world, PLAIN, TIGHT, A, a=TEN).value.low == 100
    assert asked(world, PLAIN, TIGHT, with_it, a=TEN).value.low == 40


def test_a_weaker_or_unnamed_vasoconstrictor_does_not(world):
    weak = product("a", caine=20.0, tight=0.001)
    found = asked(world, PLAIN, TIGHT, weak, a=TEN)
    assert (found.value.low, found.value.high) == (40, 100)
    unnamed = product("a", caine=20.0, plain=0.01)
    assert asked(world, PLAIN, TIGHT, unnamed, a=TEN).value.low == 100


def test_a_most_for_one_region_holds_there_alone(world):
    face = most("facial", mostMilligrams="100.0", inRegion="mg:face")
    assert asked(world, PLAIN, face, A, region="face", a=Decimal(5)).value.high == 100
    assert asked(world, PLAIN, face, A, region="scalp", a=Decimal(5)).value.high == 50


def test_what_adds_up_fails_together_where_each_alone_does_not(world):
    shelf = (PLAIN, OTHER, ADDING, A, B)
    assert asked(world, *shelf, a=Decimal(6)).status is not Status.FAILED
    assert asked(world, *shelf, b=Decimal(6)).status is not Status.FAILED
    found = asked(world, *shelf, a=Decimal(6), b=Decimal(6))
    assert found.status is Status.FAILED
    assert found.value.low == 120
    told = {name for each in found.because for leaf in each.proof.leaves for name in leaf.claims}
    assert {"plain-most", "other-most", "adding"} <= told


def test_the_same_substance_in_two_parts_is_counted_once_and_whole(world):
    second = product("c", caine=10.0)
    found = asked(world, PLAIN, A, second, a=Decimal(5), c=Decimal(5))
    assert found.value == Interval.of("75", "75")


@pytest.mark.parametrize("ingredient", [(None, MG, None), (100.0, "iu-per-mL", None)])
def test_an_unknown_strength_is_never_met(world, ingredient):
    found = asked(world, PLAIN, product("a", caine=ingredient), weight="80", a=ONE)
    assert found.status is Status.UNKNOWN
    assert found.needs


def test_without_volumes_no_share_is_told(world):
    found = asked(world, PLAIN, A, a=None)
    assert (found.status, found.value) == (Status.UNKNOWN, None)
    assert found.needs == ("the volumes of the parts",)


def test_what_no_source_bounds_is_unknown(world):
    found = asked(world, PLAIN, product("a", plain=20.0), a=ONE)
    assert found.status is Status.UNKNOWN
    assert found.needs == ("a cited maximum for what the mixture holds",)


def test_a_most_that_was_only_mentioned_or_refuted_bounds_nothing_alone(world):
    against = PLAIN.replace("polarity meso:for", "polarity meso:against")
    assert asked(world, against, A, a=Decimal(50)).status is Status.UNKNOWN


def test_what_else_is_given_in_the_session_is_minded(world):
    found = asked(world, PLAIN, A, a=ONE)
    assert [each.code for each in found.cautions] == ["this-syringe-only"]
