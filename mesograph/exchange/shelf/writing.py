"""One's own shelf written back as a list."""

import csv
import io

from mesograph.exchange.shelf.cells import COLUMNS
from mesograph.model.claims import RegulatoryClaim, RouteClaim
from mesograph.model.compendium import Compendium
from mesograph.quantities import as_range


def export_shelf(compendium: Compendium) -> str:
    """Write the lots of a compendium as a list that can be read again, sorted by its cells."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    rows = []
    for lot in compendium.lots:
        preparation = compendium.preparations[lot.preparation]
        common = {
            "lot": lot.number or "",
            "expiry": lot.expires_on or "",
            "pack": lot.pack or "",
        }
        if preparation.local:
            common |= _own_cells(compendium, lot.preparation)
        else:
            common["name"] = preparation.label
        rows.append([common.get(each, "") for each in COLUMNS])
    writer.writerows(sorted(rows))
    return out.getvalue()


def _own_cells(compendium: Compendium, id_: str) -> dict[str, str]:
    """Give the cells of a preparation of one's own."""
    preparation = compendium.preparations[id_]
    ingredient = preparation.ingredients[0]
    substance = compendium.substances[ingredient.substance]
    salts = any(each.moiety == substance.id for each in compendium.substances.values())
    cells = {
        "name": substance.label,
        "strength": str(ingredient.strength or ""),
        "salt": "none" if salts else "",
        "manufacturer": preparation.manufacturer or "",
        "vehicle": compendium.label(preparation.vehicle) if preparation.vehicle else "",
    }
    for figure in preparation.ph:
        cells["ph"] = as_range(figure.value)
    for figures, unit in ((preparation.osmolality, "mOsm/kg"), (preparation.osmolarity, "mOsm/L")):
        for figure in figures:
            cells["osmolality"] = f"{as_range(figure.value)} {unit}"
    for status in compendium.claims_of(RegulatoryClaim):
        if status.about == id_:
            cells["status"] = compendium.label(status.status)
            cells["jurisdiction"] = compendium.label(status.jurisdiction)
    for route in compendium.claims_of(RouteClaim):
        if route.about == id_ and route.routes:
            cells["route"] = compendium.label(min(route.routes))
    return cells
