"""Reading a person file, YAML or JSON: every field is checked, nothing of it is kept anywhere."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from mesograph.errors import AmbiguousName, UnknownName, UnreadableFile
from mesograph.model.claims import StateClaim
from mesograph.model.compendium import Compendium
from mesograph.model.persons import (
    ALLERGIES,
    CONDITIONS,
    DARK,
    MEDICINES,
    OF_AGE,
    PHOTOTYPES,
    STATES_OF_FIELDS,
    Answered,
    Person,
)
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS
from mesograph.naming import closest, refuse_deceptive
from mesograph.strengths import read_number

if TYPE_CHECKING:
    from yaml import MappingNode, Node

Read = TypeVar("Read")

MOST_BYTES = 64_000
OLDEST = 130
LIGHTEST, HEAVIEST = Decimal(2), Decimal(400)
EXPECTATIONS = ("realistic", "unrealistic")
TESTS = ("tolerated", "reacted", "not done")
FIELDS = (
    "age",
    "weight_kg",
    *STATES_OF_FIELDS,
    "phototype",
    ALLERGIES,
    MEDICINES,
    CONDITIONS,
    "test_injection",
    "expectations",
    "consent",
)
_YES, _NO = ("yes", "true"), ("no", "false")
_TRAIT_KINDS = ("Trait", "ReactiveTrait")
_CONDITION_KINDS = ("State", "Concern")


def read_person(path: Path, compendium: Compendium) -> Person:
    """Read the file of one person; raises UnreadableFile with the line of what is wrong."""
    from yaml import MappingNode

    root = _root(path)
    if not isinstance(root, MappingNode):
        raise _broken(path, root, "a person file names fields, such as age: 34")
    fields = dict(_fields(path, root))
    return _Reader(path, compendium, fields).person()


def _root(path: Path) -> "Node":
    import yaml

    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableFile(str(path), (error.strerror or "unknown reason").lower()) from None
    if len(content) > MOST_BYTES:
        raise UnreadableFile(str(path), f"it is longer than {MOST_BYTES} bytes")
    try:
        text = content.decode("utf-8")
        if any(isinstance(each, yaml.AliasToken) for each in yaml.scan(text)):
            raise UnreadableFile(str(path), "it refers to itself with *, write out what is meant")
        found = yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise UnreadableFile(str(path), "it is not UTF-8 text") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"{path}:{mark.line + 1}" if mark else str(path)
        problem = getattr(error, "problem", None) or "it is neither YAML nor JSON"
        raise UnreadableFile(place, problem) from None
    if found is None:
        raise UnreadableFile(str(path), "it is empty")
    return found


def _broken(path: Path, node: "Node", reason: str) -> UnreadableFile:
    return UnreadableFile(f"{path}:{node.start_mark.line + 1}", reason)


def _fields(path: Path, root: "MappingNode") -> Iterator[tuple[str, "Node"]]:
    """Give every field with its value; unknown and repeated ones are refused."""
    seen: set[str] = set()
    for key, value in root.value:
        name = str(key.value)
        if name not in FIELDS:
            near = closest(name, FIELDS) or FIELDS
            raise _broken(path, key, f"no field is called {name!r}; there is {', '.join(near)}")
        if name in seen:
            raise _broken(path, key, f"{name} is said twice")
        seen.add(name)
        yield name, value


@dataclass
class _Reader:
    path: Path
    compendium: Compendium
    fields: Mapping[str, "Node"]

    def person(self) -> Person:
        strangers: list[tuple[str, str]] = []
        answers: dict[str, Answered] = {}
        age = self._one("age", self._age)
        if age is not None:
            answers["minor-age"] = Answered(age < OF_AGE, "age")
        phototype = self._one("phototype", self._one_of(PHOTOTYPES))
        if phototype is not None:
            answers["dark-phototype"] = Answered(phototype in DARK, "phototype")
        for field, state in STATES_OF_FIELDS.items():
            yes = self._one(field, self._yes_or_no)
            if yes is not None:
                answers[state] = Answered(yes, field)
        kinds = (*SUBSTANCE_KINDS, *PREPARATION_KINDS, *_TRAIT_KINDS)
        allergens = self._names(ALLERGIES, kinds, strangers)
        medicines = self._names(MEDICINES, ("Medicine", *SUBSTANCE_KINDS), strangers)
        for claim in self.compendium.claims_of(StateClaim):
            if medicines and claim.supports and claim.about & medicines.keys():
                for state in claim.states:
                    answers[state] = Answered(True, MEDICINES)
        for state, yes in self._conditions():
            known = answers.get(state)
            if known and known.yes is not yes:
                said = "yes" if known.yes else "no"
                label = self.compendium.label(state)
                raise self._wrong(CONDITIONS, f"{label}: {known.field} says {said}")
            answers[state] = Answered(yes, CONDITIONS)
        return Person(
            answers=answers,
            allergens=allergens,
            medicines=medicines,
            strangers=tuple(strangers),
            age=age,
            weight=self._one("weight_kg", self._weight),
            phototype=phototype,
            expectations=self._one("expectations", self._one_of(EXPECTATIONS)),
            consent=self._one("consent", self._yes_or_no),
            test_injection=self._one("test_injection", self._one_of(TESTS)),
        )

    def _one(self, field: str, read: "Callable[[str, str, Node], Read]") -> "Read | None":
        from yaml import ScalarNode

        node = self.fields.get(field)
        if node is None:
            return None
        if not isinstance(node, ScalarNode):
            raise _broken(self.path, node, f"{field} takes one value")
        text = str(node.value).strip()
        return None if text.casefold() in ("", "unknown", "null", "~") else read(field, text, node)

    def _weight(self, field: str, text: str, node: "Node") -> Decimal:
        try:
            weight = read_number(text)
        except ArithmeticError:
            weight = Decimal(0)
        if not LIGHTEST <= weight <= HEAVIEST:
            wanted = f"a number of kilograms from {LIGHTEST} to {HEAVIEST}"
            raise _broken(self.path, node, f"{field} is {wanted}, not {text!r}")
        return weight

    def _age(self, field: str, text: str, node: "Node") -> int:
        if not text.isdecimal() or int(text) > OLDEST:
            raise _broken(self.path, node, f"{field} is a whole number of years, not {text!r}")
        return int(text)

    def _yes_or_no(self, field: str, text: str, node: "Node") -> bool:
        if text.casefold() not in (*_YES, *_NO):
            raise _broken(self.path, node, f"{field} is yes, no or unknown, not {text!r}")
        return text.casefold() in _YES

    def _one_of(self, words: tuple[str, ...]) -> "Callable[[str, str, Node], str]":
        def read(field: str, text: str, node: "Node") -> str:
            found = {each.casefold(): each for each in words}.get(text.casefold())
            if found is None:
                raise _broken(
                    self.path, node, f"{field} is one of {', '.join(words)}, not {text!r}"
                )
            return found

        return read

    def _names(
        self, field: str, kinds: tuple[str, ...], strangers: list[tuple[str, str]]
    ) -> dict[str, str] | None:
        """Read a list of names; an empty one, or none, means that there are none."""
        from yaml import ScalarNode, SequenceNode

        node = self.fields.get(field)
        if node is None:
            return None
        if isinstance(node, ScalarNode):
            word = str(node.value).strip().casefold()
            if word in ("none", "no", "false", "[]"):
                return {}
            if word in ("", "unknown", "null", "~"):
                return None
        if not isinstance(node, SequenceNode):
            raise _broken(self.path, node, f"{field} is a list of names, or none, or unknown")
        found: dict[str, str] = {}
        for each in node.value:
            if not isinstance(each, ScalarNode) or not str(each.value).strip():
                raise _broken(self.path, each, f"{field} holds what is no name")
            name = refuse_deceptive(str(each.value).strip())
            try:
                found[self.compendium.names.find(name, kinds, wanted=field)] = name
            except UnknownName:
                strangers.append((field, name))
            except AmbiguousName as error:
                raise _broken(self.path, each, str(error)) from None
        return found

    def _conditions(self) -> Iterator[tuple[str, bool]]:
        """Give every condition with its answer; a name that is none is refused with the nearest."""
        from yaml import MappingNode, ScalarNode

        node = self.fields.get(CONDITIONS)
        if node is None:
            return
        if not isinstance(node, MappingNode):
            raise _broken(self.path, node, "conditions names each with yes or no: diabetes: no")
        seen: set[str] = set()
        for key, value in node.value:
            name = refuse_deceptive(str(key.value).strip())
            try:
                id_ = self.compendium.names.find(name, _CONDITION_KINDS, wanted="condition")
            except (UnknownName, AmbiguousName) as error:
                raise _broken(self.path, key, str(error)) from None
            if id_ in seen:
                raise _broken(self.path, key, f"{name} is said twice")
            seen.add(id_)
            if not isinstance(value, ScalarNode):
                raise _broken(self.path, value, f"{name} is yes, no or unknown")
            text = str(value.value).strip()
            if text.casefold() not in ("", "unknown", "null", "~"):
                yield id_, self._yes_or_no(name, text, value)

    def _wrong(self, field: str, reason: str) -> UnreadableFile:
        return _broken(self.path, self.fields[field], reason)
