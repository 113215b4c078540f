"""Verdicts follow the contract: every cell of the tables, and the five laws."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mesograph.verdicts import (
    CHECKS,
    GATES,
    KNOWN_UNDER_STRICT,
    OFF_LABEL,
    Answer,
    Aspect,
    Basis,
    Coordinates,
    Method,
    Policy,
    Scope,
    Standing,
    Status,
    Testimony,
    admissible,
    blocking,
    compatibility_status,
    coordinates,
    passes,
    raw_against,
    word,
)

PARTS = ("a", "b", "c", "d")
ALL_MET = {name: Standing(Status.MET) for name in CHECKS}
WHOLE = Coordinates(for_=2, against=0, scope=Scope.WHOLE)

WORDS = {
    (3, 2): "disputed",
    (3, 1): "incompatible",
    (3, 0): "incompatible",
    (2, 2): "predicted-incompatible",
    (2, 1): "predicted-incompatible",
    (2, 0): "predicted-incompatible",
    (1, 2): "conditional",
    (1, 1): "conditional",
    (1, 0): "conditional",
    (0, 2): "compatible",
    (0, 1): "no-incompatibility-predicted",
    (0, 0): "unknown",
}


@pytest.mark.parametrize(("against", "for_"), WORDS)
def test_every_pair_of_coordinates_has_its_word(against, for_):
    assert word(Coordinates(for_=for_, against=against)) == WORDS[against, for_]


@pytest.mark.parametrize(("against", "for_"), WORDS)
def test_compatibility_is_met_only_by_support_without_hazard(against, for_):
    status = compatibility_status(Coordinates(for_=for_, against=against))
    if against >= 2:
        assert status is Status.FAILED
    elif (against, for_) == (0, 2):
        assert status is Status.MET
    else:
        assert status is Status.UNKNOWN


def claim(covers="ab", *, supports=False, **changed):
    fields = {"id": "claim", "answer": Answer.TRUE, "method": Method.VISUAL}
    return Testimony(supports=supports, covers=frozenset(covers), **{**fields, **changed})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, 3),
        ({"method": Method.OPINION}, 3),
        ({"basis": Basis.INFERRED}, 2),
        ({"basis": Basis.CALCULATED}, 2),
        ({"answer": Answer.UNDETERMINED}, 1),
        ({"answer": Answer.UNDETERMINED, "basis": Basis.INFERRED}, 1),
        ({"answer": Answer.FALSE}, 0),
        ({"supports": True}, 0),
    ],
)
def test_against_depends_on_basis_and_on_how_the_conditions_were_answered(changed, expected):
    assert coordinates(frozenset("ab"), [claim(**changed)]).against == expected


def test_a_hazard_on_parts_that_are_not_in_the_mixture_does_not_count():
    assert coordinates(frozenset("ab"), [claim("ac")]).against == 0


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        (Method.ASSAY_AND_PARTICLES, 2),
        (Method.ASSAY, 2),
        (Method.VISUAL, 2),
        (Method.LABEL, 2),
        (Method.EXTRAPOLATED, 0),
        (Method.OPINION, 0),
    ],
)
def test_only_some_methods_promote(method, expected):
    found = coordinates(frozenset("ab"), [claim(supports=True, method=method)])
    assert found.for_ == expected
    assert found.visual_only is (method is Method.VISUAL)


@pytest.mark.parametrize("answer", [Answer.FALSE, Answer.UNDETERMINED])
def test_support_under_other_or_unclear_conditions_contributes_nothing(answer):
    assert coordinates(frozenset("ab"), [claim(supports=True, answer=answer)]).for_ == 0


def test_a_predicted_support_never_promotes():
    support = claim(supports=True, basis=Basis.INFERRED)
    assert coordinates(frozenset("ab"), [support]).for_ == 0


def test_a_labile_part_needs_its_content_assayed_as_well():
    physical = claim(supports=True, method=Method.ASSAY)
    chemical = claim(supports=True, method=Method.ASSAY, aspects=frozenset({Aspect.CHEMICAL}))
    labile = frozenset("a")
    assert coordinates(frozenset("ab"), [physical], labile=labile).for_ == 0
    assert coordinates(frozenset("ab"), [chemical], labile=labile).for_ == 0
    assert coordinates(frozenset("ab"), [physical, chemical], labile=labile).for_ == 2


def test_scope_is_whole_for_the_exact_set_and_pairwise_for_all_pairs():
    pairs = [claim(pair, supports=True) for pair in ("ab", "ac", "bc")]
    assert coordinates(frozenset("abc"), pairs).scope is Scope.PAIRWISE
    assert coordinates(frozenset("abc"), pairs[:2]).for_ == 0
    whole = claim("abc", supports=True)
    assert coordinates(frozenset("abc"), [whole]).scope is Scope.WHOLE
    assert coordinates(frozenset("ab"), [whole]).for_ == 0


def test_one_labelled_product_is_compatible_by_its_label_and_an_ad_hoc_part_is_not():
    assert coordinates(frozenset("a"), [], labelled=True).scope is Scope.LABEL
    assert coordinates(frozenset("a"), []).for_ == 0


@pytest.mark.parametrize(
    ("method", "silenced"),
    [
        (Method.ASSAY_AND_PARTICLES, True),
        (Method.LABEL, True),
        (Method.ASSAY, False),
        (Method.VISUAL, False),
    ],
)
def test_only_the_firmest_support_silences_a_prediction(method, silenced):
    prediction = claim(basis=Basis.INFERRED)
    support = claim(supports=True, method=method)
    assert coordinates(frozenset("ab"), [prediction, support]).against == (0 if silenced else 2)


def test_nothing_silences_a_documented_hazard():
    support = claim(supports=True, method=Method.ASSAY_AND_PARTICLES)
    assert word(coordinates(frozenset("ab"), [claim(), support])) == "disputed"


def test_named_models_that_ran_without_a_finding_give_for_one():
    assert coordinates(frozenset("ab"), [], models_ran=True).for_ == 1
    predicted = claim(basis=Basis.CALCULATED)
    assert coordinates(frozenset("ab"), [predicted], models_ran=True).for_ == 0


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("gate", GATES)
def test_no_policy_lifts_a_failed_gate(policy, gate):
    standings = {**ALL_MET, gate: Standing(Status.FAILED)}
    assert not passes(policy, WHOLE, standings)


@pytest.mark.parametrize("gate", GATES)
def test_an_unknown_gate_leaves_a_candidate_at_best(gate):
    standings = {**ALL_MET, gate: Standing(Status.UNKNOWN)}
    assert passes(Policy.EXPLORATORY, WHOLE, standings)
    assert not admissible(Policy.EXPLORATORY, WHOLE, standings)
    assert not passes(Policy.CAUTIOUS, WHOLE, standings)


@pytest.mark.parametrize("gate", GATES)
def test_strict_does_not_take_off_label(gate):
    standings = {**ALL_MET, gate: Standing(Status.MET, frozenset({OFF_LABEL}))}
    assert not passes(Policy.STRICT, WHOLE, standings)
    assert passes(Policy.CAUTIOUS, WHOLE, standings)


OTHERS = [each for each in CHECKS if each not in GATES and each != "compatibility"]


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("check", OTHERS)
def test_any_other_failed_check_stops_every_policy(policy, check):
    assert not passes(policy, WHOLE, {**ALL_MET, check: Standing(Status.FAILED)})


@pytest.mark.parametrize("check", OTHERS)
def test_strict_wants_some_checks_known_unless_a_label_speaks(check):
    standings = {**ALL_MET, check: Standing(Status.UNKNOWN)}
    label = Coordinates(for_=2, against=0, scope=Scope.LABEL)
    assert passes(Policy.STRICT, WHOLE, standings) is (check not in KNOWN_UNDER_STRICT)
    assert passes(Policy.STRICT, label, standings)
    assert passes(Policy.CAUTIOUS, WHOLE, standings)


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize(("against", "for_"), WORDS)
def test_each_policy_asks_its_own_of_compatibility(policy, against, for_):
    found = Coordinates(for_=for_, against=against, scope=Scope.WHOLE if for_ == 2 else None)
    expected = against <= 1 if policy is Policy.EXPLORATORY else (against, for_) == (0, 2)
    assert passes(policy, found, ALL_MET) is expected


@pytest.mark.parametrize(
    "found",
    [
        Coordinates(for_=2, against=0, scope=Scope.PAIRWISE),
        Coordinates(for_=2, against=0, scope=Scope.WHOLE, visual_only=True),
    ],
)
def test_strict_refuses_pairwise_and_visual_support(found):
    assert passes(Policy.CAUTIOUS, found, ALL_MET)
    assert not passes(Policy.STRICT, found, ALL_MET)


@pytest.mark.parametrize(
    ("policy", "changed", "found", "expected"),
    [
        (Policy.CAUTIOUS, {}, WHOLE, ()),
        (
            Policy.CAUTIOUS,
            {"route": Status.UNKNOWN, "dose": Status.FAILED},
            WHOLE,
            ("route", "dose"),
        ),
        (Policy.EXPLORATORY, {"route": Status.UNKNOWN}, WHOLE, ()),
        (Policy.STRICT, {"ph": Status.UNKNOWN, "dose": Status.UNKNOWN}, WHOLE, ("ph",)),
        (Policy.CAUTIOUS, {}, Coordinates(for_=0, against=0), ("compatibility",)),
    ],
)
def test_the_checks_that_stand_in_the_way_are_named(policy, changed, found, expected):
    standings = {**ALL_MET, **{name: Standing(status) for name, status in changed.items()}}
    assert blocking(policy, found, standings) == expected


def test_a_check_that_was_not_run_is_unknown():
    assert not passes(Policy.CAUTIOUS, WHOLE, {})
    assert passes(Policy.EXPLORATORY, WHOLE, {})


subsets = st.sets(st.sampled_from(PARTS), min_size=1).map(frozenset)
claims = st.builds(
    Testimony,
    id=st.just("claim"),
    supports=st.booleans(),
    covers=subsets,
    answer=st.sampled_from([Answer.TRUE, Answer.TRUE, Answer.FALSE, Answer.UNDETERMINED]),
    basis=st.sampled_from([Basis.DOCUMENTED, Basis.DOCUMENTED, Basis.INFERRED, Basis.CALCULATED]),
    method=st.sampled_from(Method),
    aspects=st.sampled_from(
        [frozenset({Aspect.PHYSICAL}), frozenset({Aspect.CHEMICAL}), frozenset(Aspect)]
    ),
)
hazards = claims.map(lambda each: replace(each, supports=False))
standings = st.sampled_from(
    [
        ALL_MET,
        {**ALL_MET, "route": Standing(Status.MET, frozenset({OFF_LABEL}))},
        *({**ALL_MET, name: Standing(Status.UNKNOWN)} for name in ("route", "ph", "dose")),
        *({**ALL_MET, name: Standing(Status.FAILED)} for name in ("route", "ph")),
    ]
)


@pytest.mark.no_cover
@settings(max_examples=10_000, deadline=None)
@given(
    parts=subsets,
    fewer=subsets,
    labile=subsets,
    labelled=st.booleans(),
    models_ran=st.booleans(),
    heard=st.lists(claims, max_size=6),
    added=hazards,
    found=standings,
    chance=st.randoms(use_true_random=False),
)
def test_the_five_laws_hold_on_random_claim_sets(
    parts, fewer, labile, labelled, models_ran, heard, added, found, chance
):
    def weigh(claims):
        return coordinates(parts, claims, labile=labile, labelled=labelled, models_ran=models_ran)

    def passing(claims):
        return {policy for policy in Policy if passes(policy, weigh(claims), found)}

    now = passing(heard)
    for support in [each for each in heard if each.supports]:
        without = [each for each in heard if each is not support]
        assert passing(without) <= now, "(a) removing a for lets nothing more pass"
    assert passing([*heard, added]) <= now, "(b) adding an against lets nothing more pass"
    whole, part = raw_against(parts, heard), raw_against(parts & fewer, heard)
    assert whole >= part, "(c) a mixture has at least the hazards of its sub-mixtures"
    shuffled = list(heard)
    chance.shuffle(shuffled)
    assert weigh(shuffled) == weigh(heard), "(d) order does not matter"
    assert Policy.STRICT not in now or Policy.CAUTIOUS in now, "(e) strict is within cautious"
    assert Policy.CAUTIOUS not in now or Policy.EXPLORATORY in now, "(e) cautious in exploratory"
