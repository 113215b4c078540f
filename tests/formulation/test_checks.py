"""Every check with a case that is met, one that fails and one that stays unknown."""

from decimal import Decimal

import pytest

from mesograph.formulation.case import open_case
from mesograph.formulation.checks import CHECKS, run
from mesograph.model.things import Circumstances
from mesograph.quantities import Interval
from mesograph.verdicts import CHECKS as NAMES
from mesograph.verdicts import Status
from tests.conftest import claim, condition, lawful, mixture, preparation

ONE = Decimal(1)
MET, FAILED, UNKNOWN = Status.MET, Status.FAILED, Status.UNKNOWN
WRINKLES = 'mg:wrinkles a meso:Concern ; rdfs:label "wrinkles" .\n'
FINE = 'mg:fine a meso:Concern ; rdfs:label "fine wrinkles" ; meso:broader mg:wrinkles .\n'
TWO = preparation("a", "vitamin") + preparation("b", "salt")


def find(check, compendium, concerns=(), asked=None, **volumes):
    case = open_case(
        compendium, mixture(compendium, **volumes), asked or Circumstances(), tuple(concerns)
    )
    return next(each for each in run(case) if each.check == check)


def codes(finding):
    return {each.code for each in finding.cautions}


def test_every_check_of_the_contract_answers_in_its_order(world):
    compendium = world(preparation("a", "vitamin"))
    case = open_case(compendium, mixture(compendium, a=ONE), Circumstances())
    assert tuple(each.check for each in run(case)) == NAMES
    assert len(CHECKS) == len(NAMES)


@pytest.mark.parametrize(
    "check",
    ["tissue-integration", "sterility", "allergy"],
)
def test_what_is_not_computed_says_so(world, check):
    found = find(check, world(preparation("a", "vitamin")), a=ONE)
    assert found.status is UNKNOWN
    assert "not computed" in found.needs[0]


# --- regulatory ---


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("authorised-medicine", MET),
        ("medical-device", MET),
        ("cosmetic", FAILED),
        ("food-supplement", FAILED),
        ("unregulated", FAILED),
    ],
)
def test_the_status_of_a_part_decides(world, status, expected):
    compendium = world(preparation("a", "vitamin"), lawful("a", status=status))
    assert find("regulatory", compendium, a=ONE).status is expected


def test_no_status_is_unknown_and_so_is_one_from_elsewhere(world):
    assert find("regulatory", world(preparation("a", "vitamin")), a=ONE).status is UNKNOWN
    abroad = lawful("a").replace("jurisdiction mg:eu", "jurisdiction mg:japan")
    assert find("regulatory", world(preparation("a", "vitamin"), abroad), a=ONE).status is UNKNOWN


def test_authorisation_in_a_member_state_counts_for_the_union(world):
    german = lawful("a").replace("jurisdiction mg:eu", "jurisdiction mg:germany")
    assert find("regulatory", world(preparation("a", "vitamin"), german), a=ONE).status is MET


def test_an_authorisation_that_was_only_mentioned_does_not_count(world):
    mentioned = lawful("a").replace("readAs meso:passage", "readAs meso:mention")
    found = find("regulatory", world(preparation("a", "vitamin"), mentioned), a=ONE)
    assert found.status is UNKNOWN


@pytest.mark.parametrize(
    ("intended", "expected"), [("fine", MET), ("wrinkles", MET), ("other", FAILED), (None, UNKNOWN)]
)
def test_a_device_is_judged_by_its_intended_purpose_when_a_concern_is_asked(
    world, intended, expected
):
    other = 'mg:other a meso:Concern ; rdfs:label "other" .\n'
    device = lawful("a", status="medical-device", intended=intended)
    compendium = world(preparation("a", "vitamin"), WRINKLES, FINE, other, device)
    assert find("regulatory", compendium, concerns=["fine"], a=ONE).status is expected
    assert find("regulatory", compendium, a=ONE).status is MET


def test_a_medicine_used_for_something_else_is_off_label(world):
    compendium = world(preparation("a", "vitamin"), WRINKLES, FINE, lawful("a"))
    assert codes(find("regulatory", compendium, concerns=["fine"], a=ONE)) == {"off-label"}
    compendium = world(
        preparation("a", "vitamin"), WRINKLES, FINE, lawful("a", intended="wrinkles")
    )
    assert codes(find("regulatory", compendium, concerns=["fine"], a=ONE)) == set()


