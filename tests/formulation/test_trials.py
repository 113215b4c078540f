"""Predictions are held against what was seen, know nothing of it, and are counted honestly."""

from dataclasses import replace
from decimal import Decimal

import pytest

from mesograph.errors import BrokenKnowledge
from mesograph.formulation.chemistry.state import state_of
from mesograph.formulation.hearing import hear
from mesograph.formulation.rebuilding import CLASS, SALT, STRENGTH, circumstances_of, rebuilt, shown
from mesograph.formulation.trials import (
    CLEAR,
    DOCUMENTED,
    FIGURES,
    MODEL,
    RULES_KNOW_NO_STRENGTH,
    SEEN,
    foretold,
    silenced,
    try_all,
)
from mesograph.model.claims import CompatibilityClaim
from mesograph.model.laboratory import LaboratoryMixture
from mesograph.model.trials import Fit, Foretold
from mesograph.quantities import Interval
from mesograph.verdicts import Aspect, Method
from tests.conftest import claim, condition, preparation
from tests.formulation.test_predicting import PAIRS, has_trait


@pytest.fixture(scope="module")
def trials(formulary):
    return formulary.predictions()


def the(trials, id_, aspect=Aspect.PHYSICAL):
    (found,) = (each for each in trials.of(aspect) if each.claim.id == id_)
    return found


# --- Counting ----------------------------------------------------------------


def test_every_claim_of_a_laboratory_is_tried_once_for_each_kind_it_speaks_of(trials):
    claims = [
        each
        for each in trials.compendium.claims_of(CompatibilityClaim)
        if each.method in (Method.VISUAL, Method.ASSAY, Method.ASSAY_AND_PARTICLES)
    ]
    assert len(claims) > 150
    for aspect in Aspect:
        of_it = [each.id for each in claims if aspect in each.aspects]
        assert [each.claim.id for each in trials.of(aspect)] == of_it
        assert sum(trials.counts(aspect).values()) == len(of_it)
    assert {each.id for each in claims} == {each.claim.id for each in trials.trials}
    assert set(trials.aspects) >= {Aspect.PHYSICAL, Aspect.CHEMICAL}


def test_a_matrix_counts_hits_and_misses_where_they_belong(trials):
    for aspect in trials.aspects:
        counts = trials.counts(aspect)
        right = counts[Foretold.PREDICTED, False] + counts[Foretold.NOTHING, True]
        missed = counts[Foretold.PREDICTED, True] + counts[Foretold.NOTHING, False]
        assert sum(each.is_right for each in trials.of(aspect)) == right
        assert sum(each.is_miss for each in trials.of(aspect)) == missed
        for each in trials.of(aspect):
            assert not (each.is_right and each.is_miss)
            assert bool(each.against) is (each.foretold in (Foretold.PREDICTED, Foretold.LEFT_OPEN))
            assert each.wants or each.foretold is not Foretold.NOT_COMPUTED


def test_every_measured_ph_is_tried(trials):
    measured = [
        each.id for each in trials.compendium.claims_of(LaboratoryMixture) if each.ph is not None
    ]
    assert [each.mixture.id for each in trials.acidities] == measured
    assert len(measured) > 10


# --- Known hits and misses ---------------------------------------------------


def test_ropivacaine_with_bicarbonate_is_predicted_to_fall_out_as_it_did(trials):
    found = the(trials, "compatibility-c-ropivacaine-bicarbonate-milner")
    assert found.is_right
    assert len(found.mixed) == 2
    assert "the uncharged base may fall out" in found.against[0].text


def test_lidocaine_with_a_tenth_of_bicarbonate_is_reckoned_to_stay_clear_as_it_did(trials):
    found = the(trials, "compatibility-lidocaine-bicarbonate-pascuet")
    assert found.is_right
    assert found.foretold is Foretold.NOTHING
    assert found.mixed[0].endswith("lidocaine hydrochloride 1 % 46.36 mL")
    assert "stays below its solubility" in found.reckoned[0].text


def test_magnesium_with_bicarbonate_so_dilute_is_a_known_miss(trials):
    found = the(trials, "compatibility-c-magnesium-sulfate-bicarbonate-hemofiltration")
    assert found.is_miss
    assert found.explanation == RULES_KNOW_NO_STRENGTH
    assert "stays dissolved" in found.reckoned[0].text


