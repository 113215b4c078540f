"""Reasons and the proofs under them: steps that rest on steps, down to claims and absences.

A proof is a directed acyclic graph of steps. Its leaves are what somebody said (a claim), what the
graph states of a thing, what was asked, and what is absent; its nodes are firings of rules and
calculations. A step is known by its content, so the same step reached twice is one step.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from hashlib import sha256

from mesograph.model.claims import (
    Claim,
    CompatibilityClaim,
    IndicationClaim,
    InfluenceClaim,
    MechanismClaim,
    PhysiologyClaim,
    SynergyClaim,
)
from mesograph.quantities import Interval
from mesograph.verdicts import Answer, Certainty

EFFECTS = (MechanismClaim, InfluenceClaim, PhysiologyClaim, IndicationClaim, SynergyClaim)
"""Claims whose certainty matters; without one they count as claims only."""


class Kind(Enum):
    """What a step of a proof is."""

    CLAIM = "claim"
    STATEMENT = "statement"
    QUESTION = "question"
    ABSENCE = "absence"
    RULE = "rule"
    CALCULATION = "calculation"


class Absence(Enum):
    """The three ways in which something is not there."""

    KNOWN_NOT = "known not"
    NOT_FOUND = "no evidence found"
    NOT_SEARCHED = "not searched"


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in a source, with how far what stands there can be trusted."""

    source: str
    locator: str
    certainty: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class AnsweredCondition:
    """A condition of a claim or rule and how it was answered for the mixture asked about."""

    text: str
    answer: Answer
    note: str = ""

    @property
    def hindrance(self) -> str:
        """Say how it stands in the way; empty where it holds."""
        match self.answer:
            case Answer.TRUE:
                return ""
            case Answer.FALSE:
                return self.note or f"{self.text} is not given here"
            case _:
                return self.note or f"{self.text} is not sure here"


@dataclass(frozen=True, kw_only=True, eq=False)
class Step:
    """One step of a proof; two steps of the same content are the same.

    ``name`` is that of the rule or calculation, or the class of the claim. ``how`` says by which
    mechanism, definition or formula the conclusion follows from the premises. ``claims`` names the
    claim of a leaf, or those that were looked through before something was called absent.
    """

    kind: Kind
    name: str
    text: str
    premises: tuple["Step", ...] = ()
    how: str | None = None
    citations: tuple[Citation, ...] = ()
    claims: tuple[str, ...] = ()
    supports: bool | None = None
    conditions: tuple[AnsweredCondition, ...] = ()
    certainty: Certainty | None = None
    absence: Absence | None = None
    searches: tuple[str, ...] = ()
    value: Interval | None = None
    unit: str | None = None

    @cached_property
    def id(self) -> str:
        """Give the hash of the content, by which a saved answer names its proof."""
        content = (
            self.kind.value,
            self.name,
            self.text,
            [each.id for each in self.premises],
            self.how,
            [(each.source, each.locator, each.certainty, each.method) for each in self.citations],
            self.claims,
            self.supports,
            [(each.text, each.answer.value, each.note) for each in self.conditions],
            self.certainty,
            self.absence.value if self.absence else None,
            self.searches,
            str(self.value),
            self.unit,
        )
        return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:16]

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Step) and self.id == other.id)

    def __hash__(self) -> int:
        return hash((self.name, self.text))

    @cached_property
    def steps(self) -> tuple["Step", ...]:
        """Give every step under this one and itself, each once, premises first."""
        found: dict[str, Step] = {}
        waiting: list[tuple[Step, bool]] = [(self, False)]
        while waiting:
            step, is_done = waiting.pop()
            if is_done:
                found.setdefault(step.id, step)
            elif step.id not in found:
                waiting.append((step, True))
                waiting += [(each, False) for each in reversed(step.premises)]
        return tuple(found.values())

    @property
    def leaves(self) -> tuple["Step", ...]:
        """Give the steps that rest on nothing: the justification."""
        return tuple(each for each in self.steps if not each.premises)

    @property
    def near_citations(self) -> tuple[Citation, ...]:
        """Give the places that a sentence telling this step is marked with."""
        if self.citations or not self.premises:
            return self.citations
        wanted = (Kind.CLAIM,) if self.kind is Kind.RULE else (Kind.CLAIM, Kind.STATEMENT)
        near = [c for each in self.premises if each.kind in wanted for c in each.citations]
        deeper = [c for each in self.premises for c in each.near_citations]
        return tuple(dict.fromkeys(near or deeper))

    @cached_property
    def all_citations(self) -> tuple[Citation, ...]:
        """Give the places this step and all under it were read at, each once."""
        return tuple(dict.fromkeys(c for each in self.steps for c in each.citations))

    @cached_property
    def all_claims(self) -> tuple[str, ...]:
        """Give the claims this step and all under it rest on, each once."""
        return tuple(dict.fromkeys(c for each in self.steps for c in each.claims))


