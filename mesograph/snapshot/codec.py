"""Values of our own classes as JSON and back; only classes that are named can come out of it.

Text, whole numbers, truth and None stand for themselves. Everything else is a list that begins with
a number for what it is: tuple, set, decimal, mapping, or one of the classes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum

from mesograph.errors import BrokenSnapshot

Json = str | int | bool | None | list["Json"]

_TUPLE, _SET, _DECIMAL, _MAPPING, _CLASSES = range(5)


class Codec:
    """Write and read values of some dataclasses and enumerations.

    >>> from mesograph.quantities import Interval
    >>> codec = Codec([Interval])
    >>> codec.decode(codec.encode((Interval.of("7.40", None), "a"))) == (
    ...     Interval.of("7.40", None), "a")
    True
    """

    def __init__(self, classes: Sequence[type]) -> None:
        self._classes = list(classes)
        self._number = {each: _CLASSES + at for at, each in enumerate(self._classes)}
        self._fields = [
            tuple(field.name for field in fields(each)) if is_dataclass(each) else ()
            for each in self._classes
        ]

    def encode(self, value: object) -> Json:
        """Give a value as JSON; raises TypeError for what is of no class that was named."""
        if value is None or isinstance(value, str | bool):
            return value
        if isinstance(value, Enum):
            return [self._number[type(value)], value.value]
        if isinstance(value, int):
            return value
        if isinstance(value, tuple):
            return [_TUPLE, *map(self.encode, value)]
        if isinstance(value, frozenset):
            return [_SET, *sorted(map(self.encode, value), key=str)]
        if isinstance(value, Decimal):
            return [_DECIMAL, str(value)]
        if isinstance(value, Mapping):
            return [_MAPPING, *(self.encode(each) for pair in value.items() for each in pair)]
        number = self._number.get(type(value))
        if number is None:
            raise TypeError(f"a {type(value).__name__} has no place in a snapshot")
        names = self._fields[number - _CLASSES]
        return [number, *(self.encode(getattr(value, each)) for each in names)]

    def decode(self, value: Json) -> object:
        """Give the value back; raises BrokenSnapshot for what encode never writes."""
        try:
            return self._decoded(value)
        except (IndexError, KeyError, TypeError, ValueError, ArithmeticError) as error:
            raise BrokenSnapshot(f"it holds what cannot be read: {error!r}") from None

    def _decoded(self, value: Json) -> object:
        if type(value) is not list:
            return value
        decoded = self._decoded
        kind, *rest = value
        items = [decoded(each) if type(each) is list else each for each in rest]
        match kind:
            case 0:
                return tuple(items)
            case 1:
                return frozenset(items)
            case 2:
                return Decimal(str(items[0]))
            case 3:
                return dict(zip(items[::2], items[1::2], strict=True))
            case int():
                class_ = self._classes[kind - _CLASSES]
                names = self._fields[kind - _CLASSES]
                return class_(**dict(zip(names, items, strict=True))) if names else class_(*items)
            case _:
                raise TypeError(kind)
