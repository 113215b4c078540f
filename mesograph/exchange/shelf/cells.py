"""The cells of a row of a list: each is understood, or refused with the reason."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from mesograph.errors import MesographError
from mesograph.model.compendium import Compendium
from mesograph.model.shelves import Refused
from mesograph.model.things import SUBSTANCE_KINDS
from mesograph.naming import fold, refuse_deceptive
from mesograph.strengths import Strength, read_number, read_strength, unsafe_ending

COLUMNS = {
    "name": ("product", "preparation", "substance", "produit", "nom", "nombre", "producto"),
    "strength": ("concentration", "dosage", "concentracion"),
    "salt": ("form", "sel", "sal"),
    "manufacturer": ("maker", "company", "fabricant", "fabricante"),
    "pack": ("pack size", "package", "presentation", "envase"),
    "lot": ("lot number", "batch", "batch number", "lote"),
    "expiry": ("exp", "expires", "expiry date", "expiration", "peremption", "caducidad"),
    "ph": (),
    "osmolality": ("osmolarity", "osm", "osmolalite", "osmolalidad"),
    "vehicle": ("solvent", "vehicule", "vehiculo"),
    "route": ("labelled route", "voie", "via"),
    "status": ("regulatory status", "statut", "estado"),
    "jurisdiction": ("country", "pays", "pais"),
}
"""The columns of a list, each with other heads it may have."""
MOST_PH, MOST_MOSM, MOST_MG_PER_ML = 14, 10_000, 1_000
FREE = ("none", "base", "free base", "free acid", "acid")
_RANGE = re.compile(r"([0-9]+(?:[.,][0-9]+)?)(?:\s*(?:-|–|to)\s*([0-9]+(?:[.,][0-9]+)?))?")
_OSMOLAL = re.compile(rf"{_RANGE.pattern}\s*(mOsm/kg|mOsmol/kg|mOsm/L|mOsmol/L)?", re.IGNORECASE)
_MONTH = re.compile(
    r"(?:(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])|(?P<m2>[01]?[0-9])/(?P<y2>[12][0-9]{3}))"
)
# With a day above 12 it cannot be read as month and day.
_DAY_FIRST = re.compile(r"(1[3-9]|2[0-9]|3[01])[/.]([0-9]{1,2})[/.]([12][0-9]{3})")


@dataclass
class Row:
    """One row while it is read: what was understood of it, and what was not."""

    number: int
    cells: Mapping[str, str]
    refused: list[Refused] = field(default_factory=list)

    def cell(self, column: str) -> str:
        """Give a cell, empty where there is none."""
        return self.cells.get(column, "")

    def refuse(self, column: str | None, reason: str) -> None:
        """Note what was not understood."""
        self.refused.append(Refused(row=self.number, column=column, reason=reason))

    def refuse_deceptive(self) -> None:
        """Refuse cells with characters that cannot be seen or look like others."""
        for column, cell in self.cells.items():
            try:
                refuse_deceptive(cell)
            except MesographError as error:
                self.refuse(column, str(error))


def column_of(head: str) -> str | None:
    """Give the column that a head names, None where it names none; brackets hold a unit."""
    asked = fold(head.partition("(")[0])
    for column, others in COLUMNS.items():
        if asked in (column, *others):
            return column
    return None


def substance(compendium: Compendium, row: Row) -> str | None:
    """Find the substance with its salt; a moiety that has salts must say which."""
    names, called, salt = compendium.names, row.cell("name"), row.cell("salt")
    if not called:
        row.refuse("name", "is empty")
        return None
    try:
        if salt and salt.casefold() not in FREE:
            for each in (f"{called} {salt}", f"{salt} {called}", f"{salt} de {called}"):
                found = names.exactly(each, SUBSTANCE_KINDS)
                if len(found) == 1:
                    return found[0]
            row.refuse("salt", f"no substance is called '{called} {salt}'")
            return None
        found_one = names.find(called, SUBSTANCE_KINDS, wanted="substance or preparation")
    except MesographError as error:
        row.refuse("name", str(error))
        return None
    salts = sorted(
        each.label
        for each in compendium.substances.values()
        if each.moiety == found_one and each.kind == "Salt"
    )
    if salts and not salt:
        row.refuse("salt", f"is needed: {', '.join(salts)}, or none")
        return None
    return found_one


def figures(row: Row) -> Iterator[tuple[str, str, str, str]]:
    """Give pH and osmolality: property, lower and upper bound, and unit."""
    ph, osmolality = row.cell("ph"), row.cell("osmolality")
    if ph:
        found = _RANGE.fullmatch(ph)
        if found and _is_within(row, "ph", found, MOST_PH, "a pH"):
            yield "ph", found[1], found[2] or found[1], "ph-unit"
        elif not found:
            row.refuse("ph", f"{ph!r} is no pH: write 7.4 or 7.0-7.6")
    if osmolality:
        found = _OSMOLAL.fullmatch(osmolality)
        if not found:
            row.refuse("osmolality", f"{osmolality!r} is none: write 290 mOsm/kg")
        elif not found[3]:
            row.refuse("osmolality", "needs its unit: mOsm/kg (measured) or mOsm/L")
        elif _is_within(row, "osmolality", found, MOST_MOSM, "one of a solution"):
            kilogram = found[3].lower().endswith("kg")
            kind, unit = ("osmolality", "mosm-per-kg") if kilogram else ("osmolarity", "mosm-per-L")
            yield kind, found[1], found[2] or found[1], unit


def _is_within(row: Row, column: str, found: re.Match[str], most: int, what: str) -> bool:
    """Tell whether bounds are in order and possible; note it where they are not."""
    low, high = (read_number(each) for each in (found[1], found[2] or found[1]))
    if low > high:
        row.refuse(column, f"goes from {found[1]} down to {found[2]}: write the lower first")
    elif high > most:
        row.refuse(column, f"{found[0]!r} is not {what}: it is more than {most}")
    return low <= high <= most


def term(compendium: Compendium, row: Row, column: str, kind: str) -> str | None:
    """Find a word of the ontology by its label, None where the cell is empty."""
    asked = row.cell(column)
    if not asked:
        return None
    terms = {
        id_: each
        for id_, each in compendium.things.items()
        if kind in each.classes or each.kind == kind
    }
    found = [
        id_
        for id_, each in terms.items()
        if fold(asked) in {fold(name) for name in (each.label, *each.names, id_)}
    ]
    if len(found) != 1:
        known = ", ".join(sorted(each.label for each in terms.values()))
        row.refuse(column, f"{asked!r} is none of: {known}")
        return None
    return f"meso:{found[0]}"


def jurisdiction(compendium: Compendium, row: Row) -> str:
    """Find the state or union whose law a status holds in; a status without one is refused."""
    asked = row.cell("jurisdiction")
    if not asked:
        if row.cell("status"):
            row.refuse("jurisdiction", "is needed with a status: say where it holds")
        return ""
    found = compendium.names.exactly(asked, ("Jurisdiction",))
    if len(found) != 1:
        known = ", ".join(sorted(each.label for each in compendium.jurisdictions.values()))
        row.refuse("jurisdiction", f"{asked!r} is none of: {known}")
        return ""
    return f"mg:{found[0]}"


def strength(row: Row) -> Strength | None:
    """Read the strength of a preparation of one's own."""
    asked = row.cell("strength")
    if not asked:
        row.refuse("strength", "is empty, and this is no product of the graph")
        return None
    found = read_strength(asked)
    if found is None:
        reason = unsafe_ending(asked) or f"{asked!r} is no strength: write 2 % or 20 mg/mL"
        row.refuse("strength", reason)
    elif found.amount.nominal is None or found.amount.nominal <= 0:
        row.refuse("strength", "must be more than 0")
    elif found.unit == "mg/mL" and found.amount.nominal > MOST_MG_PER_ML:
        row.refuse("strength", "is more than 100 %")
    return found


def expiry(row: Row) -> str:
    """Give the last day of use; a month alone lasts until its end."""
    asked = row.cell("expiry")
    if not asked:
        return ""
    try:
        if found := _MONTH.fullmatch(asked):
            year, month = int(found["y"] or found["y2"]), int(found["m"] or found["m2"])
            return date(year, month, monthrange(year, month)[1]).isoformat()
        if found := _DAY_FIRST.fullmatch(asked):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return date.fromisoformat(asked).isoformat() if "-" in asked else _refuse_expiry(row, asked)
    except ValueError:
        return _refuse_expiry(row, asked)


def _refuse_expiry(row: Row, asked: str) -> str:
    row.refuse("expiry", f"{asked!r} is no day: write 2027-03-31, 2027-03 or 03/2027")
    return ""