@pytest.mark.parametrize(
    ("instruction", "expected"),
    [
        ("", UNKNOWN),
        (claim("MixingInstruction", "says", about="mg:a"), MET),
        (claim("MixingInstruction", "says", about="mg:a", between="mg:salt"), MET),
        (claim("MixingInstruction", "says", about="mg:a", between="mg:other"), UNKNOWN),
        (claim("MixingInstruction", "says", "against", about="mg:a"), FAILED),
        (claim("MixingInstruction", "says", "against", about="mg:a", between="mg:salt"), FAILED),
        (claim("MixingInstruction", "says", "against", about="mg:a", between="mg:other"), UNKNOWN),
    ],
)
def test_a_device_may_be_mixed_only_if_its_instructions_say_so(world, instruction, expected):
    compendium = world(TWO, lawful("a", status="medical-device"), lawful("b"), instruction)
    assert find("regulatory", compendium, a=ONE, b=ONE).status is expected


def test_mixed_medicines_are_an_unlicensed_mixture(world):
    compendium = world(TWO, lawful("a"), lawful("b"))
    found = find("regulatory", compendium, a=ONE, b=ONE)
    assert found.status is MET
    assert codes(found) == {"unlicensed-mixture"}
    assert codes(find("regulatory", compendium, a=ONE)) == set()


@pytest.mark.parametrize(("place", "expected"), [("eu", FAILED), ("germany", MET), ("japan", MET)])
def test_a_law_against_mixing_binds_where_it_holds(world, place, expected):
    law = claim(
        "LawClaim", "law", "against", jurisdiction=f"mg:{place}", act="meso:mixing-medicines"
    )
    found = find("regulatory", world(TWO, lawful("a"), lawful("b"), law), a=ONE, b=ONE)
    assert found.status is expected
    assert ("member-state-law" in codes(found)) is (place == "germany")


def test_why_a_cosmetic_may_not_be_injected_is_told(world):
    law = claim("LawClaim", "law", "against", jurisdiction="mg:eu", act="meso:injecting-cosmetics")
    compendium = world(preparation("a", "vitamin"), lawful("a", status="cosmetic"), law)
    assert "law" in [each.text for each in find("regulatory", compendium, a=ONE).because]


# --- route ---


def route_claim(polarity="for", **said):
    return claim("RouteClaim", "route", polarity, about="mg:a", **said)


@pytest.mark.parametrize(
    ("said", "expected", "caution"),
    [
        ("", UNKNOWN, set()),
        (route_claim(route="meso:intradermal"), MET, set()),
        (route_claim(route="meso:intravenous"), MET, {"off-label"}),
        (route_claim(route="meso:topical"), FAILED, set()),
        (route_claim(route="meso:intralesional"), MET, {"off-label"}),
        (route_claim("against", route="meso:intradermal"), FAILED, set()),
        (route_claim("against", onlyRoute="meso:intravenous"), FAILED, set()),
        (route_claim("against", onlyRoute="meso:intradermal"), UNKNOWN, set()),
        (route_claim(onlyRoute="meso:intravenous"), FAILED, set()),
        (route_claim(onlyRoute="meso:intradermal"), MET, set()),
        (route_claim("against", route="meso:subcutaneous"), FAILED, set()),
        (route_claim("against", route="meso:intravenous"), UNKNOWN, set()),
        (route_claim(route="meso:microneedling"), FAILED, set()),
    ],
)
def test_the_label_decides_on_the_route(world, said, expected, caution):
    found = find("route", world(preparation("a", "vitamin"), said), a=ONE)
    assert found.status is expected
    assert codes(found) == caution


@pytest.mark.parametrize("polarity", ["for", "against"])
def test_a_diluent_goes_by_the_route_of_what_it_dilutes_but_never_alone(world, polarity):
    said = claim("RouteClaim", "only", polarity, about="mg:b", onlyRoute="meso:as-diluent")
    compendium = world(TWO, lawful("a"), said)
    assert find("route", compendium, b=ONE).status is FAILED
    expected = MET if polarity == "for" else UNKNOWN
    assert find("route", compendium, a=ONE, b=ONE).status is expected


