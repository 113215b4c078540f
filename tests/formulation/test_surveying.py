"""Many pairs at once: one verdict for a row that several preparations fit, or none."""

from dataclasses import replace

import pytest

from mesograph.errors import UndecidedPart
from mesograph.formulation.affected import affected_pairs
from mesograph.formulation.surveying import cells, how_much_is_known
from mesograph.model.compendium import Compendium
from mesograph.model.matrices import Known, Row
from mesograph.model.rules import Feature, PairRule, RuleText
from mesograph.model.things import Circumstances, Part
from mesograph.verdicts import Aspect
from tests.conftest import claim, preparation

SALINE = preparation("saline", "salt")
TWINS = preparation("one", "drug") + preparation("other", "drug")
CLASH = claim(
    "CompatibilityClaim",
    "clash",
    "against",
    between="mg:one , mg:salt",
    aspect="meso:physical",
    method="meso:visual",
    setting="meso:syringe",
)


def rows(compendium):
    parts = {id_: Part(each) for id_, each in compendium.preparations.items()}
    drug = Row(asked="drug 2 %", label="drug", parts=(parts["one"], parts["other"]))
    return drug, Row(asked="saline", label="saline", parts=(parts["saline"],))


def test_a_row_whose_preparations_agree_has_one_cell(world):
    (found,) = cells((known := world(SALINE, TWINS)), rows(known), Circumstances())
    assert found.between == (0, 1)
    assert found.known is Known.NOT_SEARCHED


def test_a_row_whose_preparations_do_not_agree_is_refused(world):
    known = world(SALINE, TWINS, CLASH)
    with pytest.raises(UndecidedPart, match="the verdict with saline"):
        cells(known, rows(known), Circumstances())


def test_pairs_are_counted_by_how_much_is_known_of_them(world):
    found = how_much_is_known(world(SALINE, TWINS, CLASH), Circumstances())
    assert found == {
        Known.DOCUMENTED: 1,
        Known.PREDICTED: 0,
        Known.SEARCHED_IN_VAIN: 0,
        Known.NOT_SEARCHED: 2,
    }


def test_what_a_rule_predicts_is_known_as_predicted(world):
    sour, alkaline = (
        f'mg:{each} a meso:Trait ; rdfs:label "{each}" .\n' for each in ("sour", "caustic")
    )
    said = claim("TraitClaim", "t1", agent="mg:salt", ofTrait="mg:sour") + claim(
        "TraitClaim", "t2", agent="mg:drug", ofTrait="mg:caustic"
    )
    plain = world(SALINE, TWINS, sour, alkaline, said)
    rule = PairRule(
        text=RuleText(name="r", title="r", sentence="{one} with {other}", how="h", translations={}),
        one=Feature("carries", "sour"),
        other=Feature("carries", "caustic"),
        aspect=Aspect.PHYSICAL,
    )
    ruled = Compendium(plain.things, plain.claims, plain.versions, {}, (rule,))
    assert how_much_is_known(ruled, Circumstances())[Known.PREDICTED] == 2
    assert set(affected_pairs(plain, ruled)) == {
        ("one", "other"),
        ("one", "saline"),
        ("other", "saline"),
    }, "with no rule at all nothing had been asked"
    other = replace(rule, other=Feature("carries", "nothing"))
    more = Compendium(plain.things, plain.claims, plain.versions, {}, (rule, other))
    assert affected_pairs(ruled, more) == ()
    fewer = Compendium(plain.things, plain.claims, plain.versions, {}, (other,))
    assert set(affected_pairs(more, fewer)) == {("one", "saline"), ("other", "saline")}
