"""What would lift what stands against a mixture: every change is tried, none loosens a policy."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice, permutations

from mesograph.formulation.assessing import assess, deciding
from mesograph.formulation.case import Case, open_case
from mesograph.formulation.checks import CHECKS
from mesograph.formulation.checks.routes import INJECTED, is_diluent
from mesograph.formulation.chemistry.reckoning import falling_on_the_way, reckon
from mesograph.formulation.mixing import Mixture, total_volume
from mesograph.model.answers import Asked, Assessed, Repair
from mesograph.model.compendium import Compendium
from mesograph.model.reasons import Step, asked, concluded
from mesograph.model.things import Part
from mesograph.quantities import as_number
from mesograph.verdicts import CHECKS as CHECK_NAMES
from mesograph.verdicts import Answer, Aspect, Status, blocking

HOW = "the change was made and the mixture checked anew, under the same policy and circumstances"
SHARES = tuple(map(Decimal, ("0.25", "0.5", "1", "2", "3", "5", "9", "19")))
"""How much of a diluent is tried, in volumes of the mixture."""
BY_DILUTION = ("precipitation", "isotonicity", "ph")
INTO_SKIN = ("intradermal", "subcutaneous")
MOST_OF_A_KIND = 3
_ALL_ORDERS = 5
"""Up to so many parts every order is tried."""


@dataclass(frozen=True)
class Bench:
    """Where changes to a mixture are tried: the question, and how the mixture stands in it."""

    compendium: Compendium
    question: Asked
    mixture: Mixture
    assessed: Assessed

    @cached_property
    def decided_by(self) -> frozenset[str]:
        """Name the checks that keep the mixture from being admissible."""
        return deciding(self.assessed, self.question.policy)

    @cached_property
    def failed(self) -> frozenset[str]:
        """Name the checks that fail."""
        return failed_in(self.assessed)

    def case(self, mixture: Mixture, route: str | None = None) -> Case:
        """Open the case of a changed mixture."""
        given = self.question.circumstances
        circumstances = given if route is None else replace(given, route=route)
        return open_case(self.compendium, mixture, circumstances, self.question.concerns)

    def tried(
        self, kind: str, text: str, *syringes: Mixture, route: str | None = None
    ) -> Repair | None:
        """Check a change; None where it lifts nothing, or brings a failure or a hazard."""
        cases = [self.case(each, route) for each in syringes]
        found = [assess(case, self.question.policy) for case in cases]
        against = max(each.found.against for each in found)
        still = _blocking(found, self.question)
        lifted = tuple(
            name
            for name in CHECK_NAMES
            if name in self.decided_by
            and name not in still
            and all(self._mended(name, each, case) for each, case in zip(found, cases, strict=True))
        )
        failed = frozenset[str]().union(*map(failed_in, found))
        if not lifted or not failed <= self.failed or against > self.assessed.found.against:
            return None
        labels = [
            asked(" with ".join(f"{_poured(part)}" for part in mixture)) for mixture in syringes
        ]
        after = " and ".join(dict.fromkeys(each.verdict for each in found))
        lifts = ", ".join(lifted)
        rest = ", ".join(still)
        then = f"then {after}" + (f"; still open or failed: {rest}" if still else "; admissible")
        premises: list[Step] = [
            *labels,
            *(
                finding.proof
                for each in found
                for finding in each.findings
                if finding.check in lifted
            ),
        ]
        return Repair(
            kind=kind,
            text=text,
            syringes=syringes,
            lifts=lifted,
            admissible=all(each.admissible for each in found),
            verdict=after,
            still=still,
            proof=concluded("repair", f"{text}: lifts {lifts}; {then}", premises, HOW),
        )

    def _mended(self, name: str, assessed: Assessed, case: Case) -> bool:
        """Tell whether a check is met, or nothing that was reckoned falls out any more.

        That it is not known any more mends nothing.
        """
        finding = next(each for each in assessed.findings if each.check == name)
        if finding.status.is_met:
            return True
        reckoned = reckon(case.compendium, case.mixture)
        return (
            name == "precipitation"
            and finding.status is Status.UNKNOWN
            and bool(reckoned)
            and all(each.answer is Answer.FALSE for each in reckoned)
        )


def repairs(
    compendium: Compendium, question: Asked, mixture: Mixture, assessed: Assessed
) -> tuple[Repair, ...]:
    """Give the changes that lift what decides against a mixture, what lifts most first.

    Of each kind the best few are given. Each was checked in full.
    """
    bench = Bench(compendium, question, mixture, assessed)
    found: list[Repair] = list(_other_order(bench))
    if not assessed.admissible:
        for way in (_diluted, _replaced, _apart, _elsewhere):
            ways = sorted(way(bench), key=_merit)
            found += islice(ways, MOST_OF_A_KIND)
    return tuple(sorted(found, key=_merit))


def failed_in(assessed: Assessed) -> frozenset[str]:
    """Name the checks that a mixture fails."""
    return frozenset(each.check for each in assessed.findings if each.status is Status.FAILED)


def _merit(repair: Repair) -> tuple[bool, int, int, int, str]:
    return (
        not repair.admissible,
        len(repair.still),
        -len(repair.lifts),
        len(repair.syringes),
        repair.text,
    )


def _blocking(found: Iterable[Assessed], question: Asked) -> tuple[str, ...]:
    blocked = {
        name
        for each in found
        for name in blocking(
            question.policy, each.found, {one.check: one.standing for one in each.findings}
        )
    }
    return tuple(name for name in CHECK_NAMES if name in blocked)


def _diluted(bench: Bench) -> Iterator[Repair]:
    """Add the least of a diluent that lifts a check which thinning can lift."""
    total = total_volume(bench.mixture)
    wanted = [name for name in BY_DILUTION if name in bench.failed & bench.decided_by]
    if total is None or not wanted:
        return
    checks = [check for name, check in zip(CHECK_NAMES, CHECKS, strict=True) if name in wanted]
    for diluent in _diluents(bench):
        enough = None
        for share in reversed(SHARES):
            part = Part(diluent.preparation, total * share)
            case = bench.case((*bench.mixture, part))
            if all(check(case).status is Status.FAILED for check in checks):
                break
            enough = part
        if enough is not None:
            text = f"add {_poured(enough)}"
            if found := bench.tried("dilute", text, (*bench.mixture, enough)):
                yield found


def _diluents(bench: Bench) -> Iterator[Part]:
    held = {part.id for part in bench.mixture}
    for preparation in bench.compendium.preparations.values():
        part = Part(preparation)
        if preparation.id in held or not _is_offered(bench, part):
            continue
        if is_diluent(bench.compendium, part):
            yield part


def _replaced(bench: Bench) -> Iterator[Repair]:
    """Take another strength, salt or vehicle of the same active instead of one part."""
    for position, part in enumerate(bench.mixture):
        wanted = _delivered(bench.compendium, part)
        if not wanted:
            continue
        for preparation in bench.compendium.preparations.values():
            other = Part(preparation, part.volume_ml)
            if preparation.id == part.id or not _is_offered(bench, other):
                continue
            if _delivered(bench.compendium, other) != wanted:
                continue
            mixture = (*bench.mixture[:position], other, *bench.mixture[position + 1 :])
            if len({each.id for each in mixture}) < len(mixture):
                continue
            text = f"take {other.preparation.label} instead of {part.preparation.label}"
            if found := bench.tried("replace", text, mixture):
                yield found


def _delivered(compendium: Compendium, part: Part) -> frozenset[str]:
    """Give the moieties of the actives of a part; none where not all of it is known."""
    if part.preparation.partly_known:
        return frozenset()
    return frozenset(
        compendium.substances[each.substance].moiety or each.substance
        for each in part.preparation.actives
        if each.substance in compendium.substances
    )


def _is_offered(bench: Bench, part: Part) -> bool:
    """Tell whether a preparation stands on the shelf that is asked from, if one is."""
    shelf = bench.question.shelf
    return shelf is None or part.id in shelf.usable


def _apart(bench: Bench) -> Iterator[Repair]:
    """Give one part that clashes its own syringe; what clashes in the body is not lifted by it."""
    if len(bench.mixture) < 2:
        return
    heard = bench.case(bench.mixture).heard
    hazards = [each for each in heard if each.testimony.hazard]
    if any(Aspect.THERAPEUTIC in each.testimony.aspects for each in hazards):
        return
    clashing = frozenset[str]().union(*(each.covers for each in hazards))
    for part in bench.mixture:
        if clashing and part.id not in clashing:
            continue
        rest = tuple(each for each in bench.mixture if each.id != part.id)
        names = " with ".join(each.preparation.label for each in rest)
        text = f"{part.preparation.label} in a syringe of its own, {names} in another"
        if found := bench.tried("own-syringe", text, (part,), rest):
            yield found
        if len(bench.mixture) == 2:
            break


def _elsewhere(bench: Bench) -> Iterator[Repair]:
    """Inject it into another depth of the skin."""
    for route in INTO_SKIN:
        if route != bench.question.circumstances.route and route in INJECTED:
            text = f"give it by the {bench.compendium.label(route)} route instead"
            if found := bench.tried("other-depth", text, bench.mixture, route=route):
                yield found


def _other_order(bench: Bench) -> Iterator[Repair]:
    """Draw the parts in an order in which nothing falls out on the way, if only order decides."""
    mixture = bench.mixture
    falls = any(True for _ in falling_on_the_way(bench.compendium, mixture))
    if not falls or len(mixture) > _ALL_ORDERS or "precipitation" in bench.failed:
        return
    for order in permutations(mixture):
        if any(True for _ in falling_on_the_way(bench.compendium, order)):
            continue
        labels = ", then ".join(each.preparation.label for each in order)
        text = f"draw {labels}"
        proof = concluded("repair", f"{text}: nothing is reckoned to fall out on the way", [], HOW)
        yield Repair(
            kind="order",
            text=text,
            syringes=(order,),
            lifts=("precipitation",),
            admissible=bench.assessed.admissible,
            verdict=bench.assessed.verdict,
            still=_blocking([bench.assessed], bench.question),
            proof=proof,
        )
        return


def _poured(part: Part) -> str:
    if part.volume_ml is None:
        return part.preparation.label
    return f"{as_number(part.volume_ml)} mL of {part.preparation.label}"