@pytest.mark.parametrize(
    ("place", "expected"), [("mg:eu", FAILED), ("mg:germany", FAILED), ("mg:japan", MET)]
)
def test_an_authority_may_restrict_a_substance_where_it_rules(world, place, expected):
    said = claim(
        "RouteClaim",
        "ruling",
        "against",
        about="mg:vitamin",
        onlyRoute="meso:intravenous",
        jurisdiction=place,
    )
    compendium = world(preparation("a", "vitamin"), lawful("a"), said)
    assert find("route", compendium, a=ONE).status is expected


# --- in-use time ---


def keeps(hours, about="a"):
    said = {"upperBound": f"{hours}", "unit": "meso:hour", "about": f"mg:{about}"}
    return claim("InUseClaim", f"keeps-{about}", **said)


@pytest.mark.parametrize(
    ("hours", "until", "volumes", "expected"),
    [
        ("24.0", "4", {"a": ONE}, MET),
        ("2.0", "4", {"a": ONE}, FAILED),
        ("0.0", "0.25", {"a": ONE}, MET),
        ("0.0", "1", {"a": ONE}, FAILED),
        ("24.0", "4", {"a": ONE, "b": ONE}, UNKNOWN),
        ("2.0", "4", {"a": ONE, "b": ONE}, FAILED),
        (None, "4", {"a": ONE}, UNKNOWN),
    ],
)
def test_what_a_label_keeps_for_less_time_is_refused(world, hours, until, volumes, expected):
    compendium = world(TWO, keeps(hours) if hours else "")
    found = find(
        "in-use-time", compendium, asked=Circumstances(hours=Interval.of("0", until)), **volumes
    )
    assert found.status is expected
    assert bool(found.because) is bool(hours)
    assert bool(found.needs) is (expected is UNKNOWN)


# --- non-oily ---


@pytest.mark.parametrize(
    ("vehicle", "oily", "expected"),
    [
        ("aqueous-solution", False, MET),
        ("aqueous-micellar", True, MET),
        ("oil", False, FAILED),
        (None, True, FAILED),
        (None, False, UNKNOWN),
    ],
)
def test_oil_is_refused(world, vehicle, oily, expected):
    trait = 'meso:oily a meso:Trait ; rdfs:label "oily" . mg:vitamin meso:trait meso:oily .\n'
    compendium = world(preparation("a", "vitamin", vehicle=vehicle), trait if oily else "")
    assert find("non-oily", compendium, a=ONE).status is expected


# --- contraindication ---


def forbids(**said):
    return claim("ContraindicationClaim", "forbids", **{"about": "mg:vitamin", **said})


def test_a_concern_that_is_a_contraindication_is_refused(world):
    herpes = 'mg:herpes a meso:Concern ; rdfs:label "herpes" .\n'
    said = forbids(concern="mg:herpes", strictness="meso:absolute")
    compendium = world(preparation("a", "vitamin"), herpes, WRINKLES, said)
    assert find("contraindication", compendium, concerns=["herpes"], a=ONE).status is FAILED
    assert find("contraindication", compendium, concerns=["wrinkles"], a=ONE).status is MET
    relative = forbids(concern="mg:herpes", strictness="meso:relative")
    compendium = world(preparation("a", "vitamin"), herpes, relative)
    found = find("contraindication", compendium, concerns=["herpes"], a=ONE)
    assert (found.status, codes(found)) == (MET, {"relative-contraindication"})


def test_what_must_be_asked_of_a_person_is_a_caution(world):
    said = forbids(inState="meso:pregnancy", strictness="meso:absolute")
    found = find("contraindication", world(preparation("a", "vitamin"), said), a=ONE)
    assert found.status is MET
    assert [each.text for each in found.cautions] == ["pregnancy (forbids it)"]


def test_a_contraindication_of_another_substance_or_route_is_silent(world):
    said = forbids(inState="meso:pregnancy", route="meso:oral")
    assert codes(find("contraindication", world(preparation("a", "vitamin"), said), a=ONE)) == set()
    said = forbids(inState="meso:pregnancy", about="mg:other")
    assert codes(find("contraindication", world(preparation("a", "salt"), said), a=ONE)) == set()


@pytest.mark.parametrize(("strictness", "expected"), [("absolute", FAILED), ("relative", MET)])
def test_a_route_may_itself_forbid_a_part(world, strictness, expected):
    said = forbids(route="meso:intradermal", strictness=f"meso:{strictness}")
    found = find("contraindication", world(preparation("a", "vitamin"), said), a=ONE)
    assert found.status is expected
    assert ("relative-contraindication" in codes(found)) is (expected is MET)


