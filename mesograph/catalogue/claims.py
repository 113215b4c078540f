"""Claims of every kind, read from their subjects."""

from collections.abc import Callable

from mesograph.catalogue.conditions import conditions_of
from mesograph.catalogue.laboratory import laboratory_mixture
from mesograph.catalogue.subjects import FIGURE_TERMS, Fields, Subject, source_of
from mesograph.model import claims as said
from mesograph.quantities import Interval
from mesograph.verdicts import Aspect, Certainty, Method
from mesograph.vocabulary import meso

_CERTAINTIES = {
    "high": Certainty.HIGH,
    "moderate": Certainty.MODERATE,
    "low": Certainty.LOW,
    "very-low": Certainty.VERY_LOW,
    "pre-clinical": Certainty.PRE_CLINICAL,
    "claim-only": Certainty.CLAIM_ONLY,
}
_METHODS = {
    "assay-and-particles": Method.ASSAY_AND_PARTICLES,
    "assay": Method.ASSAY,
    "label-statement": Method.LABEL,
    "visual": Method.VISUAL,
    "extrapolated": Method.EXTRAPOLATED,
    "opinion": Method.OPINION,
}
_RAISING = ("stimulates", "supplies")
_LIGHTS = ("dark", "room-light", "sunlight")
_LASTING = ("necrosis", "nodule", "granuloma")


def common_fields(subject: Subject, kind: str) -> Fields:
    """Read what every claim carries; what is missing or not a word of the ontology is refused."""
    certainty = subject.id_or_none("certainty")
    participants = subject.text_or_none(meso("participants"))
    polarity = subject.the("polarity")
    if polarity not in ("for", "against"):
        raise subject.broken("has a polarity that is neither meso:for nor meso:against")
    if certainty is not None and certainty not in _CERTAINTIES:
        raise subject.broken(f"has the unknown certainty {certainty!r}")
    if participants is not None and not participants.isdecimal():
        raise subject.broken(f"has participants {participants!r}, which is no number of people")
    source = source_of(subject)
    if source is None:
        raise subject.broken("has no dcterms:source")
    return {
        "id": subject.id,
        "kind": kind,
        "statement": subject.text(meso("statement")),
        "supports": polarity == "for",
        "source": source,
        "locator": subject.text(meso("locator")),
        "read_as": subject.word("readAs", ("passage", "mention")) or subject.the("readAs"),
        "opened": subject.text_or_none(meso("opened")),
        "curation_state": subject.the("curationState"),
        "certainty": _CERTAINTIES[certainty] if certainty else None,
        "study_model": subject.id_or_none("studyModel"),
        "participants": int(participants) if participants else None,
        "holds_for_moiety": subject.flag("holdsForMoiety"),
        "is_generic": subject.flag("isGeneric"),
        "discrepancy": subject.english(meso("discrepancy")),
        "local": subject.local,
    }


def _several(subject: Subject, term: str) -> frozenset[str]:
    found = frozenset(subject.ids(term))
    if len(found) < 2:
        raise subject.broken(f"needs two or more values for {term}")
    return found


def _vetoed(subject: Subject) -> frozenset[str]:
    found = frozenset(subject.ids("about"))
    if not found:
        raise subject.broken("is a veto about nothing, it needs meso:about")
    if subject.the("polarity") != "against":
        raise subject.broken("is a veto, which can only be against")
    return found


def _aspects(subject: Subject) -> frozenset[Aspect]:
    words = {each.value for each in Aspect}
    unknown = sorted(set(subject.ids("aspect")) - words)
    if unknown:
        raise subject.broken(f"has the unknown aspect {unknown[0]!r}")
    return frozenset(Aspect(each) for each in subject.ids("aspect"))


def _method(subject: Subject) -> Method:
    method = subject.the("method")
    if method not in _METHODS:
        raise subject.broken(f"has the unknown method {method!r}")
    return _METHODS[method]


def _remaining(subject: Subject) -> Interval | None:
    percent = subject.number("remainingPercent")
    return None if percent is None else Interval(percent, None)


def _hours(subject: Subject) -> Interval:
    if subject.the("unit") != "hour":
        raise subject.broken("has an in-use time in another unit than meso:hour")
    return subject.interval()


def _time_and_conditions(subject: Subject) -> Fields:
    """Set the time after which a loss was measured apart from the conditions it was measured in."""
    conditions = conditions_of(subject)
    times = [each for each in conditions if each.kind == "elapsed-time"]
    if len(times) > 1 or any(each.unit != "hour" for each in times):
        raise subject.broken("needs one elapsed time at the most, in meso:hour")
    return {
        "hours": times[0].value if times else None,
        "conditions": tuple(each for each in conditions if each not in times),
    }


