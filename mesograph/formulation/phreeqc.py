"""PHREEQC at arm's length: a solution of ions, weak acids and bases in, its pH and solids out.

The library is opened only when it is asked; its own database has the mineral species and activity
coefficients. Weak acids and bases that it does not know are described to it by their pKa.
"""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import ascii_lowercase
from typing import Any

from mesograph.errors import NoModel
from mesograph.formulation.equilibrium import Ion, Weak

OF_BRINES = frozenset(("Na", "K", "Ca", "Mg", "Cl", "Br", "S(6)", "C(4)"))
"""The elements that the database for strong solutions knows; it follows Pitzer."""
Complexes = Mapping[tuple[str, int, str], float]
"""The log K of a complex by its metal, the charge of that, and the name of the ligand."""
Key = tuple[int, tuple[float, ...], tuple[tuple[str, int, float], ...]]
STARTS = (7, 8, 10, 4)
"""At which pH it is begun to look: from one it may not be found, from the next it is."""
_ELEMENT = re.compile(r"[A-Z][a-z]?(?:\([+-]?[0-9]\))?")
_EQUATION = re.compile(r"[A-Za-z0-9 +=:().-]+")
"""One line of species: what could be read as another order to the engine is not passed on."""
_LEAST = 1e-12
_ABSENT = -99.0


@dataclass(frozen=True, slots=True)
class Ran:
    """What PHREEQC found: pH, ionic strength in mol/kg, and the saturation index of each solid."""

    ph: float
    ionic_strength: float
    indices: Mapping[str, float]


def run(
    ions: Sequence[Ion],
    weak: Sequence[Weak],
    *,
    shift: float = 0.0,
    solids: Iterable[tuple[str, str, float]] = (),
    complexes: Complexes | None = None,
    strong: bool = False,
) -> Ran:
    """Let PHREEQC settle a solution, in mol/L taken for mol/kg of water, at 25 degrees.

    ``solids`` are names with their dissolution and log K, ``complexes`` the log K of an ion with a
    weak acid that has no proton left; ``strong`` asks for the database after
    Pitzer. Raises NoModel for what the database does not know.
    """
    asked, bound = tuple(solids), complexes or {}
    *tries, last = STARTS
    for start in tries:
        try:
            return _run_from(start, ions, weak, shift, asked, bound, strong)
        except NoModel:
            continue
    return _run_from(last, ions, weak, shift, asked, bound, strong)


def _run_from(
    start: int,
    ions: Sequence[Ion],
    weak: Sequence[Weak],
    shift: float,
    solids: tuple[tuple[str, str, float], ...],
    complexes: Complexes,
    strong: bool,
) -> Ran:
    totals, masters = _totals(ions, weak, shift)
    if strong and (masters or not totals.keys() <= OF_BRINES):
        raise NoModel("solutions above an ionic strength of 1 mol/L with other than simple salts")
    asked = list(solids)
    _refuse_unreadable([*totals, *(metal for metal, _, _ in complexes)], asked)
    engine, described = _engine("pitzer.dat" if strong else "phreeqc.dat")
    known = _keyed(masters, complexes)
    lines = [*_masters(known, described), *_phases(asked)]
    lines += ["SOLUTION 1", "units mol/kgw", "temp 25"]
    for each, key in known:
        name = described[key]
        totals[name] = totals.get(name, 0.0) + each.molar
    lines += [f"{name} {amount:.12g}" for name, amount in totals.items() if amount > _LEAST]
    lines += [f"pH {start} charge", "SELECTED_OUTPUT", "-reset false", "-pH true", "-mu true"]
    if asked:
        lines.append("-saturation_indices " + " ".join(name for name, _, _ in asked))
    try:
        engine.run_string("\n".join([*lines, "END", ""]))
        head, *rows = engine.get_selected_output_array()
    except Exception as error:
        # What it could not read stays in it, so that every later question fails.
        _engine.cache_clear()
        raise NoModel(f"PHREEQC found no solution: {str(error).splitlines()[0]}") from error
    found = dict(zip(head, rows[-1], strict=True))
    return Ran(
        ph=float(found["pH"]),
        ionic_strength=float(found["mu"]),
        indices={
            name: float(found[f"si_{name}"])
            for name, _, _ in asked
            if float(found[f"si_{name}"]) > _ABSENT
        },
    )