def status_claim(name, polarity="for", status="authorised-medicine", place="eu"):
    return claim(
        "RegulatoryClaim",
        name,
        polarity,
        about="mg:a",
        regulatoryStatus=f"meso:{status}",
        jurisdiction=f"mg:{place}",
        asOf='"2026"',
    )


def test_a_withdrawn_or_disputed_status_does_not_pass(world):
    withdrawn = status_claim("withdrawn", "against")
    shelf = preparation("a", "vitamin")
    assert find("regulatory", world(shelf, withdrawn), a=ONE).status is FAILED
    assert find("regulatory", world(shelf, lawful("a"), withdrawn), a=ONE).status is UNKNOWN
    elsewhere = status_claim("withdrawn", "against", place="japan")
    assert find("regulatory", world(shelf, lawful("a"), elsewhere), a=ONE).status is MET


def test_a_permission_of_ones_own_outranks_nothing(world):
    cosmetic = status_claim("cosmetic", status="cosmetic")
    mine = status_claim("mine")
    found = find("regulatory", world(preparation("a", "vitamin"), cosmetic, local=[mine]), a=ONE)
    assert found.status is FAILED
    assert "cosmetic" in [each.text for each in found.because]


def test_what_is_no_device_here_is_judged_as_a_medicine(world):
    no_device = status_claim("no-device", "against", "medical-device", "japan")
    law = claim("LawClaim", "law", "against", jurisdiction="mg:eu", act="meso:mixing-medicines")
    compendium = world(TWO, lawful("a"), lawful("b"), no_device, law)
    assert find("regulatory", compendium, a=ONE, b=ONE).status is FAILED


# --- compatibility ---


def test_compatibility_names_the_pairs_of_which_nothing_is_known(world):
    found = find("compatibility", world(TWO), a=ONE, b=ONE)
    assert found.status is UNKNOWN
    assert found.needs == ("a with b: not searched",)


def test_one_product_is_compatible_as_supplied(world):
    assert find("compatibility", world(TWO), a=ONE).status is MET


# --- isotonicity ---


def test_what_a_label_says_of_mixing_is_told_of_the_product_alone(world):
    said = claim("MixingInstruction", "dilute", about="mg:a", between="mg:salt")
    found = find("compatibility", world(TWO, said), a=ONE)
    assert [(each.code, each.text) for each in found.cautions] == [("label-on-mixing", "dilute")]
    assert codes(find("compatibility", world(TWO, said), b=ONE)) == set()


def test_unknown_ingredients_are_told_alone_and_mixed(world):
    partly = TWO + "mg:a meso:isPartlyKnown true .\n"
    assert codes(find("compatibility", world(partly), a=ONE)) == {"partly-known"}
    assert "partly-known" in codes(find("compatibility", world(partly), a=ONE, b=ONE))
    assert "partly-known" not in codes(find("compatibility", world(TWO), a=ONE, b=ONE))


def test_what_applies_is_told_before_what_does_not(world):
    said = {"between": "mg:a , mg:b", "method": "meso:opinion", "setting": "meso:syringe"}
    far = claim("CompatibilityClaim", "a-far", "against", vehicle="meso:oil", **said)
    near = claim("CompatibilityClaim", "b-near", "against", **said)
    told = [
        each.text for each in find("compatibility", world(TWO, far, near), a=ONE, b=ONE).because
    ]
    assert [each.split(": ")[-1] for each in told] == ["b-near", "a-far"]


def limit(name, band, low=None, high=None, **said):
    bounds = {
        key: value
        for key, value in (("lowerBound", low), ("upperBound", high))
        if value is not None
    }
    return claim(
        "LimitClaim",
        name,
        requirement="mg:requirement-isotonicity",
        band=f"meso:{band}",
        unit="meso:mosm-per-kg",
        **bounds,
        **said,
    )


LIMITS = (
    limit("one", "met-band", 270.0, 320.0)
    + limit("two", "met-band", 280.0, 330.0)
    + limit("sc", "caution-band", None, 600.0, route="meso:subcutaneous")
)


