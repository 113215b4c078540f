"""What a rule says in words, and the traits of two parts by which it predicts that they clash."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mesograph.model.reasons import Citation
from mesograph.verdicts import Aspect


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """A rule as it is told: title, sentence with names to fill in, how it holds, where read.

    ``open_question`` is what it leaves open: what it concludes is then never more than possible.
    ``reckoned_by`` is the calculation that answers it where all figures for that are known.
    """

    name: str
    title: str
    sentence: str
    how: str
    open_question: str | None = None
    reckoned_by: str | None = None
    citations: tuple[Citation, ...] = ()
    translations: Mapping[str, str]

    def told(self, labels: Mapping[str, str]) -> str:
        """Tell the sentence with a label for every name in it."""
        return re.sub(r"\{(\w+)\}", lambda found: labels[found[1]], self.sentence)


@dataclass(frozen=True, slots=True, order=True)
class Feature:
    """What a rule asks of one part: it ``carries`` a trait, ``raises`` or ``lowers`` a process."""

    verb: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRule:
    """A rule by which what is so of one part and of another predicts an incompatibility."""

    text: RuleText
    one: Feature
    other: Feature
    aspect: Aspect
