"""How names are compared, refused when they deceive, and found again when mistyped."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mesograph.errors import AmbiguousName, SuspiciousName, UnknownName

_HYPHENS = dict.fromkeys(map(ord, "-_‐‑‒–—−"), " ")
_GREEK_OF_CHEMISTRY = frozenset("αβγδελμωΔ")


def refuse_deceptive(text: str) -> str:
    """Give the text back, or raise SuspiciousName where a character is invisible or a look-alike.

    Control and format characters (zero width, bidi, but not the tab of a pasted cell), marks that
    no letter takes up, digits other than 0 to 9, and letters of other scripts than Latin and the
    Greek ones of chemistry are refused by their Unicode name.

    >>> refuse_deceptive("procaine")
    'procaine'
    """
    for position, character in enumerate(unicodedata.normalize("NFC", text)):
        category = unicodedata.category(character)
        name = unicodedata.name(character, "an unnamed control character")
        invisible = category in ("Cc", "Cf", "Co", "Cn", "Cs", "Mn", "Me")
        letter = category.startswith("L") and character != "µ"
        foreign = letter and not name.startswith("LATIN") and character not in _GREEK_OF_CHEMISTRY
        numeral = category in ("Nd", "No") and not character.isascii()
        if character == "\t":
            continue
        if invisible or foreign or numeral or name.startswith("FULLWIDTH"):
            raise SuspiciousName(text, character, name, position)
    return text


def fold(text: str) -> str:
    """Reduce a name to what is compared: no case, accents, hyphens or double spaces.

    >>> fold("Acide L‑ascorbique  ") == fold("acide l ascorbique")
    True
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(bare.translate(_HYPHENS).replace("%", " % ").split())


@dataclass(frozen=True, slots=True)
class Named:
    """One way to call one thing."""

    name: str
    id: str
    kind: str


class NameIndex:
    """All names of all things, for exact, partial and nearest look-up."""

    def __init__(self, entries: Iterable[Named], labels: Mapping[str, str]) -> None:
        self._labels = labels
        self._by_name: dict[str, dict[str, Named]] = {}
        for entry in sorted(entries, key=lambda each: (each.id, each.name)):
            self._by_name.setdefault(fold(entry.name), {})[entry.id] = entry

    def find(self, asked: str, kinds: tuple[str, ...], *, wanted: str) -> str:
        """Give the id of the one thing so called: exact beats partial, several are refused.

        Raises SuspiciousName, UnknownName (with the nearest names) or AmbiguousName.
        """
        found = self.matches(asked, kinds)
        if not found:
            raise UnknownName(asked, wanted, self.nearest(asked, kinds))
        if len(found) > 1:
            labels = [self._labels[each] for each in found]
            alike = len(set(labels)) < len(labels)
            raise AmbiguousName(asked, [f"mg:{each}" for each in found] if alike else labels)
        return found[0]

    def exactly(self, asked: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of all things with just this name."""
        return self._of_kinds(self._by_name.get(fold(refuse_deceptive(asked)), {}), kinds)

    def matches(self, asked: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of all things exactly so called, else of those whose name holds it."""
        return self.exactly(asked, kinds) or self._with_phrase(asked, kinds)

    def holding(self, asked: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of all things with a name in which every word asked begins a word."""
        words = fold(refuse_deceptive(asked)).split()
        found = {
            each
            for name, entries in self._by_name.items()
            if words and all(any(each.startswith(word) for each in name.split()) for word in words)
            for each in self._of_kinds(entries, kinds)
        }
        return tuple(sorted(found))

    def found(self, asked: str, kinds: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Search by name: exact beats partial beats fuzzy; give how it was found, and the ids."""
        exact = self.exactly(asked, kinds)
        partial = tuple(each for each in self.holding(asked, kinds) if each not in exact)
        if exact or partial:
            return "exact" if exact else "partial", (*exact, *partial)
        return "fuzzy", self._near(asked, kinds)

    def _with_phrase(self, asked: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of all things with a name that has the words asked in a row.

        Words apart would find sodium hydrogen carbonate for sodium carbonate.
        """
        phrase = f" {fold(refuse_deceptive(asked))}"
        found = {
            each
            for name, entries in self._by_name.items()
            if phrase.strip() and phrase in f" {name}"
            for each in self._of_kinds(entries, kinds)
        }
        return tuple(sorted(found))

    def nearest(self, asked: str, kinds: tuple[str, ...], at_most: int = 3) -> tuple[str, ...]:
        """Give the labels of the things whose names look most like what was asked."""
        labels = dict.fromkeys(self._labels[each] for each in self._near(asked, kinds))
        return tuple(labels)[:at_most]

    def _near(self, asked: str, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Give the ids of the things whose names look most like what was asked, likest first."""
        import difflib

        names = [name for name, entries in self._by_name.items() if self._of_kinds(entries, kinds)]
        close = difflib.get_close_matches(fold(asked), names, n=6, cutoff=0.7)
        return tuple(
            dict.fromkeys(
                each for name in close for each in self._of_kinds(self._by_name[name], kinds)
            )
        )

    def _of_kinds(self, entries: Mapping[str, Named], kinds: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(
            sorted(id_ for id_, entry in entries.items() if not kinds or entry.kind in kinds)
        )


def near(asked: str, known: Iterable[str]) -> list[str]:
    """Give the names that look most like the one asked, if any does.

    >>> near("saline 0.9", ["saline 0.9 %", "water"])
    ['saline 0.9 %']
    """
    import difflib

    return difflib.get_close_matches(asked, list(known), n=3)


def closest(asked: str, known: Iterable[str]) -> list[str]:
    """Give the names most like the one asked, or all of them where none is like it.

    >>> closest("precipitaton", ["precipitation", "dose"])
    ['precipitation']
    """
    names = list(known)
    return near(asked, names) or sorted(names)
