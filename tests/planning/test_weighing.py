"""What a treatment costs is told place by place, in the same order at every run."""

from mesograph.model.answers import Asked
from mesograph.model.things import Circumstances
from mesograph.planning import plan
from mesograph.verdicts import Policy
from tests.conftest import claim
from tests.formulation.test_proposing import ALONE, BASE

PLACES = ("Chile", "France", "India", "Kenya", "Norway", "Peru", "Spain", "Turkey")


def test_costs_of_the_place_asked_come_first_and_the_others_by_name(world):
    places = "".join(
        f'mg:{each.lower()} a meso:Jurisdiction ; rdfs:label "{each}" .\n' for each in PLACES
    )
    costs = [
        claim(
            "CostClaim",
            f"cost-{each}",
            parameter="meso:cost-per-session",
            jurisdiction=f"mg:{each}",
            nominalValue=100.0,
            unit="meso:euro",
            asOf='"2026"',
        )
        for each in ("eu", *(place.lower() for place in PLACES))
    ]
    asked = Asked(policy=Policy.CAUTIOUS, circumstances=Circumstances(), concerns=("dull",))
    found = plan(world(BASE, ALONE, places, *costs), asked, at_most=1, keep=1)
    (section,) = (each for each in found.sections if each.name == "cost")
    told = [line.text.partition(", ")[2] for line in section.lines]
    assert told == ["EU", *PLACES]
