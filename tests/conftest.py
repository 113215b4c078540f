"""Small worlds to see through, and the shipped one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from mesograph.catalogue import compile_knowledge
from mesograph.cli import cli
from mesograph.compilation import read_rules, rule_text
from mesograph.formulary import load
from mesograph.knowledge.files import bundled
from mesograph.knowledge.parse import statements_of
from mesograph.model.things import Part, Versions

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory):
    """Keep what the tests write apart from what their reader has kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MESOGRAPH_CACHE", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("MESOGRAPH_HOME", str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def run():
    """Run a command and give its result, which must exit as expected."""

    def invoke(*arguments, exits=0):
        result = CliRunner().invoke(cli, list(map(str, arguments)), prog_name="mesograph")
        assert result.exit_code == exits, result.output
        return result

    return invoke


PREFIXES = """
@prefix mg: <https://w3id.org/mesograph/id/> .
@prefix meso: <https://w3id.org/mesograph/ontology#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
COMMON = """
mg:source-test a meso:Source ; rdfs:label "Test" ; dcterms:bibliographicCitation "A test." .
mg:eu a meso:Jurisdiction ; rdfs:label "EU" .
mg:germany a meso:Jurisdiction ; rdfs:label "Germany" ; meso:memberOf mg:eu .
mg:japan a meso:Jurisdiction ; rdfs:label "Japan" .
mg:water a meso:Substance ; rdfs:label "water" .
mg:other a meso:Substance ; rdfs:label "other" .
mg:review a meso:TraitReview ; rdfs:label "review" .
mg:requirement-isotonicity a meso:Requirement ; rdfs:label "isotonicity" ;
    meso:answeredBy "isotonicity" .
"""


def claim(kind, name, polarity="for", read_as="passage", **said):
    """Write a claim with all that a claim must carry."""
    lines = [
        f'mg:{name} a meso:{kind} ; meso:statement "{name}" ; meso:polarity meso:{polarity}',
        'dcterms:source mg:source-test ; meso:locator "p. 1" ; meso:curationState meso:entered',
        f"meso:readAs meso:{read_as}",
        *(f"meso:{term} {value}" for term, value in said.items()),
    ]
    return " ; ".join(lines) + " .\n"


def condition(name, kind, low=None, high=None, unit="mg-per-mL", of=None):
    """Write a condition node."""
    said = [f"mg:{name} a meso:Condition ; meso:conditionKind meso:{kind} ; meso:unit meso:{unit}"]
    said += [f"meso:lowerBound {low}"] if low is not None else []
    said += [f"meso:upperBound {high}"] if high is not None else []
    said += [f"meso:ofSubstance mg:{of}"] if of else []
    return " ; ".join(said) + " .\n"


def preparation(
    name, substance, strength=10.0, *, vehicle="aqueous-solution", osmolality=None, role=None
):
    """Write a substance, and a product of it in water."""
    role = role or "active-ingredient"
    text = f'mg:{substance} a meso:Substance ; rdfs:label "{substance}" .\n'
    text += f'mg:{name} a meso:MarketedProduct ; rdfs:label "{name}" ; meso:ingredient mg:{name}-1'
    text += f" ; meso:vehicle meso:{vehicle}" if vehicle else ""
    text += f" ; meso:osmolality mg:{name}-osmolality" if osmolality else ""
    text += f" .\nmg:{name}-1 a meso:Ingredient ; meso:substance mg:{substance} ; "
    text += f"meso:role meso:{role} ; meso:nominalValue {strength} ; meso:unit meso:mg-per-mL .\n"
    if osmolality:
        low, high = osmolality
        text += f"mg:{name}-osmolality a meso:Figure ; meso:lowerBound {low} ; "
        text += f"meso:upperBound {high} ; meso:unit meso:mosm-per-kg ; "
        text += "dcterms:source mg:source-test .\n"
    return text


def lawful(name, *, route="intradermal", status="authorised-medicine", intended=None):
    """Write that a product is authorised in the EU and labelled for a route."""
    said = {"regulatoryStatus": f"meso:{status}", "asOf": '"2026"', "jurisdiction": "mg:eu"}
    said |= {"intendedFor": f"mg:{intended}"} if intended else {}
    return claim("RegulatoryClaim", f"regulatory-{name}", about=f"mg:{name}", **said) + claim(
        "RouteClaim", f"route-{name}", about=f"mg:{name}", route=f"meso:{route}"
    )


@pytest.fixture(scope="session")
def world():
    """Build a compendium from Turtle written in the test, on top of the ontology."""
    ontology = [
        statement
        for path in sorted(bundled("ontology").glob("*.ttl"))
        for statement in statements_of(path, path.read_bytes())
    ]

    def build(*texts, local=()):
        statements = [
            *ontology,
            *statements_of(Path("world.ttl"), (PREFIXES + COMMON + "".join(texts)).encode()),
            *statements_of(Path("mine.ttl"), (PREFIXES + "".join(local)).encode(), local=True),
        ]
        versions = Versions(code="0", ontology="0", data="0", rules="none")
        return compile_knowledge(statements, versions, [rule_text(each) for each in read_rules()])

    return build


@pytest.fixture(scope="session")
def formulary():
    """Give the shipped knowledge."""
    return load()


def mixture(compendium, **volumes):
    """Draw preparations by their ids with _ for -, each with a volume or None."""
    return tuple(
        Part(compendium.preparations[name.replace("_", "-")], volume)
        for name, volume in volumes.items()
    )
