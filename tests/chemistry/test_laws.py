"""Laws of the chemistry: amounts are kept, order and splitting change nothing, hazards only add."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mesograph.formulation.case import open_case
from mesograph.formulation.checks import run
from mesograph.formulation.chemistry.reckoning import reckon
from mesograph.formulation.chemistry.state import shares_of, state_of, ways
from mesograph.model.things import Circumstances, Ingredient, Part, Preparation
from mesograph.quantities import Interval
from mesograph.strengths import Strength
from mesograph.verdicts import Basis, Status
from tests.chemistry.beakers import CHEMISTRY

SUBSTANCES = {
    "base-salt": Decimal(40),
    "salt": Decimal(9),
    "bicarbonate": Decimal(84),
    "calcium-salt": Decimal(20),
    "calcium-slack": Decimal(30),
}
"""What a part may hold, and the most of it in mg/mL."""
VOLUMES = st.sampled_from([Decimal(each) for each in ("0.5", "1", "2", "5")])
EXAMPLES = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def compendium(world):
    return world(CHEMISTRY)


@st.composite
def parts(draw, least=2, most=3):
    """Draw parts of one syringe; each holds one or two substances and some have a label's pH."""
    found = []
    for position in range(draw(st.integers(least, most))):
        names = draw(st.lists(st.sampled_from(sorted(SUBSTANCES)), min_size=1, max_size=2))
        ingredients = tuple(
            Ingredient(
                substance=each,
                role="active-ingredient",
                strength=Strength(
                    Interval.exactly(SUBSTANCES[each] / draw(st.sampled_from([1, 2, 10, 100])))
                ),
            )
            for each in sorted(set(names))
        )
        key = "-".join(f"{each.substance}-{each.strength.amount.low}" for each in ingredients)
        preparation = Preparation(
            id=f"part-{position}-{key}",
            label=f"part {position}",
            kind="Preparation",
            ingredients=ingredients,
            vehicle="aqueous-solution",
        )
        found.append(Part(preparation, draw(VOLUMES)))
    return tuple(found)


def amounts(compendium, mixture):
    """Give how many millimoles of each ion and weak acid or base are in the whole mixture."""
    volume = sum(float(part.volume_ml) for part in mixture)
    state = state_of(compendium, mixture)
    ions, weak, _ = next(ways(state.brought, shares_of(state.brought, mixture), held=False))
    return {each.name: each.molar * volume for each in (*ions, *weak)}


def poured(compendium, mixture):
    """Give the same by what each part brings alone."""
    found = {}
    for part in mixture:
        for name, amount in amounts(compendium, (part,)).items():
            found[name] = found.get(name, 0.0) + amount
    return found


def charge_of(weaks, found):
    """Give the charge of all weak acids and bases at equilibrium, in mol/L."""
    return sum(
        (weak.charge - step) * share * found.molar[weak.name]
        for weak in weaks
        for step, share in enumerate(found.shares[weak.name])
    )


@EXAMPLES
@given(mixture=parts())
def test_nothing_is_lost_or_won_in_pouring(compendium, mixture):
    assert amounts(compendium, mixture) == pytest.approx(poured(compendium, mixture))


@EXAMPLES
@given(mixture=parts())
def test_what_settles_holds_what_was_poured_and_its_shares_make_a_whole(compendium, mixture):
    state = state_of(compendium, mixture)
    for weaks, found in state.settled:
        for weak in weaks:
            assert found.molar[weak.name] == weak.molar
            assert sum(found.shares[weak.name]) == pytest.approx(1)
            assert 0 <= found.neutral(weak) <= weak.molar * (1 + 1e-9)
            lowest, highest = weak.charge - len(weak.pkas), weak.charge
            assert lowest * weak.molar - 1e-9 <= charge_of([weak], found)
            assert charge_of([weak], found) <= highest * weak.molar + 1e-9


@EXAMPLES
@given(mixture=parts(3, 3))
def test_the_order_of_parts_changes_no_figure(compendium, mixture):
    first = state_of(compendium, mixture)
    wanted = sorted((each.substance, each.index) for each in reckon(compendium, mixture))
    for other in permutations(mixture):
        found = state_of(compendium, other)
        assert (found.lacking, found.at_limit) == (first.lacking, first.at_limit)
        assert is_close(found.ph, first.ph)
        again = sorted((each.substance, each.index) for each in reckon(compendium, other))
        assert [name for name, _ in again] == [name for name, _ in wanted]
        for (_, one), (_, another) in zip(wanted, again, strict=True):
            assert is_close(one, another)


@EXAMPLES
@given(mixture=parts(), share=st.sampled_from([Decimal("0.5"), Decimal("0.2")]))
def test_a_part_that_is_drawn_in_two_changes_no_figure(compendium, mixture, share):
    """The second draw has an id of its own, as two vials of one thing have."""
    *others, last = mixture
    one = Part(last.preparation, last.volume_ml * share)
    twin = Preparation(
        id=f"{last.preparation.id}-again",
        label="again",
        kind="Preparation",
        ingredients=last.preparation.ingredients,
        vehicle="aqueous-solution",
    )
    split = (*others, one, Part(twin, last.volume_ml * (1 - share)))
    assert amounts(compendium, split) == pytest.approx(amounts(compendium, mixture))
    assert is_close(state_of(compendium, split).ph, state_of(compendium, mixture).ph)


def is_close(one, other):
    """Tell whether two intervals are the same up to what rounding and three decimals leave."""
    if one is None or other is None:
        return one is other
    near = Decimal("0.02")
    return abs(one.low - other.low) <= near and abs(one.high - other.high) <= near


@EXAMPLES
@given(mixture=parts(3, 3))
def test_order_changes_no_verdict_and_no_status(compendium, mixture):
    """Design law (d); only the cautions on the way speak of an order."""
    first = open_case(compendium, mixture, Circumstances())
    statuses = [(each.check, each.status) for each in run(first)]
    for other in permutations(mixture):
        case = open_case(compendium, other, Circumstances())
        assert (case.found.against, case.found.for_) == (first.found.against, first.found.for_)
        assert [(each.check, each.status) for each in run(case)] == statuses


@EXAMPLES
@given(mixture=parts())
def test_a_reckoned_hazard_is_never_more_than_predicted_and_never_lost(compendium, mixture):
    """What is reckoned counts as predicted where it is sure, and as a doubt where it is not."""
    case = open_case(compendium, mixture, Circumstances())
    reckoned = [each for each in case.heard if each.testimony.basis is Basis.CALCULATED]
    answers = {each.answer.value for each in reckon(compendium, mixture)}
    assert len(reckoned) == sum(
        each.answer.value != "false" for each in reckon(compendium, mixture)
    )
    least = 2 if "true" in answers else 1 if "undetermined" in answers else 0
    assert case.found.against >= least
    status = next(each for each in run(case) if each.check == "precipitation").status
    assert (status is Status.FAILED) is ("true" in answers)


@EXAMPLES
@given(mixture=parts(3, 3))
def test_a_mixture_is_never_less_suspect_than_two_of_its_parts_in_it(compendium, mixture):
    """Design law (c), with the conditions of the whole mixture kept."""
    case = open_case(compendium, mixture, Circumstances())
    for _, _, pair in case.pairs:
        assert pair.against <= case.found.against
    whole = frozenset(part.id for part in mixture)
    for each in case.heard:
        if each.testimony.basis is Basis.CALCULATED:
            assert each.covers == whole
