"""The benchmarks measure what they say: worlds, models and the page they write."""

import json

import pytest

from benchmarks.closers import by_oxigraph, by_us
from benchmarks.mixing import apart, by_charge_balance, by_phreeqc, reckoned, settling
from benchmarks.report import table
from benchmarks.searching import Model, by_brute_force
from benchmarks.searching import by_us as searched_by_us
from benchmarks.worlds import as_ntriples, shipped, world
from mesograph.model.things import SUBSTANCE_KINDS
from mesograph.vocabulary import TYPE, meso
from tests.conftest import ROOT


def test_a_world_has_the_shape_of_the_real_knowledge():
    real = shipped()
    kinds = set(map(meso, SUBSTANCE_KINDS))
    substances = len({each[0] for each in real if each[1] == TYPE and each[2] in kinds})
    facts = list(world(3 * substances))
    assert facts == list(world(3 * substances))
    assert facts != list(world(3 * substances, seed=1))
    for kind in ("MarketedProduct", "Ingredient", "CompatibilityClaim"):
        copied, original = (
            sum(fact[1:] == (TYPE, meso(kind)) for fact in each) for each in (facts, real)
        )
        assert 2.4 * original < copied < 3.6 * original, kind
    known = {fact[0] for fact in facts}
    copies = {fact[2] for fact in facts if "-copy-" in str(fact[2])}
    assert copies
    assert copies <= known


def test_engines_close_a_world_alike(tmp_path):
    path = tmp_path / "world.nt"
    path.write_text("".join(as_ntriples(world(80))), "utf-8")
    ours, theirs = (set(close(path, axioms_only=False)[-1]) for close in (by_us, by_oxigraph))
    assert len(ours) > 2_000
    assert ours == theirs


@pytest.mark.parametrize("seed", range(5))
def test_the_abstract_search_is_right(seed):
    model = Model.drawn(14, 4, seed)
    ours, brute = searched_by_us(model, keep=10), by_brute_force(model, limit=60)
    assert ours.is_proven
    assert ours.score == brute.score


def test_the_page_is_what_was_measured():
    results = json.loads((ROOT / "benchmarks" / "results.json").read_text("utf-8"))
    assert (ROOT / "docs" / "performance.md").read_text("utf-8") == table(results)


def test_the_chemistry_is_measured_on_mixtures_that_settle(formulary):
    compendium = formulary.compendium
    simple = settling(compendium, 3, with_minerals=False)
    mineral = settling(compendium, 2, with_minerals=True)
    assert (len(simple), len(mineral)) == (3, 2)
    ours, theirs = by_charge_balance(compendium, simple), by_phreeqc(compendium, simple)
    assert all(ours)
    assert apart(ours, theirs)["median"] < 0.2
    assert reckoned(compendium, mineral) >= 2