@dataclass(frozen=True, slots=True)
class Reason:
    """One sentence of an answer with the proof that opens under it."""

    text: str
    proof: Step

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Give the places it was read at; those deeper in its proof are told with that."""
        return self.proof.near_citations

    @property
    def claims(self) -> tuple[str, ...]:
        """Give the claims it rests on."""
        return self.proof.all_claims

    @property
    def proof_id(self) -> str:
        """Give the content hash by which its proof can be asked for."""
        return self.proof.id


def cite(claim: Claim) -> Citation:
    """Give the place a claim was read."""
    return Citation(
        source=claim.source,
        locator=claim.locator,
        certainty=claim.certainty.word if claim.certainty else None,
        method=claim.method.word if isinstance(claim, CompatibilityClaim) else None,
    )


def leaf(claim: Claim, conditions: Iterable[AnsweredCondition] = ()) -> Step:
    """Make the leaf of a proof that a claim is, marked where it is a mention or a user's own."""
    return Step(
        kind=Kind.CLAIM,
        name=claim.kind,
        text=_marked(claim),
        citations=(cite(claim),),
        claims=(claim.id,),
        supports=claim.supports,
        conditions=tuple(conditions),
        certainty=_trusted(claim),
        how=_shown_in(claim),
    )


def _trusted(claim: Claim) -> Certainty | None:
    """Give how far a claim on an effect can be trusted; a mention, or one without a word, least."""
    if not isinstance(claim, EFFECTS):
        return claim.certainty
    if claim.read_as == "mention" or claim.certainty is None:
        return Certainty.CLAIM_ONLY
    return claim.certainty


def _shown_in(claim: Claim) -> str | None:
    """Say in which model and by which route an effect was shown."""
    route = getattr(claim, "route", None)
    told = [f"shown in: {claim.study_model.replace('-', ' ')}"] if claim.study_model else []
    told += [f"route: {route}"] if isinstance(claim, EFFECTS) and route else []
    return "; ".join(told) or None


def told(claim: Claim, prefix: str = "") -> Reason:
    """Tell a claim as a reason, marked where it is only a mention or a user's own."""
    return Reason(prefix + _marked(claim), leaf(claim))


def kept_apart(claim: Claim, why: str) -> Reason:
    """Tell a claim that is neither support nor refutation here, with the reason for that."""
    apart = concluded("kept-apart", f"kept apart, {why.strip(': ')}", [leaf(claim)])
    return Reason(why + _marked(claim), apart)


def stated(name: str, text: str, *citations: Citation) -> Step:
    """Make the leaf for what the graph states of a thing, such as what a preparation holds."""
    return Step(kind=Kind.STATEMENT, name=name, text=text, citations=citations)


def asked(text: str) -> Step:
    """Make the leaf for what the question itself says or assumes."""
    return Step(kind=Kind.QUESTION, name="question", text=text)


def absent(
    text: str,
    *,
    consulted: Iterable[str] = (),
    searches: Iterable[str] = (),
    known_not: bool = False,
) -> Step:
    """Make the leaf for what is not there, worded by whether it was looked for.

    ``consulted`` are the claims that were looked through, ``searches`` the records of looking.
    """
    records = tuple(searches)
    word = Absence.NOT_FOUND if records else Absence.NOT_SEARCHED
    return Step(
        kind=Kind.ABSENCE,
        name="absence",
        text=text,
        claims=tuple(consulted),
        absence=Absence.KNOWN_NOT if known_not else word,
        searches=records,
    )


def concluded(
    name: str,
    text: str,
    premises: Iterable[Step],
    how: str | None = None,
    *citations: Citation,
    certainty: Certainty | None = None,
) -> Step:
    """Make the node for the firing of a rule: what follows from its premises.

    ``certainty`` is given where the conclusion has one: see ``weakest``.
    """
    return Step(
        kind=Kind.RULE,
        name=name,
        text=text,
        premises=tuple(dict.fromkeys(premises)),
        how=how,
        citations=citations,
        certainty=certainty,
    )


def weakest(premises: Iterable[Step], cap: Certainty | None = None) -> Certainty | None:
    """Give the certainty of what needs all of its premises, never above a cap.

    None where no premise has a certainty, such as facts of composition.
    """
    known = [each.certainty for each in premises if each.certainty is not None]
    return min([*known, *([cap] if cap is not None else [])]) if known else None


def calculated(
    name: str,
    text: str,
    premises: Iterable[Step],
    how: str,
    value: Interval,
    unit: str | None,
) -> Step:
    """Make the node for a calculation: its formula in words, its inputs and what came out."""
    return Step(
        kind=Kind.CALCULATION,
        name=name,
        text=text,
        premises=tuple(dict.fromkeys(premises)),
        how=how,
        value=value,
        unit=unit,
    )


def reasons_in(steps: Iterable[Step]) -> Iterator[Reason]:
    """Tell steps as reasons in their own words."""
    return (Reason(each.text, each) for each in steps)


def _marked(claim: Claim) -> str:
    own = "own record: " if claim.local else ""
    mention = "only mentioned: " if claim.read_as == "mention" else ""
    return f"{own}{mention}{claim.statement}"
