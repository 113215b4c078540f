"""Why, why not, by which way, and what if a source is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mesograph.errors import UnknownName, UnknownStatement
from mesograph.formulary.answers import Answers
from mesograph.model.answers import Asked, Checked, Proposals, proofs_of
from mesograph.model.explanations import Doubted, Explanation, Paths, Refusal
from mesograph.model.reasons import Step
from mesograph.naming import closest
from mesograph.reasoning.engine import Facts
from mesograph.reasoning.facts import facts_of
from mesograph.verdicts import CHECKS, Policy

if TYPE_CHECKING:
    from mesograph.explanation.deriving import Deriver

EXAMPLE = ["indicated", "tranexamic acid", "melasma"]
STATEMENTS = (
    "N --in FILE",
    "indicated AGENT CONCERN",
    "aggravates AGENT CONCERN",
    "synergy AGENT AGENT",
    "verdict PART PART...",
    "check NAME PART...",
)


class Explanations(Answers):
    """What stands behind an answer, and what would change it."""

    def why(
        self,
        statement: Sequence[str],
        concerns: Sequence[str] = (),
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
    ) -> Explanation:
        """Prove a statement, or tell what is known where it does not follow.

        A statement is given in words: ``indicated AGENT CONCERN``, ``aggravates AGENT CONCERN``,
        ``synergy AGENT AGENT``, ``verdict PART PART...`` or ``check NAME PART...``. Raises
        UnknownStatement or what reading its names and parts raises.
        """
        from mesograph.explanation.indication import aggravated, in_synergy, indicated

        if isinstance(statement, str):
            raise UnknownStatement(statement, [f"a list of words such as {EXAMPLE}"])
        verb, *words = statement or [""]
        match verb, words:
            case "indicated", [agent, concern]:
                return indicated(
                    self.compendium,
                    self._deriver,
                    self._agent(agent),
                    self.resolve(concern, "concern").id,
                    self._asked(policy, route, jurisdiction, ()),
                )
            case "aggravates", [agent, concern]:
                return aggravated(
                    self.compendium,
                    self._deriver,
                    self._agent(agent),
                    self.resolve(concern, "concern").id,
                )
            case "synergy", [one, other]:
                agents = self._agent(one), self._agent(other)
                return in_synergy(self.compendium, self._deriver, *agents)
            case "verdict", [_, *_]:
                checked = self.check(
                    words, concerns, policy=policy, route=route, jurisdiction=jurisdiction
                )
                proof = checked.assessed.proof
                assert proof is not None
                return self._explained(f"the verdict on {_mixed(checked)}", proof, checked.asked)
            case "check", [name, _, *_]:
                if name not in CHECKS:
                    raise UnknownName(name, "check", closest(name, CHECKS))
                checked = self.check(
                    words[1:], concerns, policy=policy, route=route, jurisdiction=jurisdiction
                )
                finding = next(each for each in checked.assessed.findings if each.check == name)
                told = f"the check {name} of {_mixed(checked)}"
                return self._explained(told, finding.proof, checked.asked)
            case _:
                raise UnknownStatement(" ".join(statement), STATEMENTS)

    def why_step(self, answer: Proposals | Checked, proof_id: str) -> Explanation | None:
        """Open a step of an answer by its content hash, None if no step of it has that hash."""
        for proof in proofs_of(answer):
            for step in proof.steps:
                if step.id == proof_id:
                    return self._explained(step.text, step, answer.asked)
        return None

    def why_not(
        self,
        parts: Sequence[str],
        concerns: Sequence[str],
        *,
        policy: Policy = Policy.CAUTIOUS,
        route: str = "intradermal",
        jurisdiction: str = "EU",
        region: str | None = None,
        technique: str | None = None,
        person: Path | None = None,
    ) -> Refusal:
        """Explain why a mixture is not admissible for concerns, and what would lift each refusal.

        Where several preparations fit a part they must agree, as in ``check``; the reasons are
        then those of the first. Raises what ``check`` raises.
        """
        from mesograph.explanation.contrast import refused

        checked = self.check(
            parts,
            concerns,
            policy=policy,
            route=route,
            jurisdiction=jurisdiction,
            region=region,
            technique=technique,
            person=person,
        )
        mixture = tuple(each.part for each in checked.assessed.parts)
        return refused(self.compendium, mixture, checked.asked)

    def path(self, agent: str, concern: str) -> Paths:
        """Give the signed chains of mechanisms from a substance or preparation to a concern."""
        from mesograph.explanation.paths import paths

        found = self._agent(agent)
        return paths(self.compendium, found.id, self.resolve(concern, "concern").id)

    def doubt(self, source: str) -> Doubted:
        """Tell what falls, appears or stands when nothing a source says is believed."""
        from mesograph.compilation import compile_compendium
        from mesograph.explanation.doubt import doubted, said_by
        from mesograph.reasoning.doubting import without

        id_ = self.compendium.names.find(source, ("Source",), wanted="source")
        claims = [each.id for each in self.compendium.claims.values() if each.source == id_]
        lost = said_by(self.statements, id_, claims)
        gone = set(facts_of(lost))
        asserted = frozenset(facts_of(self.statements))
        change = without(self._known, asserted, gone, self._unary_rules)
        left = [each for each in self.statements if each not in lost]
        return doubted(
            self.compendium,
            compile_compendium(left, self.rules, self.compendium.versions),
            id_,
            change,
            gone,
            self._deriver,
            self._unary_rules,
            self._known,
        )

    @cached_property
    def _deriver(self) -> Deriver:
        from mesograph.explanation.deriving import Deriver

        asserted = Facts(facts_of(self.statements))
        return Deriver(self.compendium, self._unary_rules, self._known, asserted)

    def _explained(self, statement: str, proof: Step, asked: Asked) -> Explanation:
        return Explanation(
            compendium=self.compendium,
            statement=statement,
            follows=True,
            proof=proof,
            justifications=(),
            asked=asked,
        )


def _mixed(checked: Checked) -> str:
    return " with ".join(each.part.preparation.label for each in checked.assessed.parts)