def _refuse_unreadable(elements: Iterable[str], solids: Iterable[tuple[str, str, float]]) -> None:
    for each in elements:
        if not _ELEMENT.fullmatch(each):
            raise NoModel(f"{each!r} as an element")
    for _, equation, _ in solids:
        if not _EQUATION.fullmatch(equation):
            raise NoModel(f"{equation!r} as an equation")


def _totals(
    ions: Sequence[Ion], weak: Sequence[Weak], shift: float
) -> tuple[dict[str, float], list[Weak]]:
    """Give every element in mol/L, and the weak acids and bases the database does not know.

    The charge of what adjusted the pH is sodium or chloride; ions it does not know count as these.
    """
    totals: dict[str, float] = {}
    left = shift
    for ion in ions:
        if ion.element is None:
            left += ion.charge * ion.molar
        else:
            totals[ion.element] = totals.get(ion.element, 0.0) + ion.molar
    masters: list[Weak] = []
    for each in weak:
        if each.element is not None:
            totals[each.element] = totals.get(each.element, 0.0) + each.molar
        else:
            masters.append(each)
    name = "Na" if left > 0 else "Cl"
    totals[name] = totals.get(name, 0.0) + abs(left)
    return totals, masters


def _keyed(weak: list[Weak], complexes: Complexes) -> list[tuple[Weak, Key]]:
    """Give each weak acid or base with all that PHREEQC is to know of it."""
    return [
        (
            each,
            (
                each.charge,
                each.pkas,
                tuple(
                    (metal, charge, log_k)
                    for (metal, charge, ligand), log_k in sorted(complexes.items())
                    if ligand == each.name
                ),
            ),
        )
        for each in weak
    ]


def _masters(known: list[tuple[Weak, Key]], described: dict[Key, str]) -> list[str]:
    """Describe what is new: the form with no proton left, each with one more, and its complexes.

    The engine keeps what it was told, so all that is known of one has one name for good.
    """
    heads, bodies = ["SOLUTION_MASTER_SPECIES"], ["SOLUTION_SPECIES"]
    for each, key in known:
        if key in described:
            continue
        name = described[key] = _named(len(described))
        bare = each.charge - len(each.pkas)
        own = f"{name}{_signed(bare)}"
        heads.append(f"{name} {own} 0 1 1")
        bodies += [f"{own} = {own}", "log_k 0"]
        bodies += ["-gamma 0 0"] if bare == 0 else []
        total = 0.0
        for protons, pka in enumerate(reversed(each.pkas), 1):
            total += pka
            form = f"{name}H{protons if protons > 1 else ''}{_signed(bare + protons)}"
            bodies += [f"{own} + {protons} H+ = {form}", f"log_k {total:.6f}"]
            bodies += ["-gamma 0 0"] if bare + protons == 0 else []
        for metal, charge, log_k in key[2]:
            form = f"{metal}{name}{_signed(bare + charge)}"
            bodies += [f"{own} + {metal}{_signed(charge)} = {form}", f"log_k {log_k:.6f}"]
            bodies += ["-gamma 0 0"] if bare + charge == 0 else []
    return [*heads, *bodies] if len(heads) > 1 else []


def _named(position: int) -> str:
    """Give a name that no element has: W with three small letters."""
    letters = ""
    for _ in range(3):
        position, letter = divmod(position, len(ascii_lowercase))
        letters = ascii_lowercase[letter] + letters
    return f"W{letters}"


def _signed(charge: int) -> str:
    if charge == 0:
        return ""
    sign = "+" if charge > 0 else "-"
    return sign if abs(charge) == 1 else f"{sign}{abs(charge)}"


def _phases(solids: list[tuple[str, str, float]]) -> list[str]:
    if not solids:
        return []
    lines = ["PHASES"]
    for name, dissolution, log_k in solids:
        lines += [name, dissolution, f"log_k {log_k}"]
    return lines


@cache
def _engine(database: str) -> tuple[Any, dict[Key, str]]:
    """Open the library once for each database; it is not asked from two threads at once."""
    import phreeqpython
    from phreeqpython.viphreeqc import VIPhreeqc

    engine = VIPhreeqc()
    folder = os.path.dirname(phreeqpython.__file__)
    engine.load_database(os.path.join(folder, "database", database))
    return engine, {}
