"""One's own shelf as a list, read from CSV row by row.

What is not understood is told by row and column; nothing is guessed. A row that names a preparation
of the graph is a lot of that; any other row describes a preparation of one's own.
"""

import csv
import io
from hashlib import blake2b

from mesograph.errors import AmbiguousName, MesographError, UnreadableFile
from mesograph.exchange.shelf.cells import (
    COLUMNS,
    Row,
    column_of,
    expiry,
    figures,
    jurisdiction,
    strength,
    substance,
    term,
)
from mesograph.exchange.turtle import Block, slug, text, written
from mesograph.model.compendium import Compendium
from mesograph.model.shelves import Imported, Refused
from mesograph.model.things import PREPARATION_KINDS, SUBSTANCE_KINDS
from mesograph.naming import fold
from mesograph.quantities import as_number
from mesograph.strengths import read_number


def read_shelf(
    compendium: Compendium, name: str, content: bytes, *, opened: str | None
) -> Imported:
    """Read a list as a shelf; raises UnreadableFile where it is no CSV with a column for names.

    ``opened`` is the day on which it is read, None where that is not to be kept. Rows of which
    anything is not understood are left out of the Turtle and told.
    """
    heads, rows = _table(name, content)
    columns = [(head, column_of(head)) for head in heads]
    known = [each for _, each in columns]
    doubled = sorted({each for each in known if each and known.count(each) > 1})
    if doubled:
        raise UnreadableFile(name, f"two of its columns are the {doubled[0]}")
    if "name" not in known:
        raise UnreadableFile(name, f"none of its columns is called name: {', '.join(heads)}")
    shelf = _Shelf(compendium, slug(name), opened)
    refused: list[Refused] = []
    understood: list[tuple[int, str]] = []
    for number, cells in rows:
        row = Row(number, {c: v.strip() for c, v in zip(known, cells, strict=False) if c})
        row.refuse_deceptive()
        if len(cells) > len(heads):
            row.refuse(None, f"has {len(cells)} cells under {len(heads)} heads")
        label = shelf.take(row) if not row.refused else ""
        if row.refused:
            refused += row.refused
        else:
            understood.append((number, label))
    return Imported(
        name=name,
        columns=tuple(columns),
        understood=tuple(understood),
        refused=tuple(refused),
        turtle=shelf.turtle(),
    )


