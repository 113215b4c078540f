"""Names are compared kindly, refused where they deceive, and found again when mistyped."""

import pytest

from mesograph.errors import AmbiguousName, SuspiciousName, UnknownName
from mesograph.naming import Named, NameIndex, fold, refuse_deceptive

LABELS = {"1": "sodium hyaluronate", "2": "hyaluronic acid", "3": "sodium chloride"}
INDEX = NameIndex(
    [
        *(Named(label, id_, "Substance") for id_, label in LABELS.items()),
        Named("HA", "2", "Substance"),
        Named("salt", "1", "Substance"),
        Named("salt", "3", "Substance"),
        Named("chloride", "3", "Source"),
    ],
    LABELS,
)
KINDS = ("Substance",)


@pytest.mark.parametrize(
    "asked", ["Sodium-Hyaluronate", " sodium  hyaluronate ", "SODIUM HYALURONATE"]
)
def test_case_hyphens_and_blanks_do_not_matter(asked):
    assert INDEX.find(asked, KINDS, wanted="substance") == "1"


def test_accents_do_not_matter():
    assert fold("procaïne") == fold("procaine")


def test_exact_beats_partial():
    assert INDEX.find("HA", KINDS, wanted="substance") == "2"
    assert INDEX.find("hyaluronic", KINDS, wanted="substance") == "2"


@pytest.mark.parametrize("asked", ["line", "sodium acid", "chlor ride"])
def test_pieces_of_words_and_words_apart_find_nothing(asked):
    with pytest.raises(UnknownName):
        INDEX.find(asked, KINDS, wanted="substance")


@pytest.mark.parametrize("asked", ["salt", "sodium"])
def test_an_ambiguous_name_is_refused_with_its_candidates(asked):
    with pytest.raises(AmbiguousName) as refusal:
        INDEX.find(asked, KINDS, wanted="substance")
    assert "'sodium chloride'" in str(refusal.value)


def test_a_mistyped_name_is_refused_with_the_nearest():
    with pytest.raises(UnknownName) as refusal:
        INDEX.find("sodium hyalronate", KINDS, wanted="substance")
    assert str(refusal.value) == (
        "No substance is called 'sodium hyalronate'. Did you mean 'sodium hyaluronate'?"
    )


@pytest.mark.parametrize(
    ("asked", "how", "ids"),
    [
        ("HA", "exact", ("2",)),
        ("sodium", "partial", ("1", "3")),
        ("sodium hyaluronate", "exact", ("1",)),
        ("sodum cloride", "fuzzy", ("3",)),
        ("xyz", "fuzzy", ()),
    ],
)
def test_exact_beats_partial_beats_fuzzy(asked, how, ids):
    assert INDEX.found(asked, KINDS) == (how, ids)


def test_an_empty_name_is_unknown():
    with pytest.raises(UnknownName):
        INDEX.find("  ", KINDS, wanted="substance")


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("pro\u200bcaine", "ZERO WIDTH SPACE"),
        ("proc\u0430ine", "CYRILLIC SMALL LETTER A"),
        ("\u202eprocaine", "RIGHT-TO-LEFT OVERRIDE"),
        ("procaine\u00ad", "SOFT HYPHEN"),
        ("ｐrocaine", "FULLWIDTH LATIN SMALL LETTER P"),
        ("procaine\n", "an unnamed control character"),
        ("pr\u03bfcaine", "GREEK SMALL LETTER OMICRON"),
        ("pro\u0336caine", "COMBINING LONG STROKE OVERLAY"),
        ("procaine\ufe0f", "VARIATION SELECTOR-16"),
        ("procaine \u0664 %", "ARABIC-INDIC DIGIT FOUR"),
    ],
)
def test_invisible_and_look_alike_characters_are_refused_by_name(asked, name):
    with pytest.raises(SuspiciousName) as refusal:
        refuse_deceptive(asked)
    assert name in str(refusal.value)
    assert str(refusal.value).isascii()


@pytest.mark.parametrize(
    "asked", ["β-cyclodextrin", "ácido hialurónico", "acide L-ascorbique", "µg"]
)
def test_letters_of_chemistry_and_of_our_languages_pass(asked):
    assert refuse_deceptive(asked) == asked
