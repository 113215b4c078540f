"""Proposing and checking mixtures."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path

from mesograph.errors import UndecidedPart, UnknownName, UnreadablePart
from mesograph.formulary.knowledge import Knowledge
from mesograph.formulation.assessing import assess, deciding, in_full
from mesograph.formulation.case import open_case
from mesograph.formulation.checks.routes import INJECTED
from mesograph.formulation.dilution import final_strengths
from mesograph.formulation.mixing import Mixture
from mesograph.formulation.parts import agreed, available, fitting_parts, on_shelf
from mesograph.formulation.proposing import propose as find_proposals
from mesograph.formulation.repairing import repairs
from mesograph.formulation.sessions import read_beside
from mesograph.model.answers import Asked, Assessed, Checked, Proposals
from mesograph.model.things import Circumstances, Part, Session, Until
from mesograph.verdicts import Policy


class Answers(Knowledge):
    """What may be mixed, and what is known of a mixture."""

    def propose(
        self,
        concerns: Sequence[str],
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
        region: str | None = None,
        technique: str | None = None,
        person: Path | None = None,
        at_most: int = 3,
        keep: int = 3,
    ) -> Proposals:
        """Propose mixtures for one or more concerns, by name; ``person`` is the file of one.

        Raises UnknownName, AmbiguousName, SuspiciousName, or UnreadableFile.
        """
        asked = self._asked(policy, route, jurisdiction, concerns)
        asked = self._asked_of(asked, region, technique, person)
        asked = replace(asked, at_most=at_most, keep=keep)
        return find_proposals(self.compendium, asked, at_most=at_most, keep=keep)

    def check(
        self,
        parts: Sequence[str],
        concerns: Sequence[str] = (),
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
        region: str | None = None,
        technique: str | None = None,
        person: Path | None = None,
        until: Until | None = None,
        also: Sequence[str] = (),
        times: int = 1,
    ) -> Checked:
        """Check a mixture of parts, each written like ``procaine hydrochloride 2% 1 mL``.

        ``until`` says how it is kept until it is used, where it is not as assumed. ``also`` is what
        else is given in the session, such as ``lidocaine 5% cream 10 g``, and ``times`` how many
        times the mixture is; only the check dose counts them. Where several
        preparations fit a part the answer is given only if they agree; its numbers are then the
        hull of theirs. Raises UnreadablePart, UndecidedPart, UnreadableFile or the errors of names.
        """
        asked = self._asked(policy, route, jurisdiction, concerns)
        asked = replace(self._asked_of(asked, region, technique, person), parts=tuple(parts))
        if until:
            asked = replace(asked, circumstances=until.put_into(asked.circumstances))
        session = Session(
            times=times, besides=tuple(read_beside(self.compendium, each) for each in also)
        )
        asked = replace(asked, circumstances=replace(asked.circumstances, session=session))
        found = [fitting_parts(self.compendium, each, asked.shelf) for each in parts]
        if asked.shelf:
            found = [
                on_shelf(self.compendium, text, each, asked.shelf)
                for text, each in zip(parts, found, strict=True)
            ]
        fitting = [
            available(self.compendium, each, asked.circumstances.jurisdiction) for each in found
        ]
        _refuse_twice(parts, fitting)
        answers: list[tuple[Mixture, Assessed]] = []
        for chosen in product(*fitting):
            case = open_case(self.compendium, tuple(chosen), asked.circumstances, asked.concerns)
            answers.append((tuple(chosen), in_full(case, assess(case, policy))))
        assessed = agreed(parts, fitting, answers)
        if assessed.admissible:
            _refuse_set_aside(parts, found, fitting)
        assessed = replace(
            assessed,
            parts=tuple(
                replace(
                    answered,
                    set_aside=tuple(
                        each.preparation.label for each in everything if each not in kept
                    ),
                )
                for answered, everything, kept in zip(assessed.parts, found, fitting, strict=True)
            ),
        )
        mixture = answers[0][0]
        return Checked(
            asked=asked,
            compendium=self.compendium,
            assessed=assessed,
            deciding=deciding(assessed, policy),
            strengths=final_strengths(self.compendium, mixture),
            repairs=repairs(self.compendium, asked, mixture, answers[0][1]),
        )

    def check_again(self, ids: Sequence[str], asked: Asked) -> Checked | None:
        """Check preparations by id at any ratio, None where one of them is not known here."""
        known = self.compendium.preparations
        if not all(each in known for each in ids):
            return None
        mixture = tuple(Part(known[each]) for each in ids)
        case = open_case(self.compendium, mixture, asked.circumstances, asked.concerns)
        assessed = in_full(case, assess(case, asked.policy))
        return Checked(
            asked=asked,
            compendium=self.compendium,
            assessed=assessed,
            deciding=deciding(assessed, asked.policy),
        )

    def _asked(
        self, policy: Policy, route: str, jurisdiction: str, concerns: Sequence[str]
    ) -> Asked:
        names = self.compendium.names
        into = names.find(route, ("Route",), wanted="route")
        if into not in INJECTED:
            known = [self.compendium.label(each) for each in INJECTED]
            raise UnknownName(route, "route of injection", known)
        return Asked(
            policy=policy,
            circumstances=Circumstances(
                route=into,
                jurisdiction=names.find(jurisdiction, ("Jurisdiction",), wanted="jurisdiction"),
            ),
            concerns=tuple(
                dict.fromkeys(names.find(each, ("Concern",), wanted="concern") for each in concerns)
            ),
            shelf=self.shelf,
            as_of=self.shelf.as_of if self.shelf else self._as_of,
            data=self.own_files,
        )

    def _asked_of(
        self, asked: Asked, region: str | None, technique: str | None, person: Path | None
    ) -> Asked:
        """Add where, how and in whom it is injected, each where it is said."""
        found, names = asked.circumstances, self.compendium.names
        if region:
            found = replace(found, region=names.find(region, ("Region",), wanted="region"))
        if technique:
            kinds = ("Technique",)
            found = replace(found, technique=names.find(technique, kinds, wanted="technique"))
        if person:
            from mesograph.exchange.person import read_person

            found = replace(found, person=read_person(person, self.compendium))
        return replace(asked, circumstances=found)


def _refuse_twice(parts: Sequence[str], fitting: Sequence[tuple[Part, ...]]) -> None:
    """Refuse parts that may be drawn from the same preparation."""
    for (one, first), (_, second) in combinations(zip(parts, fitting, strict=True), 2):
        if {part.id for part in first} & {part.id for part in second}:
            raise UnreadablePart(one, "the same part is given twice, add up its volumes")


def _refuse_set_aside(
    parts: Sequence[str],
    found: Sequence[tuple[Part, ...]],
    fitting: Sequence[tuple[Part, ...]],
) -> None:
    """Refuse to call admissible what holds only for some of the products that a name fits."""
    for text, everything, kept in zip(parts, found, fitting, strict=True):
        if len(kept) < len(everything):
            names = [part.preparation.label for part in everything]
            raise UndecidedPart(text, names, "regulatory")