@pytest.mark.parametrize(
    ("osmolality", "expected", "caution"),
    [
        ((285.0, 315.0), MET, set()),
        ((280.0, 320.0), MET, set()),
        ((275.0, 300.0), UNKNOWN, set()),
        ((325.0, 325.0), MET, {"stings", "limit-of-another-route"}),
        ((400.0, 600.0), MET, {"stings", "limit-of-another-route"}),
        ((590.0, 610.0), UNKNOWN, set()),
        ((601.0, 700.0), FAILED, set()),
        ((100.0, 269.0), FAILED, set()),
        ((200.0, 290.0), UNKNOWN, set()),
    ],
)
def test_isotonicity_follows_the_bands_of_all_sources(world, osmolality, expected, caution):
    compendium = world(preparation("a", "vitamin", osmolality=osmolality), LIMITS)
    found = find("isotonicity", compendium, a=ONE)
    assert found.status is expected
    assert codes(found) == caution


@pytest.mark.parametrize(
    ("osmolality", "band"),
    [((300.0, 300.0), (280, 320)), ((500.0, 500.0), (280, 600)), ((900.0, 900.0), (270, 600))],
)
def test_the_limit_of_isotonicity_is_the_one_that_decides(world, osmolality, band):
    compendium = world(preparation("a", "vitamin", osmolality=osmolality), LIMITS)
    found = find("isotonicity", compendium, a=ONE)
    assert (found.limit.low, found.limit.high) == band
    assert all(each.citations for each in found.cautions)


def test_an_osmolarity_is_told_although_it_decides_nothing(world):
    text = preparation("a", "vitamin").replace(
        "meso:vehicle", "meso:osmolarity mg:a-osmolarity ; meso:vehicle", 1
    )
    for source in ("", "; dcterms:source mg:source-test "):
        figure = "mg:a-osmolarity a meso:Figure ; meso:nominalValue 5900.0 ; "
        figure += f"meso:unit meso:mosm-per-L {source}.\n"
        found = find("isotonicity", world(text, figure, LIMITS), a=ONE)
        assert found.status is UNKNOWN
        assert [each.code for each in found.cautions] == ["osmolarity-only"]
        assert "5900 mOsm/L" in found.cautions[0].text
        assert bool(found.cautions[0].citations) is bool(source)


def test_isotonicity_by_its_own_route_borrows_nothing(world):
    compendium = world(preparation("a", "vitamin", osmolality=(400.0, 400.0)), LIMITS)
    found = find("isotonicity", compendium, asked=Circumstances(route="subcutaneous"), a=ONE)
    assert codes(found) == {"stings"}


def test_isotonicity_depends_on_the_ratio_if_no_volumes_are_given(world):
    shelf = preparation("a", "vitamin", osmolality=(290.0, 290.0))
    shelf += preparation("b", "salt", osmolality=(2000.0, 2000.0))
    compendium = world(shelf, LIMITS)
    found = find("isotonicity", compendium, a=None, b=None)
    assert (found.status, found.value.low, found.value.high) == (UNKNOWN, 290, 2000)
    assert "ratio" in found.needs[0]
    assert find("isotonicity", compendium, a=ONE, b=ONE).status is FAILED


def test_isotonicity_without_a_figure_or_a_limit_is_unknown(world):
    assert find("isotonicity", world(TWO, LIMITS), a=ONE).needs == (
        "the osmolality of a in mOsm/kg",
        "or, to calculate it, the E value of vitamin, or its molar mass and how many particles it "
        "gives in water",
    )
    compendium = world(preparation("a", "vitamin", osmolality=(290.0, 290.0)))
    assert find("isotonicity", compendium, a=ONE).status is UNKNOWN


def test_a_tolerated_band_may_state_its_lower_bound(world):
    wide = limit("wide", "caution-band", 200.0, 600.0)
    for osmolality, expected in ((250.0, MET), (199.0, FAILED)):
        shelf = preparation("a", "vitamin", osmolality=(osmolality, osmolality))
        found = find(
            "isotonicity", world(shelf, limit("one", "met-band", 270.0, 320.0), wide), a=ONE
        )
        assert found.status is expected


# --- tolerance ---


def tolerated(polarity="for", name="tolerance", **said):
    said = {"about": "mg:a", "route": "meso:intradermal", **said}
    return claim("ToleranceClaim", name, polarity, **said)


NECROSIS = {"harm": "meso:necrosis", "about": "mg:vitamin"}


