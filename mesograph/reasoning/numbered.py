"""Facts as numbers: a fact is one number of two halves, kept by predicate and indexed on demand."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from mesograph.reasoning.engine import Fact
from mesograph.reasoning.rules import Constant, Pattern, Variable

HALF = 32
LOW = (1 << HALF) - 1
Packed = int
"""A subject in the upper half, an object in the lower."""
Index = dict[int, list[int]]


class World:
    """Facts as numbers."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._number: dict[Constant, int] = {}
        self.term: list[Constant] = []
        self.all: dict[int, set[Packed]] = defaultdict(set)
        self._objects: dict[int, Index] = {}
        self._subjects: dict[int, Index] = {}
        self._counted: dict[tuple[int, bool], tuple[int, int]] = {}
        numbers = self._number
        of = numbers.setdefault
        for subject, predicate, object_ in facts:
            fact = of(subject, len(numbers)) << HALF | of(object_, len(numbers))
            self.all[of(predicate, len(numbers))].add(fact)
        self.term += numbers

    def number(self, term: Constant) -> int:
        """Give the number of a term."""
        found = self._number.get(term)
        if found is None:
            found = self._number[term] = len(self.term)
            self.term.append(term)
        return found

    def add(self, predicate: int, fact: Packed) -> None:
        """Add a fact that is not there yet."""
        self.all[predicate].add(fact)
        if predicate in self._objects:
            self._objects[predicate].setdefault(fact >> HALF, []).append(fact & LOW)
        if predicate in self._subjects:
            self._subjects[predicate].setdefault(fact & LOW, []).append(fact >> HALF)

    def objects(self, predicate: int) -> Index:
        """Give the objects of each subject."""
        if predicate not in self._objects:
            index: Index = {}
            for fact in self.all[predicate]:
                index.setdefault(fact >> HALF, []).append(fact & LOW)
            self._objects[predicate] = index
        return self._objects[predicate]

    def subjects(self, predicate: int) -> Index:
        """Give the subjects of each object."""
        if predicate not in self._subjects:
            index: Index = {}
            for fact in self.all[predicate]:
                index.setdefault(fact & LOW, []).append(fact >> HALF)
            self._subjects[predicate] = index
        return self._subjects[predicate]

    def fact(self, numbers: tuple[int, Packed]) -> Fact:
        """Give a fact in terms again."""
        predicate, fact = numbers
        return self.term[fact >> HALF], self.term[predicate], self.term[fact & LOW]

    def estimate(self, pattern: Pattern, known: frozenset[str]) -> int:
        """Estimate how many ways there are to make a pattern true, some variables being known."""
        subject, predicate, object_ = pattern
        assert isinstance(predicate, str)
        number = self.number(predicate)
        size = len(self.all[number])
        has_subject, has_object = is_known(subject, known), is_known(object_, known)
        if has_subject and has_object:
            return min(size, 1)
        if has_object and not isinstance(object_, Variable):
            return len(self.subjects(number).get(self.number(object_), ()))
        if has_subject or has_object:
            return -(-size // max(1, self._apart(number, subjects=has_subject)))
        return size

    def _apart(self, predicate: int, *, subjects: bool) -> int:
        """Count the subjects, or the objects, of a predicate, anew only where it has grown much."""
        size = len(self.all[predicate])
        then, count = self._counted.get((predicate, subjects), (0, 0))
        if size > 2 * then:
            half = (each >> HALF if subjects else each & LOW for each in self.all[predicate])
            count = len(set(half))
            self._counted[predicate, subjects] = size, count
        return count


class News(dict[int, list[Packed]]):
    """What a round has brought by predicate, and on demand by predicate and object."""

    def __init__(self) -> None:
        super().__init__()
        self._of_object: dict[int, dict[int, list[Packed]]] = {}

    def of(self, predicate: int, object_: int | None) -> Sequence[Packed]:
        """Give what is new of a predicate, of one object where that is given."""
        found = self.get(predicate, [])
        if object_ is None or not found:
            return found
        if predicate not in self._of_object:
            parted = self._of_object[predicate] = defaultdict(list)
            for fact in found:
                parted[fact & LOW].append(fact)
        return self._of_object[predicate].get(object_, [])


def is_known(term: object, known: frozenset[str]) -> bool:
    """Tell whether a term stands for one thing once some variables are known."""
    return not isinstance(term, Variable) or term.name in known
