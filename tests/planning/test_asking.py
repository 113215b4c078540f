"""What is still to ask says how heavily each answer would weigh, and on what."""

import pytest

from mesograph.model.answers import Asked
from mesograph.model.things import Circumstances
from mesograph.planning import plan
from mesograph.verdicts import Policy
from tests.conftest import claim
from tests.formulation.test_proposing import ALONE, BASE

ASKED = Asked(policy=Policy.CAUTIOUS, circumstances=Circumstances(), concerns=("dull",))


def against(name, strictness, **said):
    return claim(
        "ContraindicationClaim",
        name,
        inState="meso:diabetes",
        strictness=f"meso:{strictness}",
        **said,
    )


@pytest.mark.parametrize(
    ("general", "of_product", "said"),
    [
        ("relative", "absolute", "forbids a and speaks against any injection into the skin"),
        ("absolute", "relative", "forbids any injection into the skin"),
        ("absolute", "absolute", "forbids any injection into the skin"),
        ("relative", "relative", "speaks against any injection into the skin"),
        (None, "absolute", "forbids a"),
        (None, "relative", "speaks against a"),
    ],
)
def test_only_what_is_forbidden_is_called_so(world, general, of_product, said):
    claims = [against("of-product", of_product, about="mg:shine")]
    claims += [against("general", general)] if general else []
    found = plan(world(BASE, ALONE, *claims), ASKED, at_most=1, keep=1)
    (section,) = (each for each in found.sections if each.name == "to_ask")
    asked = [line.text for line in section.lines if line.text.startswith("diabetes")]
    assert asked == [f"diabetes? It {said}"]