@pytest.mark.parametrize(
    ("said", "expected", "caution"),
    [
        ("", UNKNOWN, set()),
        (tolerated(), MET, set()),
        (tolerated(route="meso:topical"), UNKNOWN, set()),
        (tolerated(about="mg:vitamin"), UNKNOWN, set()),
        (tolerated("against", harm="meso:pain"), UNKNOWN, {"local-reaction"}),
        (tolerated("against", **NECROSIS), FAILED, set()),
        (tolerated("against", **NECROSIS, route="meso:subcutaneous"), FAILED, set()),
        (tolerated("against", **NECROSIS, route="meso:topical"), UNKNOWN, set()),
        (tolerated("against", **NECROSIS, vehicle="meso:oil"), UNKNOWN, set()),
    ],
)
def test_tolerance_is_what_was_seen_by_this_route(world, said, expected, caution):
    found = find("tolerance", world(preparation("a", "vitamin"), said), a=ONE)
    assert (found.status, codes(found)) == (expected, caution)


@pytest.mark.parametrize(("high", "expected"), [(20.0, MET), (5.0, UNKNOWN)])
def test_a_substance_was_tolerated_only_up_to_the_strength_tested(world, high, expected):
    said = tolerated(about="mg:vitamin", hasCondition="mg:c")
    tested = condition("c", "final-strength", None, high, of="vitamin")
    compendium = world(preparation("a", "vitamin", 10.0), said, tested)
    assert find("tolerance", compendium, a=ONE).status is expected


def test_a_harm_of_a_product_as_supplied_may_go_on_dilution_but_is_never_silent(world):
    compendium = world(TWO, tolerated("against", harm="meso:necrosis"))
    assert find("tolerance", compendium, a=ONE).status is FAILED
    diluted = find("tolerance", compendium, a=ONE, b=ONE)
    assert (diluted.status, codes(diluted)) == (UNKNOWN, {"lasting-harm-possible"})


def test_a_harm_seen_in_a_stronger_solution_only_does_not_apply(world):
    said = tolerated("against", **NECROSIS, hasCondition="mg:c")
    tested = condition("c", "final-strength", 15.0, None, of="vitamin")
    assert (
        find("tolerance", world(preparation("a", "vitamin", 10.0), said, tested), a=ONE).status
        is UNKNOWN
    )
    assert (
        find("tolerance", world(preparation("a", "vitamin", 20.0), said, tested), a=ONE).status
        is FAILED
    )


def test_what_a_mixture_did_is_possible_of_its_parts_and_sure_of_all_of_them(world):
    said = tolerated("against", **{**NECROSIS, "about": "mg:vitamin , mg:salt"})
    alone = find("tolerance", world(TWO, said), a=ONE)
    assert (alone.status, codes(alone)) == (UNKNOWN, {"lasting-harm-possible"})
    assert find("tolerance", world(TWO, said), a=ONE, b=ONE).status is FAILED


def test_a_harm_of_some_product_is_possible_of_any_other(world):
    said = tolerated("against", **NECROSIS, isGeneric="true")
    found = find("tolerance", world(TWO, said), a=ONE)
    assert (found.status, codes(found)) == (UNKNOWN, {"lasting-harm-possible"})


def test_an_unknown_vehicle_leaves_a_harm_of_oil_possible(world):
    said = tolerated("against", **NECROSIS, vehicle="meso:oil")
    found = find("tolerance", world(preparation("a", "vitamin", vehicle=None), said), a=ONE)
    assert codes(found) == {"lasting-harm-possible"}


def test_toxicity_to_cells_is_told_whatever_the_role(world):
    process = (
        'mg:fibroblast-viability a meso:CellViability , meso:Process ; rdfs:label "viability" .\n'
    )
    toxic = claim(
        "MechanismClaim",
        "toxic",
        agent="mg:vitamin",
        action="meso:inhibits",
        onProcess="mg:fibroblast-viability",
    )
    compendium = world(preparation("a", "vitamin", role="stabiliser"), process, toxic)
    assert codes(find("tolerance", compendium, a=ONE)) == {"toxic-to-cells"}


# --- volume ---