def _table(name: str, content: bytes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableFile(name, "it is not UTF-8 text, save it as CSV UTF-8") from None
    first = decoded.lstrip().partition("\n")[0]
    between = max(",;\t", key=first.count)
    try:
        reader = csv.reader(io.StringIO(decoded), delimiter=between, strict=True)
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise UnreadableFile(name, f"it is not CSV: {error}") from None
    filled = [(number, row) for number, row in rows if any(each.strip() for each in row)]
    if not filled:
        raise UnreadableFile(name, "it is empty")
    return [each.strip() for each in filled[0][1]], filled[1:]


class _Shelf:
    """What was understood so far, as blocks of Turtle."""

    def __init__(self, compendium: Compendium, name: str, opened: str | None) -> None:
        self._compendium, self._name, self._opened = compendium, name, opened
        self._blocks: list[Block] = []
        self._own: dict[str, tuple[str, str]] = {}
        self._lots: set[str] = set()
        self._labels: set[str] = set()
        self._source = f"mg:own-source-shelf-{name}"

    def take(self, row: Row) -> str:
        """Take up a row and give what it is called; what is not understood is noted in the row."""
        shipped = self._shipped(row)
        if row.refused:
            return ""
        preparation, label = shipped or self._own_preparation(row)
        last_day = expiry(row)
        if row.refused:
            return ""
        number = row.cell("lot")
        mark = _mark(preparation, number, last_day, row.cell("pack"))
        if mark in self._lots:
            row.refuse(None, "is the same lot as a row above")
            return ""
        self._lots.add(mark)
        which = f"lot {number}" if number else "any lot"
        told = f"{label}, {which}, {mark} of {self._name}"
        self._blocks.append(
            (
                f"mg:own-lot-{self._name}-{mark}",
                "meso:Lot",
                [
                    ("rdfs:label", text(told, "en")),
                    ("meso:ofPreparation", preparation),
                    *([("meso:lotNumber", text(number))] if number else []),
                    *([("meso:expiresOn", text(last_day))] if last_day else []),
                    *([("meso:pack", text(row.cell("pack")))] if row.cell("pack") else []),
                ],
            )
        )
        return label

    def turtle(self) -> str:
        """Write everything understood, with the list as the source of it."""
        on = f", read on {self._opened}" if self._opened else ""
        source: Block = (
            self._source,
            "meso:Source",
            [
                ("rdfs:label", text(f"own shelf list {self._name}", "en")),
                ("dcterms:bibliographicCitation", text(f"Own shelf list {self._name}{on}.")),
                ("meso:sourceKind", "meso:bench-source"),
                *self._dated(),
            ],
        )
        return written(f"One's own shelf {self._name}.", [source, *self._blocks])

    def _shipped(self, row: Row) -> tuple[str, str] | None:
        """Give the preparation of the graph that a row names, None where it names a substance."""
        try:
            found = self._compendium.names.exactly(row.cell("name"), PREPARATION_KINDS)
            if not found and not row.cell("strength"):
                found = self._partly(row.cell("name"))
        except MesographError as error:
            row.refuse("name", str(error))
            return None
        if len(found) > 1:
            labels = [self._compendium.label(each) for each in found]
            row.refuse("name", str(AmbiguousName(row.cell("name"), labels)))
        if len(found) != 1:
            return None
        for column in COLUMNS:
            if row.cell(column) and column not in ("name", "pack", "lot", "expiry"):
                row.refuse(
                    column, "is known of this product already: leave it empty, or use another name"
                )
        return f"mg:{found[0]}", self._compendium.label(found[0])

    def _partly(self, name: str) -> tuple[str, ...]:
        """Give the one product whose name holds a name that no substance has."""
        names = self._compendium.names
        if names.matches(name, SUBSTANCE_KINDS):
            return ()
        found = names.matches(name, PREPARATION_KINDS)
        return found if len(found) == 1 else ()

    def _own_preparation(self, row: Row) -> tuple[str, str]:
        """Describe a preparation of one's own, once for all rows that describe the same."""
        compendium = self._compendium
        matter = substance(compendium, row)
        given = strength(row)
        said = [*figures(row)]
        vehicle = term(compendium, row, "vehicle", "Vehicle")
        route = term(compendium, row, "route", "Route")
        status = term(compendium, row, "status", "RegulatoryStatus")
        law = jurisdiction(compendium, row)
        if row.refused or matter is None or given is None:
            return "", ""
        maker = row.cell("manufacturer")
        # Known by what was understood, not by its row: records go on when the list has changed.
        figured = (
            each
            for kind, low, high, unit in said
            for each in (kind, _decimal(low), _decimal(high), unit)
        )
        words = (vehicle or "", route or "", status or "", law)
        mark = _mark(matter, str(given), maker, *words, *figured)
        if mark in self._own:
            return self._own[mark]
        label = f"{compendium.label(matter)} {given}, {maker or 'own shelf'} ({self._name})"
        if label in self._labels:
            label = f"{label[:-1]}, {mark})"
        self._labels.add(label)
        iri = f"mg:own-{self._name}-{mark}"
        self._blocks.append(
            (
                iri,
                "meso:MarketedProduct" if maker else "meso:GenericPreparation",
                [
                    ("rdfs:label", text(label, "en")),
                    ("meso:ingredient", f"{iri}-1"),
                    *([("meso:vehicle", vehicle)] if vehicle else []),
                    *((f"meso:{kind}", f"{iri}-{kind}") for kind, _, _, _ in said),
                    *([("meso:manufacturer", text(maker))] if maker else []),
                    ("meso:isPartlyKnown", "true"),
                ],
            )
        )
        unit = given.unit.replace("/", "-per-").replace("mEq", "meq").replace("IU", "iu")
        amount = given.amount.nominal
        self._blocks.append(
            (
                f"{iri}-1",
                "meso:Ingredient",
                [
                    ("meso:substance", f"mg:{matter}"),
                    ("meso:role", self._role(matter)),
                    ("meso:nominalValue", _decimal(as_number(amount) if amount else "0")),
                    ("meso:unit", f"meso:{unit}"),
                    *self._read_in(row),
                ],
            )
        )
        for kind, low, high, measured in said:
            self._blocks.append(
                (
                    f"{iri}-{kind}",
                    "meso:Figure",
                    [
                        ("meso:lowerBound", _decimal(low)),
                        ("meso:upperBound", _decimal(high)),
                        ("meso:unit", f"meso:{measured}"),
                        *self._read_in(row),
                    ],
                )
            )
        if status:
            told = f"{label} is called {row.cell('status')} in {row.cell('jurisdiction')}."
            self._claim(
                row,
                f"{iri}-status",
                "meso:RegulatoryClaim",
                told,
                [
                    ("meso:about", iri),
                    ("meso:regulatoryStatus", status),
                    ("meso:jurisdiction", law),
                    ("meso:asOf", text(self._opened or "the day of the list")),
                ],
            )
        if route:
            told = f"{label} is labelled for {row.cell('route')} use."
            said_of = [("meso:about", iri), ("meso:route", route)]
            self._claim(row, f"{iri}-route", "meso:RouteClaim", told, said_of)
        self._own[mark] = iri, label
        return iri, label

    def _claim(self, row: Row, iri: str, kind: str, told: str, said: list[tuple[str, str]]) -> None:
        self._blocks.append(
            (
                iri,
                kind,
                [
                    ("meso:statement", text(told, "en")),
                    *said,
                    ("meso:polarity", "meso:for"),
                    *self._read_in(row),
                    *self._dated(),
                    ("meso:readAs", "meso:passage"),
                    ("meso:curationState", "meso:entered"),
                ],
            )
        )

    def _dated(self) -> list[tuple[str, str]]:
        return [("meso:opened", text(self._opened))] if self._opened else []

    def _read_in(self, row: Row) -> list[tuple[str, str]]:
        return [("dcterms:source", self._source), ("meso:locator", text(f"row {row.number}"))]

    def _role(self, substance: str) -> str:
        """Give the role in which the graph knows a substance where it is the only active one."""
        roles = {
            each.role
            for preparation in self._compendium.preparations.values()
            for each in preparation.actives
            if each.substance == substance
        }
        return f"meso:{roles.pop()}" if len(roles) == 1 else "meso:active-ingredient"


def _mark(*cells: str) -> str:
    """Give a short mark of cells that stays the same wherever they stand."""
    return blake2b("\n".join(map(fold, cells)).encode(), digest_size=4).hexdigest()


def _decimal(number: str) -> str:
    value = as_number(read_number(number))
    return value if "." in value else f"{value}.0"