def test_a_miss_is_explained_by_its_claim_where_that_is_known(trials):
    found = the(trials, "compatibility-c-selenious-acid-ascorbic-acid-ph-5", Aspect.CHEMICAL)
    if found.is_miss:
        assert found.explanation == found.claim.discrepancy
    assert "pH" in found.claim.discrepancy
    standing = [each for each in trials.trials if each.is_miss and each.explanation is None]
    assert standing


def test_a_prediction_from_the_same_paper_is_not_independent(trials):
    found = the(trials, "compatibility-c-magnesium-sulfate-calcium-chloride-ambados")
    assert found.is_right
    assert found.shares_source
    other = the(trials, "compatibility-c-ropivacaine-bicarbonate-milner")
    assert not other.shares_source


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("laboratory-bupivacaine-bicarbonate-stevens", Fit.CONTAINS),
        ("laboratory-bupivacaine-bicarbonate-verborgh", Fit.MISSES),
        ("laboratory-lidocaine-bicarbonate-tsai", Fit.MISSES),
        ("laboratory-ropivacaine-1-percent-bicarbonate-milner", Fit.NOT_COMPUTED),
    ],
)
def test_a_measured_ph_lies_inside_the_predicted_interval_or_misses_it(trials, name, fit):
    (found,) = (each for each in trials.acidities if each.mixture.id == name)
    assert found.fit is fit
    if fit is Fit.NOT_COMPUTED:
        assert found.predicted is None
        assert found.wants
        return
    assert found.predicted.holds(found.measured) is (fit is Fit.CONTAINS)
    gap = max(found.measured.low - found.predicted.high, found.predicted.low - found.measured.high)
    assert found.off_by == max(gap, 0)
    assert found.because.proof.value == found.predicted


# --- Nothing documented leaks into a prediction ------------------------------


def test_what_is_predicted_is_the_same_with_and_without_documented_claims(formulary):
    compendium = formulary.compendium
    silent = silenced(compendium)
    assert not [each for each in silent.claims.values() if isinstance(each, DOCUMENTED)]
    looked_at = 0
    for each in compendium.claims_of(CompatibilityClaim):
        if each.method in SEEN:
            for mixture in rebuilt(compendium, each).mixtures:
                alone = foretold(silent, mixture, each)
                beside = hear(compendium, mixture, circumstances_of(each))
                predictions = [one.testimony for one in beside if one.predicted is not None]
                assert [one.testimony for one in alone] == predictions
                assert all(one.claim is None for one in alone)
                looked_at += 1
    assert looked_at > 100


def test_turning_every_documented_claim_round_changes_no_prediction(formulary, trials):
    compendium = formulary.compendium
    turned = replace(
        compendium,
        claims={
            id_: replace(each, supports=not each.supports)
            if isinstance(each, CompatibilityClaim)
            else each
            for id_, each in compendium.claims.items()
        },
        _by_class={},
        _bearing={},
        reckoned={},
    )
    assert [each.foretold for each in try_all(turned).trials] == [
        each.foretold for each in trials.trials
    ]


# --- Building mixtures again -------------------------------------------------

TWO = (
    preparation("a", "acid-salt")
    + preparation("b", "alkali", 84.0)
    + has_trait("acid-salt", "acid-salt-of-a-weak-base")
    + has_trait("alkali", "alkaline")
)


def seen(name="seen", polarity="against", between="mg:acid-salt , mg:alkali", **said):
    said = {
        "method": "meso:visual",
        "aspect": "meso:physical",
        "vehicle": "meso:aqueous-solution",
        **said,
    }
    return claim("CompatibilityClaim", name, polarity, between=between, **said)


def built(world, *texts):
    compendium = replace(world(*texts), pair_rules=tuple(PAIRS))
    return compendium, rebuilt(compendium, compendium.claims["seen"])


def strengths(one="1.0", other="2.0", high=None):
    return condition("c1", "final-strength", one, high or one, of="acid-salt") + condition(
        "c2", "final-strength", other, other, of="alkali"
    )


def test_final_strengths_give_parts_so_strong_that_they_come_out(world):
    _, found = built(world, TWO, seen(hasCondition="mg:c1 , mg:c2"), strengths())
    (mixture,) = found.mixtures
    assert shown(mixture) == "acid-salt 0.2 % 1 mL with alkali 0.4 % 1 mL"
    assert found.wants == ()


