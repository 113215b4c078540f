"""Plans and worksheets: a proposal with everything around it, and one mixture to draw up."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from mesograph.errors import UnplannedRoute
from mesograph.formulary.answers import Answers
from mesograph.model.plans import Plan
from mesograph.model.worksheets import Worksheet
from mesograph.verdicts import Policy

SKIN_ROUTE = "SkinRoute"


class Plans(Answers):
    """Treatment plans, and worksheets for one mixture."""

    def plan(
        self,
        concerns: Sequence[str],
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
        region: str | None = None,
        technique: str | None = None,
        depth: str | None = None,
        person: Path | None = None,
        at_most: int = 3,
        keep: int = 3,
    ) -> Plan:
        """Plan a treatment of concerns, or say why there is none; ``person`` is the file of one.

        Raises what ``propose`` raises, and UnplannedRoute.
        """
        from mesograph.planning import plan

        asked = self._asked(policy, route, jurisdiction, concerns)
        self._refuse_outside_the_skin(asked.circumstances.route)
        asked = self._asked_of(asked, region, technique, person)
        asked = replace(asked, at_most=at_most, keep=keep)
        names = self.compendium.names
        wanted = names.find(depth, ("DepthClass",), wanted="depth class") if depth else None
        return plan(self.compendium, asked, at_most=at_most, keep=keep, depth=wanted)

    def _refuse_outside_the_skin(self, route: str) -> None:
        """Refuse a route that does not lead where the techniques of a plan reach."""
        into_skin = self.compendium.ids_of(SKIN_ROUTE)
        if route not in into_skin:
            label = self.compendium.label
            raise UnplannedRoute(label(route), sorted(map(label, into_skin)))

    def mix(
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
        also: Sequence[str] = (),
        times: int = 1,
    ) -> Worksheet:
        """Write the worksheet of a mixture; every part needs its volume.

        Raises what ``check`` raises, and UnreadablePart for a part without a volume.
        """
        from mesograph.formulation.drawing import worksheet

        return worksheet(
            self.check(
                parts,
                concerns,
                policy=policy,
                route=route,
                jurisdiction=jurisdiction,
                region=region,
                technique=technique,
                person=person,
                also=also,
                times=times,
            )
        )
