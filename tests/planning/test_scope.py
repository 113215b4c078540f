"""Which claims bear on a plan, by what it is asked for."""

import pytest

from mesograph.model.answers import Asked
from mesograph.model.claims import ComplicationClaim, TechniqueClaim
from mesograph.model.things import Circumstances
from mesograph.planning import plan
from mesograph.planning.scope import Scope
from mesograph.verdicts import Policy
from tests.conftest import claim
from tests.formulation.test_proposing import ALONE, BASE

TECHNIQUES = """
mg:needling a meso:Technique ; rdfs:label "needling" .
mg:prick a meso:Technique ; rdfs:label "prick" ; meso:variantOf mg:needling .
mg:wheal a meso:Technique ; rdfs:label "wheal" ; meso:variantOf mg:needling .
mg:stroke a meso:Technique ; rdfs:label "stroke" .
"""


def scope(known, technique):
    given = Circumstances(technique=technique)
    asked = Asked(policy=Policy.CAUTIOUS, circumstances=given, concerns=("dull",))
    return Scope(known, asked, plan(known, asked, at_most=1, keep=1).proposals)


@pytest.mark.parametrize(
    ("technique", "bearing"),
    [
        (None, {"needling", "prick", "wheal", "stroke"}),
        ("needling", {"needling"}),
        ("prick", {"needling", "prick"}),
        ("stroke", {"stroke"}),
    ],
)
def test_what_is_said_of_a_technique_is_said_of_its_variants(world, technique, bearing):
    claims = [
        claim("TechniqueClaim", f"of-{each}", about=f"mg:{each}", parameter="meso:purpose")
        for each in ("needling", "prick", "wheal", "stroke")
    ]
    known = world(BASE, ALONE, TECHNIQUES, *claims)
    asked = scope(known, technique)
    found = [each for each in known.claims_of(TechniqueClaim) if asked.bears(each)]
    assert set().union(*(each.about for each in found)) == bearing


@pytest.mark.parametrize(
    ("technique", "bears"), [(None, True), ("needling", True), ("prick", True), ("stroke", False)]
)
def test_a_complication_of_a_technique_is_one_of_its_variants(world, technique, bears):
    bruise = 'mg:bruise a meso:Complication ; rdfs:label "bruise" .\n'
    said = claim(
        "ComplicationClaim",
        "bruises",
        complication="mg:bruise",
        facet="meso:sign",
        byTechnique="mg:needling",
    )
    known = world(BASE, ALONE, TECHNIQUES, bruise, said)
    (found,) = known.claims_of(ComplicationClaim)
    assert scope(known, technique).bears(found) is bears