@pytest.mark.parametrize(
    ("role", "strength", "prefix"),
    [
        ("preservative", True, "a holds vitamin (preservative, 1 %): "),
        ("preservative", False, "a holds vitamin (preservative, strength not known): "),
        ("active-ingredient", True, ""),
    ],
)
def test_a_harm_of_an_excipient_says_so(world, role, strength, prefix):
    text = preparation("a", "vitamin", role=role)
    if not strength:
        text = text.replace(" ; meso:nominalValue 10.0 ; meso:unit meso:mg-per-mL", "")
    harm = tolerated("against", about="mg:vitamin", harm="meso:pain")
    found = find("tolerance", world(text, harm), a=ONE)
    assert [each.text for each in found.cautions] == [f"{prefix}tolerance"]
    assert all(each.citations and each.claims for each in found.cautions)


def test_what_adjusted_a_ph_is_used_up_and_harms_no_more(world):
    harm = tolerated("against", about="mg:vitamin", harm="meso:pain")
    found = find("tolerance", world(preparation("a", "vitamin", role="ph-adjuster"), harm), a=ONE)
    assert found.cautions == ()


def test_volume_is_stated_and_left_open(world):
    assert find("volume", world(TWO), a=ONE, b=ONE).value.low == 2
    assert find("volume", world(TWO), a=None, b=ONE).needs == ("the volumes of the parts",)


# --- efficacy ---


def helps(name="helps", polarity="for", certainty="low", **said):
    said = {"agent": "mg:vitamin", "concern": "mg:fine", "route": "meso:intradermal", **said}
    return claim("IndicationClaim", name, polarity, certainty=f"meso:{certainty}", **said)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ("", UNKNOWN),
        (helps(), MET),
        (helps(certainty="very-low"), MET),
        (helps(certainty="pre-clinical"), UNKNOWN),
        (helps(read_as="mention"), UNKNOWN),
        (helps(route="meso:topical"), UNKNOWN),
        (helps(polarity="against"), FAILED),
        (helps(polarity="against", certainty="claim-only"), UNKNOWN),
        (helps() + helps("null", "against", "low"), FAILED),
        (helps() + helps("null", "against", "low", concern="mg:wrinkles"), FAILED),
        (helps() + helps("null", "against", "moderate"), FAILED),
        (helps() + helps("null", "against", "very-low"), MET),
        (helps(agent="mg:vitamin , mg:other"), UNKNOWN),
    ],
)
def test_efficacy_weighs_what_was_seen_in_people(world, claims, expected):
    compendium = world(preparation("a", "vitamin"), WRINKLES, FINE, claims)
    assert find("efficacy", compendium, concerns=["fine"], a=ONE).status is expected


def test_evidence_on_a_narrower_concern_counts_and_on_a_broader_does_not(world):
    compendium = world(preparation("a", "vitamin"), WRINKLES, FINE, helps())
    assert find("efficacy", compendium, concerns=["wrinkles"], a=ONE).status is MET
    compendium = world(preparation("a", "vitamin"), WRINKLES, FINE, helps(concern="mg:wrinkles"))
    assert find("efficacy", compendium, concerns=["fine"], a=ONE).status is UNKNOWN


def test_evidence_on_a_weaker_solution_is_not_evidence_on_a_stronger(world):
    tested = condition("c", "final-strength", None, 4.0, of="vitamin")
    for strength, expected in ((4.0, MET), (40.0, UNKNOWN)):
        shelf = preparation("a", "vitamin", strength)
        compendium = world(shelf, WRINKLES, FINE, helps(hasCondition="mg:c"), tested)
        assert find("efficacy", compendium, concerns=["fine"], a=ONE).status is expected


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"route": "meso:oral"}, "by another route: "),
        ({}, "by a route not stated: "),
    ],
)
def test_why_evidence_is_kept_apart_is_told(world, said, words):
    claims = helps(**said)
    if not said:
        claims = claims.replace(" ; meso:route meso:intradermal", "")
    compendium = world(preparation("a", "vitamin"), WRINKLES, FINE, claims)
    found = find("efficacy", compendium, ["fine"], a=ONE)
    assert [each.text for each in found.because] == [f"{words}helps"]


def test_efficacy_is_not_asked_without_a_concern(world):
    found = find("efficacy", world(preparation("a", "vitamin")), a=ONE)
    assert found.status is Status.NOT_APPLICABLE


def test_evidence_on_one_part_is_no_evidence_on_the_mixture(world):
    compendium = world(TWO, WRINKLES, FINE, helps())
    assert find("efficacy", compendium, concerns=["fine"], a=ONE, b=ONE).status is UNKNOWN