def test_a_range_of_strengths_is_tried_at_both_ends(world):
    said = seen(hasCondition="mg:c1 , mg:c2")
    _, found = built(world, TWO, said, strengths(high="3.0"))
    drawn = [
        part.preparation.ingredients[0].strength.amount.low
        for mixture in found.mixtures
        for part in mixture
    ]
    assert drawn == [Decimal(2), Decimal(4), Decimal(6), Decimal(4)]


def test_without_a_strength_a_part_is_poured_at_any_ratio_and_that_is_said(world):
    _, found = built(world, TWO, seen())
    (mixture,) = found.mixtures
    assert shown(mixture) == "acid-salt with alkali, at any ratio"
    assert {each.kind for each in found.wants} == {STRENGTH}


def test_a_moiety_with_salts_is_no_salt_and_what_one_of_them_does_is_left_open(world):
    bare = preparation("a", "acid-salt") + preparation("b", "alkali", 84.0)
    bare += has_trait("alkali", "alkaline")
    bare += "mg:acid-salt-hcl a meso:Salt ; meso:activeMoiety mg:acid-salt .\n"
    bare += has_trait("acid-salt-hcl", "acid-salt-of-a-weak-base")
    compendium, found = built(world, bare, seen(hasCondition="mg:c1 , mg:c2"), strengths())
    assert [each.kind for each in found.wants] == [SALT]
    (trial,) = try_all(compendium).trials
    assert trial.foretold is Foretold.LEFT_OPEN
    assert not trial.is_right
    assert not trial.is_miss


def test_a_trait_cannot_be_poured(world):
    compendium, found = built(world, TWO, seen(between="mg:alkali , meso:acid-salt-of-a-weak-base"))
    assert found.mixtures == ()
    assert [each.kind for each in found.wants] == [CLASS]
    (trial,) = try_all(compendium).trials
    assert trial.foretold is Foretold.NOT_COMPUTED


def test_a_stated_ph_is_that_of_every_part(world):
    said = seen(hasCondition="mg:c1 , mg:c2 , mg:c3")
    ph = condition("c3", "final-ph", "7.0", None, unit="ph-unit")
    _, found = built(world, TWO, said, strengths(), ph)
    (mixture,) = found.mixtures
    seven = Interval(Decimal("7.0"), Decimal("7.0"))
    assert [part.preparation.ph[0].value for part in mixture] == [seven, seven]


def test_a_named_product_is_poured_as_it_is(world):
    _, found = built(world, TWO, seen(between="mg:a , mg:alkali"))
    (mixture,) = found.mixtures
    assert mixture[0].id == "a"


def test_a_claim_brings_its_circumstances(world):
    said = seen(light="meso:dark", container="meso:glass", hasCondition="mg:c1 , mg:c2")
    text = condition("c1", "elapsed-time", None, "48.0", unit="hour")
    text += condition("c2", "temperature", "2.0", "8.0", unit="celsius")
    compendium, _ = built(world, TWO, said, text)
    found = circumstances_of(compendium.claims["seen"])
    assert found.hours == Interval(Decimal(0), Decimal("48.0"))
    assert found.temperature == Interval(Decimal("2.0"), Decimal("8.0"))
    assert (found.light, found.container) == ("dark", "glass")
    compendium, _ = built(world, TWO, seen())
    assert circumstances_of(compendium.claims["seen"]).container == "plastic"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({"between": "mg:acid-salt , mg:plain", "hasCondition": "mg:c1 , mg:c3"}, FIGURES),
        ({"between": "mg:acid-salt , mg:plain", "vehicle": "meso:suspension"}, CLEAR),
        ({"between": "mg:acid-salt , mg:plain", "aspect": "meso:microbiological"}, MODEL),
    ],
)
def test_what_stands_in_the_way_of_a_prediction_is_said(world, said, kind):
    text = strengths() + condition("c3", "final-strength", "2.0", "2.0", of="plain")
    compendium, _ = built(world, TWO, preparation("p", "plain"), seen(**said), text)
    (trial,) = try_all(compendium).trials
    assert trial.foretold is Foretold.NOT_COMPUTED
    assert kind in {each.kind for each in trial.wants}
    assert trial.explanation is None


def test_a_rule_alone_is_told_to_lack_what_the_source_leaves_out(world):
    compendium, _ = built(world, TWO, seen(polarity="for"))
    (trial,) = try_all(compendium).trials
    assert trial.is_miss
    assert trial.explanation.startswith("only rules over traits could be asked")
    compendium, _ = built(world, TWO, seen(polarity="for", discrepancy='"It was too weak."@en'))
    (trial,) = try_all(compendium).trials
    assert trial.explanation == "It was too weak."


