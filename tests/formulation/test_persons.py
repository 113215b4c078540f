"""What a state of person, region or technique forbids, and what nobody asked stays unknown."""

from dataclasses import replace

import pytest

from mesograph.formulation.case import open_case
from mesograph.formulation.checks.persons import allergy, contraindication
from mesograph.model.persons import Answered, Person
from mesograph.model.things import Circumstances, Part
from mesograph.verdicts import Status
from tests.conftest import claim, preparation

PRODUCT = preparation("a", "drug")
SALT = "mg:drug meso:activeMoiety mg:base . mg:base a meso:Moiety .\n"
PLACES = """
mg:face a meso:Region ; rdfs:label "face" .
mg:lid a meso:Region ; rdfs:label "lid" ; meso:partOf mg:face .
mg:leg a meso:Region ; rdfs:label "leg" .
mg:prick a meso:Technique ; rdfs:label "prick" .
mg:wheal a meso:Technique ; rdfs:label "wheal" ; meso:variantOf mg:prick .
"""


def forbids(strictness="absolute", **said):
    return claim("ContraindicationClaim", "c", strictness=f"meso:{strictness}", **said)


def asked(known, person=None, **given):
    case = open_case(known, (Part(known.preparations["a"]),), Circumstances(person=person, **given))
    return contraindication(case), allergy(case)


def person(**answers):
    return Person(
        answers={
            state.replace("_", "-"): Answered(yes, "conditions") for state, yes in answers.items()
        }
    )


@pytest.mark.parametrize(
    ("strictness", "yes", "status"),
    [
        ("absolute", True, Status.FAILED),
        ("absolute", False, Status.MET),
        ("relative", True, Status.UNKNOWN),
        ("relative", False, Status.MET),
    ],
)
def test_a_state_forbids_or_is_for_the_prescriber(world, strictness, yes, status):
    known = world(PRODUCT, forbids(strictness, about="mg:drug", inState="meso:diabetes"))
    found, _ = asked(known, person(diabetes=yes))
    assert found.status is status
    assert not any(each.code == "to-ask" for each in found.cautions)
    assert bool(found.needs) is (status is Status.UNKNOWN)


def test_what_nobody_asked_is_to_ask(world):
    known = world(PRODUCT, forbids(about="mg:drug", inState="meso:diabetes"))
    for nobody in (None, person(epilepsy=True)):
        found, _ = asked(known, nobody)
        assert found.status is Status.MET
        assert [each.code for each in found.cautions] == ["to-ask"]


def test_a_concern_that_the_person_has_counts_as_if_it_were_asked(world):
    herpes = 'mg:herpes a meso:Concern ; rdfs:label "herpes" .\n'
    known = world(PRODUCT, herpes, forbids(concern="mg:herpes"))
    assert asked(known, person(herpes=True))[0].status is Status.FAILED
    assert asked(known, person(herpes=False))[0].status is Status.MET
    assert asked(known)[0].status is Status.MET


@pytest.mark.parametrize(
    ("region", "status"),
    [("lid", Status.FAILED), ("face", Status.FAILED), ("leg", Status.MET), (None, Status.MET)],
)
def test_a_region_forbids_within_itself(world, region, status):
    known = world(PRODUCT, PLACES, forbids(about="mg:drug", inRegion="mg:face"))
    assert asked(known, region=region)[0].status is status


def test_a_technique_forbids_where_it_is_asked(world):
    known = world(PRODUCT, PLACES, forbids(inState="meso:diabetes", byTechnique="mg:prick"))
    ill = person(diabetes=True)
    assert asked(known, ill, technique="prick")[0].status is Status.FAILED
    assert asked(known, ill, technique="wheal")[0].status is Status.FAILED, "a variant of it"
    assert asked(known, ill)[0].status is Status.MET


def test_what_may_not_be_put_on_a_region_is_not_injected_there(world):
    said = forbids(about="mg:drug", inRegion="mg:lid", route="meso:topical")
    known = world(PRODUCT, PLACES, said)
    assert asked(known, region="lid")[0].status is Status.FAILED
    kept = world(preparation("a", "other"), preparation("b", "drug"), PLACES, said)
    assert asked(kept, region="lid")[0].status is Status.MET
    preserved = (
        "mg:a meso:ingredient mg:a-2 . mg:a-2 a meso:Ingredient ; meso:substance mg:drug ; "
        "meso:role meso:preservative ; meso:nominalValue 0.1 ; meso:unit meso:mg-per-mL .\n"
    )
    known = world(preparation("a", "other"), preparation("b", "drug"), preserved, PLACES, said)
    assert asked(known, region="lid")[0].status is Status.MET, "a little of it keeps the product"


@pytest.mark.parametrize(
    ("allergens", "status"),
    [
        ({"drug": "drug"}, Status.FAILED),
        ({"base": "base"}, Status.FAILED),
        ({"other": "other"}, Status.MET),
        ({}, Status.MET),
        (None, Status.UNKNOWN),
    ],
)
def test_an_allergen_in_a_part_fails(world, allergens, status):
    known = world(PRODUCT, SALT)
    assert asked(known, Person(allergens=allergens))[1].status is status


def test_what_is_not_known_here_leaves_allergy_open(world):
    known = world(PRODUCT)
    strange = Person(allergens={}, strangers=(("allergies", "bee venom"),))
    _, found = asked(known, strange)
    assert found.status is Status.UNKNOWN
    assert "bee venom" in found.needs[0]
    partly = world(PRODUCT, "mg:a meso:isPartlyKnown true .\n")
    assert asked(partly, Person(allergens={}))[1].needs == ("all that a holds",)


def test_allergy_to_just_what_is_given_is_answered_by_the_allergens(world):
    known = world(
        PRODUCT,
        SALT,
        forbids(about="mg:base", inState="meso:hypersensitivity", holdsForMoiety="true"),
    )
    assert asked(known, Person(allergens={"base": "base"}))[0].status is Status.FAILED
    assert asked(known, Person(allergens={"x": "x"}))[0].status is Status.MET
    found, _ = asked(known, Person())
    assert [each.code for each in found.cautions] == ["to-ask"]
    by_name = replace(Person(), answers={"hypersensitivity": Answered(True, "conditions")})
    assert asked(known, by_name)[0].status is Status.FAILED
