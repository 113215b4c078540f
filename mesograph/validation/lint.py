"""The house lint: each pitfall is a query that finds the subjects that fall into it.

A query names its ``?subject``, and where it can the ``?predicate`` and a ``?detail``. Its first
comment line says what it looks for; then come ``Severity:``, ``Says:`` and ``Mend:``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from mesograph.errors import BrokenRule
from mesograph.knowledge.files import read_bytes
from mesograph.model.flaws import Severity
from mesograph.validation.hits import Hit
from mesograph.vocabulary import curie


@dataclass(frozen=True, slots=True, kw_only=True)
class LintQuery:
    """One pitfall, how bad it is, and how to get out of it."""

    name: str
    title: str
    severity: Severity
    says: str
    mend: str
    query: str


def read_lint(path: Path) -> LintQuery:
    """Read a lint query with its words; raises BrokenRule where one is missing."""
    text = read_bytes(path).decode("utf-8")
    title = text.partition("\n")[0].removeprefix("#").strip()
    words = dict(re.findall(r"^# (Severity|Says|Mend): (.+)$", text, re.MULTILINE))
    if words.get("Severity") not in Severity.__members__:
        raise BrokenRule(path.stem, 2, "its severity is ERROR, WARN or INFO")
    if not title or not {"Says", "Mend"} <= set(words):
        raise BrokenRule(path.stem, 1, "it needs a title, and lines for Says: and Mend:")
    return LintQuery(
        name=path.stem,
        title=title,
        severity=Severity[words["Severity"]],
        says=words["Says"],
        mend=words["Mend"],
        query=text,
    )


def linted(store: pyoxigraph.Store, queries: Iterable[LintQuery]) -> Iterator[Hit]:
    """Run queries over all graphs of a store and give what they find, each subject once."""
    for each in queries:
        found = store.query(each.query, use_default_graph_as_union=True)
        assert isinstance(found, pyoxigraph.QuerySolutions)
        names = {name.value for name in found.variables}
        seen = set()
        for row in found:
            subject = row["subject"]
            predicate = row["predicate"] if "predicate" in names else None
            detail = row["detail"] if "detail" in names else None
            told = f"{each.says} ({_told(detail)})" if detail is not None else each.says
            hit = Hit(
                check=each.name,
                severity=each.severity,
                subject=subject.value,
                predicate=predicate.value if predicate is not None else None,
                message=told,
                mend=each.mend,
            )
            if hit not in seen:
                seen.add(hit)
                yield hit


def _told(term: pyoxigraph.NamedNode | pyoxigraph.Literal) -> str:
    return curie(term.value) if isinstance(term, pyoxigraph.NamedNode) else term.value