# --- Laboratory mixtures as data ---------------------------------------------


def mixed(*, polarity="for", volume="1.0", unit="mL", parts="mg:m1 , mg:m2", **said):
    text = claim("LaboratoryMixture", "made", polarity, mixedPart=parts, **said)
    text += "mg:m1 a meso:MixedPart ; meso:takenFor mg:a .\n"
    text += f"mg:m2 a meso:MixedPart ; meso:solute mg:s2 ; meso:upperBound {volume} ; "
    text += f"meso:lowerBound {volume} ; meso:unit meso:{unit} ; meso:phBefore mg:f2 .\n"
    text += "mg:f2 a meso:Figure ; meso:nominalValue 8.0 ; meso:unit meso:ph-unit .\n"
    text += "mg:s2 a meso:Ingredient ; meso:substance mg:alkali ; meso:nominalValue 84.0 ; "
    return text + "meso:role meso:active-ingredient ; meso:unit meso:mg-per-mL .\n"


def test_a_laboratory_mixture_is_read_with_its_parts(world):
    compendium = world(TWO, mixed(appearance="meso:precipitated", toldBy="mg:seen"), seen())
    found = compendium.claims["made"]
    assert found.between == {"a", "alkali"}
    assert found.appearance == "precipitated"
    assert [each.taken_for for each in found.parts] == ["a", None]
    assert found.parts[1].millilitres == Interval(Decimal("1.0"), Decimal("1.0"))
    (mixture,) = rebuilt(compendium, compendium.claims["seen"]).mixtures
    assert shown(mixture) == "a with alkali 8.4 %, at any ratio"
    assert mixture[1].preparation.ph == (found.parts[1].ph,)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"parts": "mg:m1"}, "two or more"),
        ({"polarity": "against"}, "can only be for"),
        ({"unit": "hour"}, "above 0 in meso:mL"),
        ({"volume": "0.0"}, "above 0 in meso:mL"),
        ({"appearance": "meso:physical"}, "unknown appearance"),
    ],
)
def test_a_laboratory_mixture_that_is_none_is_refused(world, said, told):
    with pytest.raises(BrokenKnowledge, match=told):
        world(TWO, mixed(**said))


def test_a_product_taken_for_a_part_has_the_ph_that_was_measured(formulary):
    compendium = formulary.compendium
    (found,) = (
        each
        for each in compendium.claims_of(LaboratoryMixture)
        if each.id == "laboratory-bupivacaine-bicarbonate-stevens"
    )
    (measured,) = (part for part in found.parts if part.ph)
    known = compendium.preparations[measured.taken_for]
    assert known.ph[0].value != measured.ph.value
    (trial,) = (each for each in formulary.predictions().acidities if each.mixture is found)
    texts = [each.text for each in trial.because.proof.steps]
    assert any("5.22-5.44" in each for each in texts)


def test_volumes_given_as_a_range_are_tried_at_both_ends(trials):
    (found,) = (
        each
        for each in trials.acidities
        if each.mixture.id == "laboratory-lidocaine-adrenaline-bicarbonate-frank"
    )
    assert [" 1.1 mL" in found.mixed[0], " 1.8 mL" in found.mixed[1]] == [True, True]


def test_a_predicted_ph_that_overlaps_is_neither_hit_nor_miss(formulary):
    compendium = formulary.compendium
    found = compendium.claims["laboratory-bupivacaine-bicarbonate-stevens"]
    wide = replace(found.ph, value=Interval.of("6.0", "7.0"))
    claims = {**compendium.claims, found.id: replace(found, ph=wide)}
    turned = replace(compendium, claims=claims, _by_class={}, _bearing={})
    (trial,) = (each for each in try_all(turned).acidities if each.mixture.id == found.id)
    assert trial.fit is Fit.OVERLAPS
    assert trial.off_by == 0


def test_predictions_do_not_write_into_the_knowledge_they_are_held_against(formulary):
    compendium = formulary.compendium
    silent = silenced(compendium)
    assert silent.reckoned is not compendium.reckoned
    mixture = rebuilt(
        compendium, compendium.claims["compatibility-lidocaine-bicarbonate-pascuet"]
    ).mixtures[0]
    assert state_of(silent, mixture).ph is not None