def _amount(subject: Subject) -> said.Amount | None:
    """Read the figures that a claim itself carries, None where it is in words only."""
    if not any(subject.has(meso(each)) for each in FIGURE_TERMS):
        return None
    return said.Amount(value=subject.amount(), unit=subject.the("unit"))


CLAIMS: dict[str, Callable[[Subject, Fields], said.Claim]] = {
    "MechanismClaim": lambda it, common: said.MechanismClaim(
        **common,
        agent=it.the("agent"),
        action=it.the("action"),
        raises=it.the("action") in _RAISING,
        process=it.the("onProcess"),
        route=it.id_or_none("route"),
    ),
    "TraitClaim": lambda it, common: said.TraitClaim(
        **common,
        agent=it.the("agent"),
        trait=it.the("ofTrait"),
    ),
    "InfluenceClaim": lambda it, common: said.InfluenceClaim(
        **common,
        origin=it.the("fromProcess"),
        raises=it.the("influences") in _RAISING,
        process=it.the("onProcess"),
    ),
    "PhysiologyClaim": lambda it, common: said.PhysiologyClaim(
        **common,
        concern=it.the("concern"),
        process=it.the("onProcess"),
        excess=it.the("imbalance") == "excess",
    ),
    "IndicationClaim": lambda it, common: said.IndicationClaim(
        **common,
        agents=frozenset(it.ids("agent")),
        concern=it.the("concern"),
        route=it.id_or_none("route"),
        conditions=conditions_of(it),
    ),
    "SynergyClaim": lambda it, common: said.SynergyClaim(
        **common,
        agents=frozenset(it.ids("agent")),
        concern=it.id_or_none("concern"),
        process=it.id_or_none("onProcess"),
        route=it.id_or_none("route"),
    ),
    "CompatibilityClaim": lambda it, common: said.CompatibilityClaim(
        **common,
        between=_several(it, "between"),
        aspects=_aspects(it),
        method=_method(it),
        setting=it.id_or_none("setting"),
        vehicle=frozenset(it.ids("vehicle")),
        container=it.id_or_none("container"),
        light=it.word("light", _LIGHTS),
        conditions=conditions_of(it),
        remaining_percent=_remaining(it),
    ),
    "CoUseReport": lambda it, common: said.CoUseReport(
        **common,
        between=frozenset(it.ids("between")),
        concerns=frozenset(it.ids("concern")),
        route=it.id_or_none("route"),
        conditions=conditions_of(it),
    ),
    "LaboratoryMixture": laboratory_mixture,
    "VetoClaim": lambda it, common: said.VetoClaim(
        **common,
        about=_vetoed(it),
        between=frozenset(it.ids("between")),
    ),
    "RouteClaim": lambda it, common: said.RouteClaim(
        **common,
        about=it.the("about"),
        jurisdiction=it.id_or_none("jurisdiction"),
        routes=frozenset(it.ids("route")),
        only_route=it.id_or_none("onlyRoute"),
    ),
    "RegulatoryClaim": lambda it, common: said.RegulatoryClaim(
        **common,
        about=it.the("about"),
        status=it.the("regulatoryStatus"),
        jurisdiction=it.the("jurisdiction"),
        as_of=it.text(meso("asOf")),
        intended_for=frozenset(it.ids("intendedFor")),
    ),
    "MixingInstruction": lambda it, common: said.MixingInstruction(
        **common,
        about=it.the("about"),
        between=frozenset(it.ids("between")),
    ),
    "LawClaim": lambda it, common: said.LawClaim(
        **common,
        jurisdiction=it.the("jurisdiction"),
        act=it.the("act"),
    ),
    "ContraindicationClaim": lambda it, common: said.ContraindicationClaim(
        **common,
        about=frozenset(it.ids("about")),
        states=frozenset(it.ids("inState")),
        concern=it.id_or_none("concern"),
        route=it.id_or_none("route"),
        absolute=it.id_or_none("strictness") == "absolute",
        regions=frozenset(it.ids("inRegion")),
        techniques=frozenset(it.ids("byTechnique")),
    ),
    "ToleranceClaim": lambda it, common: said.ToleranceClaim(
        **common,
        about=frozenset(it.ids("about")),
        routes=frozenset(it.ids("route")),
        harms=frozenset(it.ids("harm")),
        lasting=any(each in _LASTING for each in it.ids("harm")),
        vehicle=frozenset(it.ids("vehicle")),
        conditions=conditions_of(it),
    ),
    "LimitClaim": lambda it, common: said.LimitClaim(
        **common,
        requirement=it.the("requirement"),
        routes=frozenset(it.ids("route")),
        band=it.the("band"),
        value=it.interval(),
        unit=it.the("unit"),
    ),
    "RequirementClaim": lambda it, common: said.RequirementClaim(
        **common,
        about=it.the("about"),
    ),
    "ComparatorClaim": lambda it, common: said.ComparatorClaim(
        **common,
        concerns=frozenset(it.ids("concern")),
        comparator_kind=it.the("comparatorKind"),
        agents=frozenset(it.ids("agent")),
    ),
    "OriginClaim": lambda it, common: said.OriginClaim(
        **common,
        agent=it.the("agent"),
        origin=it.the("origin"),
    ),
    "InUseClaim": lambda it, common: said.InUseClaim(
        **common,
        about=it.the("about"),
        hours=_hours(it),
    ),
    "DoseClaim": lambda it, common: said.DoseClaim(
        **common,
        about=it.the("about"),
        most=it.number("mostMilligrams"),
        most_per_kg=it.number("mostMilligramsPerKilogram"),
        most_grams=it.number("mostGrams"),
        with_vasoconstrictor=(
            it.flag("withVasoconstrictor") if it.has(meso("withVasoconstrictor")) else None
        ),
        given_with=frozenset(it.ids("givenWith")),
        vasoconstrictor_strength=it.number("vasoconstrictorStrength"),
        uses=frozenset(it.ids("doseUse")),
        from_age=it.number("fromAge"),
        below_age=it.number("belowAge"),
        hours=it.number("withinHours"),
        regions=frozenset(it.ids("inRegion")),
    ),
    "DegradationClaim": lambda it, common: said.DegradationClaim(
        **common,
        about=it.the("about"),
        together_with=frozenset(it.ids("togetherWith")),
        amount=_amount(it),
        order=it.word("reactionOrder", ("first-order", "second-order")),
        reactant=it.id_or_none("reactant"),
        vehicle=frozenset(it.ids("vehicle")),
        container=it.id_or_none("container"),
        light=it.word("light", _LIGHTS),
        **_time_and_conditions(it),
    ),
    "AdditivityClaim": lambda it, common: said.AdditivityClaim(
        **common,
        about=frozenset(it.ids("about")),
    ),
    "WarningClaim": lambda it, common: said.WarningClaim(
        **common,
        about=frozenset(it.ids("about")),
    ),
    "GeneralClaim": lambda it, common: said.GeneralClaim(
        **common,
        about=frozenset(it.ids("about")),
    ),
    "TechniqueClaim": lambda it, common: said.TechniqueClaim(
        **common,
        about=frozenset(it.ids("about")),
        parameter=it.the("parameter"),
        amount=_amount(it),
        regions=frozenset(it.ids("inRegion")),
        tissues=frozenset(it.ids("inTissue")),
        concerns=frozenset(it.ids("concern")),
        materials=frozenset(it.ids("usesMaterial")),
    ),
    "AnatomyClaim": lambda it, common: said.AnatomyClaim(
        **common,
        about=frozenset(it.ids("about")),
        parameter=it.the("parameter"),
        amount=_amount(it),
        regions=frozenset(it.ids("inRegion")),
        tissues=frozenset(it.ids("inTissue")),
    ),
    "DangerClaim": lambda it, common: said.DangerClaim(
        **common,
        regions=frozenset(it.ids("inRegion")),
        at_risk=frozenset(it.ids("atRisk")),
        avoids=frozenset(it.ids("avoids")),
        complications=frozenset(it.ids("complication")),
    ),
    "ComplicationClaim": lambda it, common: said.ComplicationClaim(
        **common,
        complications=frozenset(it.ids("complication")),
        facet=it.the("facet"),
        about=frozenset(it.ids("about")),
        amount=_amount(it),
        regions=frozenset(it.ids("inRegion")),
        techniques=frozenset(it.ids("byTechnique")),
        states=frozenset(it.ids("forState")),
    ),
    "CareClaim": lambda it, common: said.CareClaim(
        **common,
        measure=it.the("measure"),
        phase=it.the("phase"),
        amount=_amount(it),
        concerns=frozenset(it.ids("concern")),
        regions=frozenset(it.ids("inRegion")),
        techniques=frozenset(it.ids("byTechnique")),
        states=frozenset(it.ids("forState")),
        about=frozenset(it.ids("about")),
    ),
    "StateClaim": lambda it, common: said.StateClaim(
        **common,
        about=frozenset(it.ids("about")),
        states=frozenset(it.ids("forState")),
    ),
    "CostClaim": lambda it, common: said.CostClaim(
        **common,
        parameter=it.the("parameter"),
        amount=said.Amount(value=it.amount(), unit=it.the("unit")),
        jurisdiction=it.the("jurisdiction"),
        as_of=it.text(meso("asOf")),
        concerns=frozenset(it.ids("concern")),
        about=frozenset(it.ids("about")),
    ),
}
