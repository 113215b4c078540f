"""What a preparation carries is told by a rule, or plainly by a version that lacks the rule."""

from mesograph.formulation.holding import carried
from mesograph.model.compendium import Compendium
from mesograph.model.things import Part
from tests.conftest import claim, preparation

SOUR = 'mg:sour a meso:Trait ; rdfs:label "sour" .\n' + claim(
    "TraitClaim", "is-sour", agent="mg:drug", ofTrait="mg:sour"
)


def test_a_version_without_the_rule_tells_the_same_in_plain_words(world):
    known = world(preparation("a", "drug"), SOUR)
    bare = Compendium(known.things, known.claims, known.versions)
    told, plain = (
        carried(each, Part(known.preparations["a"]), "drug", "sour") for each in (known, bare)
    )
    assert (plain.name, plain.text) == (told.name, "a holds drug: sour")
    assert told.how
    assert not plain.how
    assert plain.premises == told.premises
