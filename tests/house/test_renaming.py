"""Nothing hangs on a name: with every individual renamed, answers are the same but for the names.

Every IRI of the data and every label is replaced by a random one that sorts as the old one did.
What is then answered is translated back and compared, byte for byte but for hashes.
"""

import json
import random
import re
from dataclasses import replace

import pytest

from mesograph import compilation
from mesograph.formulary import Formulary
from mesograph.knowledge.statements import Literal
from mesograph.rendering.json import checked_json, proposals_json
from mesograph.rendering.members import dumped
from mesograph.rendering.proofs.json import explanation_json
from mesograph.snapshot.compiled import Snapshot, sections_of
from mesograph.vocabulary import ALT_LABEL, INDIVIDUAL, LABEL, TYPE

LETTERS = "bcdfghjklmnpqrstvwxz"
LENGTH = 7


def in_order(count, seed):
    """Give that many random words, sorted."""
    chance = random.Random(seed)
    numbers = sorted(chance.sample(range(len(LETTERS) ** LENGTH), count))
    words = []
    for number in numbers:
        word = ""
        for _ in range(LENGTH):
            number, at = divmod(number, len(LETTERS))
            word = LETTERS[at] + word
        words.append(word)
    return words


class Renamed(Formulary):
    """The shipped knowledge with every individual and every label of it renamed."""

    def __init__(self, formulary):
        super().__init__()
        said = formulary.statements
        ours = {each.subject for each in said if each.subject.startswith(INDIVIDUAL)}
        ids = sorted(each.removeprefix(INDIVIDUAL) for each in ours)
        self.ids = dict(zip(ids, [f"y{word}" for word in in_order(len(ids), 1)], strict=True))
        names = {
            each.object.text
            for each in said
            if each.subject in ours and each.predicate in (LABEL, ALT_LABEL)
        }
        ordered = sorted(names, key=lambda each: (each.casefold(), each))
        words = in_order(len(ordered), 2)
        self.labels = dict(zip(ordered, words, strict=True))
        renamed = tuple(self._renamed(each) for each in said)
        rules = tuple(
            replace(each, sources=tuple((self.ids[name], at) for name, at in each.sources))
            for each in compilation.read_rules()
        )
        found = compilation.compiled(renamed, rules, formulary.compendium.versions)
        self._snapshot = Snapshot(sections_of(found))

    def _renamed(self, statement):
        subject, object_ = self._iri(statement.subject), statement.object
        if isinstance(object_, str):
            object_ = self._iri(object_)
        elif subject != statement.subject and statement.predicate in (LABEL, ALT_LABEL):
            object_ = Literal(self.labels[object_.text], object_.datatype, object_.language)
        return replace(statement, subject=subject, object=object_)

    def _iri(self, iri):
        name = iri.removeprefix(INDIVIDUAL)
        return INDIVIDUAL + self.ids[name] if name != iri else iri

    def called(self, name):
        """Give the new label of a thing with this label."""
        return self.labels[name]

    def back(self, text):
        """Translate an answer back: new names to old ones."""
        new_ids = {new: old for old, new in self.ids.items()}
        new_labels = {new: old for old, new in self.labels.items()}
        pattern = re.compile(rf"y[{LETTERS}]{{{LENGTH}}}|[{LETTERS}]{{{LENGTH}}}")
        return pattern.sub(
            lambda found: new_ids.get(found[0]) or new_labels.get(found[0], found[0]), text
        )


@pytest.fixture(scope="module")
def worlds(formulary):
    _ = formulary.compendium, formulary.inferences
    return formulary, Renamed(formulary)


HASH = re.compile(r'"(?:proof_id|score_proof_id|data|rules|ontology)": "[0-9a-f]+"')


def without_hashes(text):
    """Blank hashes, which are of content, and put lists that are sorted by them in order."""
    return HASH.sub('"hash"', text)


def same(one, other, renamed):
    assert renamed.ids
    back = json.loads(without_hashes(renamed.back(other)).replace('"hash"', '"hash": 0'))
    assert back == json.loads(without_hashes(one).replace('"hash"', '"hash": 0'))


@pytest.mark.parametrize("concern", ["fine wrinkles", "melasma", "dehydration of the skin"])
def test_propose_is_the_same_up_to_the_names(worlds, concern):
    real, renamed = worlds
    one = real.propose([concern])
    other = renamed.propose(
        [renamed.called(concern)], jurisdiction=renamed.called("European Union")
    )
    same(dumped(proposals_json(one)), dumped(proposals_json(other)), renamed)


MIXTURES = [
    ["procaine hydrochloride 2 % (Lavoisier)", "sodium bicarbonate 8.4 % (B. Braun)"],
    ["NCTF 135 HA (FILLMED)"],
    ["sodium chloride 0.9 % (generic)", "glutathione 200 mg in 3 mL (Taiyo, Japan)"],
]


def known_mixtures(formulary):
    labels = {each.label for each in formulary.compendium.preparations.values()}
    return [[each for each in mixture if each in labels] for mixture in MIXTURES]


@pytest.mark.parametrize("number", range(len(MIXTURES)))
def test_check_is_the_same_up_to_the_names(worlds, number):
    real, renamed = worlds
    parts = known_mixtures(real)[number]
    assert parts
    eu = renamed.called("European Union")
    one = real.check([f"{each} 1 mL" for each in parts])
    other = renamed.check([f"{renamed.called(each)} 1 mL" for each in parts], jurisdiction=eu)
    translated = dumped(checked_json(other))
    same(dumped(checked_json(one)), translated, renamed)


STATEMENTS = [
    ["indicated", "tranexamic acid", "melasma"],
    ["indicated", "hyaluronic acid", "fine wrinkles"],
    ["aggravates", "ascorbic acid", "melasma"],
    ["verdict", *MIXTURES[0]],
    ["check", "isotonicity", *MIXTURES[0]],
]


@pytest.mark.parametrize("statement", STATEMENTS, ids=lambda each: " ".join(each[:2]))
def test_why_is_the_same_up_to_the_names(worlds, statement):
    real, renamed = worlds
    eu = renamed.called("European Union")
    fixed = 2 if statement[0] == "check" else 1
    words = [*statement[:fixed], *(renamed.called(each) for each in statement[fixed:])]
    one, other = real.why(statement), renamed.why(words, jurisdiction=eu)
    same(dumped(explanation_json(one)), dumped(explanation_json(other)), renamed)


def test_every_individual_has_another_name(worlds):
    real, renamed = worlds
    assert not set(renamed.compendium.things) & {
        each.subject.removeprefix(INDIVIDUAL)
        for each in real.statements
        if each.predicate == TYPE and each.subject.startswith(INDIVIDUAL)
    }
    order = sorted(renamed.ids, key=lambda each: renamed.ids[each])
    assert order == sorted(renamed.ids)
