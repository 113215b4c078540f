"""For every rule: facts that fire it, what it then concludes, and facts that just miss it.

Names without a prefix are individuals, names with ``:`` before them are terms of the ontology.
Leaving out any one fact of ``fires`` leaves out every conclusion.
"""

from dataclasses import dataclass

from mesograph.reasoning.rules import Value
from mesograph.vocabulary import INDIVIDUAL, TYPE, XSD, meso


@dataclass(frozen=True)
class Fixture:
    fires: str
    concludes: str
    misses: str


def facts_in(text):
    """Read facts, one a line or parted by `` . ``: subject, predicate, object."""
    lines = text.replace(" . ", "\n").splitlines()
    return [tuple(map(_term, line.split())) for line in lines if line.strip()]


def _term(word):
    if word == "a":
        return TYPE
    if word == "true":
        return Value("true", XSD + "boolean")
    return meso(word[1:]) if word.startswith(":") else INDIVIDUAL + word


def _pair(kind, one, other):
    return Fixture(
        fires=f"x :carries :{one} . y :carries :{other}",
        concludes=f"x :predicted{kind}IncompatibleWith y",
        misses=f"x :carries :{one} . x :carries :{other}",
    )


MECHANISM = "m a :MechanismClaim . m :agent s . m :action :{} . m :onProcess p . m :polarity :for"
PASSAGE = "m :readAs :passage"
ACTING = "s :actsBy m . m :action :{} . m :onProcess p . m :polarity :for"
IN_IT = "x :ingredient i . i :substance s"


def _acting(action, kind, imbalance, predicate, passage=True):
    read = f" . {PASSAGE}" if passage else ""
    other = {"hasDeficitOf": "hasExcessOf", "hasExcessOf": "hasDeficitOf"}[imbalance]
    start = f"{ACTING.format(action)}{read} . :{action} a :{kind}Action"
    return Fixture(
        fires=f"{start} . c :{imbalance} p",
        concludes=f"s :{predicate} c",
        misses=f"{start} . c :{other} p",
    )


FIXTURES = {
    "acts-by-its-moiety": Fixture(
        "m a :MechanismClaim . m :agent s . m :holdsForMoiety true . salt :activeMoiety s",
        "salt :actsBy m",
        "m a :MechanismClaim . m :agent s . salt :activeMoiety s",
    ),
    "acts-by-own-claim": Fixture(
        "m a :MechanismClaim . m :agent s",
        "s :actsBy m",
        "m a :IndicationClaim . m :agent s",
    ),
    "aggravates-by-lowering-a-deficit": _acting(
        "inhibits", "Lowering", "hasDeficitOf", "mayAggravate", passage=False
    ),
    "aggravates-by-raising-an-excess": _acting(
        "stimulates", "Raising", "hasExcessOf", "mayAggravate", passage=False
    ),
    "antagonistic-on-one-process": Fixture(
        "x :raises p . y :lowers p",
        "x :predictedTherapeuticallyIncompatibleWith y",
        "x :raises p . x :lowers p",
    ),
    "broader-of-broader": Fixture(
        "a1 :broader b1 . b1 :broader c1",
        "a1 :broader c1",
        "a1 :broader b1 . b1 :broader a1",
    ),
    "calcium-with-sulfate": _pair("Physically", "calcium-ion", "sulfate"),
    "carbonate-with-acid": _pair("Chemically", "carbonate", "acidic"),
    "catecholamine-with-alkali": _pair("Chemically", "catecholamine", "alkaline"),
    "chelating-agent-with-divalent-cation": _pair(
        "Chemically", "chelating-agent", "divalent-cation"
    ),
    "concern-forbids-injection": Fixture(
        "k a :ContraindicationClaim . k :concern c . k :polarity :for . k :strictness :absolute",
        "c a :ForbiddingConcern",
        "k a :ContraindicationClaim . k :concern c . k :polarity :for . k :strictness :absolute"
        " . k :about s",
    ),
    "contraindicated-by-claim": Fixture(
        "s :spokenOfBy k . k a :ContraindicationClaim . k :concern c . k :polarity :for"
        " . k :strictness :absolute",
        "s :contraindicatedFor c",
        "s :spokenOfBy k . k a :ContraindicationClaim . k :concern c . k :polarity :for"
        " . k :strictness :relative",
    ),
    "excluded-from-route": Fixture(
        "s :spokenOfBy r . r a :RouteClaim . r :route :intradermal . r :polarity :against",
        "s :excludedFrom :intradermal",
        "s :spokenOfBy r . r a :RouteClaim . r :route :intradermal . r :polarity :for",
    ),
    "hazard-by-claim": Fixture(
        "s :spokenOfBy t . t a :ToleranceClaim . t :polarity :against",
        "s :hasHazard t",
        "s :spokenOfBy t . t a :ToleranceClaim . t :polarity :for",
    ),
    "spoken-of-by-ingredient": Fixture(
        f"{IN_IT} . i :role :preservative . s :spokenOfBy k",
        "x :spokenOfBy k",
        f"{IN_IT} . i :role :ph-adjuster . s :spokenOfBy k",
    ),
    "spoken-of-by-moiety": Fixture(
        "k :about m . k :holdsForMoiety true . salt :activeMoiety m",
        "salt :spokenOfBy k",
        "k :about m . salt :activeMoiety m",
    ),
    "spoken-of-by-name": Fixture(
        "k :about s",
        "s :spokenOfBy k",
        "k :agent s",
    ),
    "spoken-of-by-trait": Fixture(
        "k :about :oily . s :trait :oily",
        "s :spokenOfBy k",
        "k :about :oily . s :trait :ester",
    ),
    "veto-by-claim": Fixture(
        "s :spokenOfBy v . v a :VetoClaim . v :polarity :against",
        "s :vetoedBy v",
        "s :spokenOfBy v . v a :MixingInstruction . v :polarity :against",
    ),
    "contraindicated-for-narrower": Fixture(
        "s :contraindicatedFor broad . narrow :broader broad",
        "s :contraindicatedFor narrow",
        "s :contraindicatedFor narrow . narrow :broader broad",
    ),
    "deficit-by-claim": Fixture(
        "y a :PhysiologyClaim . y :concern c . y :onProcess p . y :imbalance :deficit"
        " . y :polarity :for . y :readAs :passage",
        "c :hasDeficitOf p",
        "y a :PhysiologyClaim . y :concern c . y :onProcess p . y :imbalance :deficit"
        " . y :polarity :for . y :readAs :mention",
    ),
    "deficit-of-broader": Fixture(
        "narrow :broader broad . broad :hasDeficitOf p",
        "narrow :hasDeficitOf p",
        "narrow :broader broad . narrow :hasDeficitOf p",
    ),
    "divalent-cation-with-carbonate": _pair("Physically", "divalent-cation", "carbonate"),
    "divalent-cation-with-phosphate": _pair("Physically", "divalent-cation", "phosphate"),
    "ester-with-alkali": _pair("Chemically", "ester", "alkaline"),
    "excess-by-claim": Fixture(
        "y a :PhysiologyClaim . y :concern c . y :onProcess p . y :imbalance :excess"
        " . y :polarity :for . y :readAs :passage",
        "c :hasExcessOf p",
        "y a :PhysiologyClaim . y :concern c . y :onProcess p . y :imbalance :excess"
        " . y :polarity :against . y :readAs :passage",
    ),
    "excess-of-broader": Fixture(
        "narrow :broader broad . broad :hasExcessOf p",
        "narrow :hasExcessOf p",
        "broad :broader narrow . broad :hasExcessOf p",
    ),
    "influences-by-claim": Fixture(
        "n a :InfluenceClaim . n :fromProcess p . n :onProcess q . n :polarity :for"
        " . n :readAs :passage",
        "p :influencesProcess q",
        "n a :InfluenceClaim . n :fromProcess p . n :onProcess q . n :polarity :for"
        " . n :readAs :mention",
    ),
    "labelled-for-route": Fixture(
        "r a :RouteClaim . r :about x . r :route :intradermal . r :polarity :for"
        " . r :readAs :passage",
        "x :labelledFor :intradermal",
        "r a :RouteClaim . r :about x . r :route :intradermal . r :polarity :for"
        " . r :readAs :mention",
    ),
    "lawful-by-status": Fixture(
        "l a :RegulatoryClaim . l :about x . l :regulatoryStatus :medical-device"
        " . l :jurisdiction eu . l :polarity :for . l :readAs :passage"
        " . :medical-device a :LawfulStatus",
        "x :lawfulIn eu",
        "l a :RegulatoryClaim . l :about x . l :regulatoryStatus :cosmetic"
        " . l :jurisdiction eu . l :polarity :for . l :readAs :passage"
        " . :cosmetic a :UnlawfulStatus",
    ),
    "lowers-a-process": Fixture(
        f"{ACTING.format('inhibits')} . {PASSAGE} . :inhibits a :LoweringAction",
        "s :lowers p",
        f"{ACTING.format('inhibits')} . {PASSAGE} . :inhibits a :RaisingAction",
    ),
    "mechanism-without-refutation": Fixture(
        "m a :MechanismClaim . m :agent s . m :onProcess p . m :polarity :for",
        "m a :UnrefutedClaim",
        "m a :MechanismClaim . m :agent s . m :onProcess p . m :polarity :for"
        " . n :agent s . n :action :inhibits . n :onProcess p . n :polarity :against",
    ),
    "metal-sensitive-with-transition-metal": _pair(
        "Chemically", "metal-sensitive", "transition-metal-ion"
    ),
    "oily-with-aqueous": _pair("Physically", "oily-vehicle", "aqueous-vehicle"),
    "plausible-by-lowering-an-excess": _acting(
        "inhibits", "Lowering", "hasExcessOf", "plausiblyIndicatedFor"
    ),
    "plausible-by-raising-a-deficit": _acting(
        "stimulates", "Raising", "hasDeficitOf", "plausiblyIndicatedFor"
    ),
    "polycation-with-polyanion": _pair("Physically", "polycation", "polyanion"),
    "preparation-acts-by-its-active": Fixture(
        f"{IN_IT} . i :role :active-ingredient . :active-ingredient a :ActiveRole . s :actsBy m",
        "x :actsBy m",
        f"{IN_IT} . i :role :preservative . :active-ingredient a :ActiveRole . s :actsBy m",
    ),
    "preparation-carries-trait": Fixture(
        f"{IN_IT} . i :role :preservative . s :trait ester",
        "x :carries ester",
        f"{IN_IT} . i :role :ph-adjuster . s :trait ester",
    ),
    "preparation-delivers-moiety": Fixture(
        f"{IN_IT} . s :activeMoiety m",
        "x :delivers m",
        "x :ingredient i . i :substance m . s :activeMoiety m",
    ),
    "preparation-is-oily": Fixture(
        "x a :Preparation . x :vehicle :oil",
        "x :carries :oily-vehicle",
        "claim a :Claim . claim :vehicle :oil",
    ),
    "preparation-is-watery": Fixture(
        "x a :Preparation . x :vehicle :aqueous-gel . :aqueous-gel a :AqueousVehicle",
        "x :carries :aqueous-vehicle",
        "x a :Preparation . x :vehicle :powder . :aqueous-gel a :AqueousVehicle",
    ),
    "protein-with-aromatic-preservative": _pair("Physically", "protein", "aromatic-preservative"),
    "protein-with-quaternary-ammonium": _pair("Physically", "protein", "quaternary-ammonium"),
    "quaternary-ammonium-with-polyanion": _pair("Physically", "quaternary-ammonium", "polyanion"),
    "raises-a-process": Fixture(
        f"{ACTING.format('supplies')} . {PASSAGE} . :supplies a :RaisingAction",
        "s :raises p",
        f"{ACTING.format('supplies')} . m :readAs :mention . :supplies a :RaisingAction",
    ),
    "reducing-with-oxidising": _pair("Chemically", "reducing-agent", "oxidising-agent"),
    "sulfite-with-catecholamine": _pair("Chemically", "sulfite", "catecholamine"),
    "sulfite-with-what-it-splits": _pair("Chemically", "sulfite", "split-by-sulfite"),
    "synergy-by-claim": Fixture(
        "w a :SynergyClaim . w :agent one . w :agent other . w :polarity :for . w :readAs :passage",
        "one :actsInSynergyWith other . other :actsInSynergyWith one",
        "w a :SynergyClaim . w :agent one . w :polarity :for . w :readAs :passage",
    ),
    "trait-by-claim": Fixture(
        "t a :TraitClaim . t :agent s . t :ofTrait ester . t :polarity :for",
        "s :trait ester",
        "t a :TraitClaim . t :agent s . t :ofTrait ester . t :polarity :against",
    ),
    "trait-of-moiety": Fixture(
        "t a :TraitClaim . t :agent m . t :ofTrait ester . t :polarity :for"
        " . t :holdsForMoiety true . salt :activeMoiety m",
        "salt :trait ester",
        "t a :TraitClaim . t :agent m . t :ofTrait ester . t :polarity :for . salt :activeMoiety m",
    ),
    "unlawful-by-denial": Fixture(
        "l a :RegulatoryClaim . l :about x . l :regulatoryStatus :medical-device"
        " . l :jurisdiction eu . l :polarity :against . :medical-device a :LawfulStatus",
        "x :unlawfulIn eu",
        "l a :RegulatoryClaim . l :about x . l :regulatoryStatus :medical-device"
        " . l :jurisdiction eu . l :polarity :for . :medical-device a :LawfulStatus",
    ),
    "unlawful-by-status": Fixture(
        "l a :RegulatoryClaim . l :about x . l :regulatoryStatus :cosmetic"
        " . l :jurisdiction eu . l :polarity :for . :cosmetic a :UnlawfulStatus",
        "x :unlawfulIn eu",
        "l a :RegulatoryClaim . l :about x . l :regulatoryStatus :cosmetic"
        " . l :jurisdiction eu . l :polarity :against . :cosmetic a :UnlawfulStatus",
    ),
    "veto-by-instruction": Fixture(
        "v a :MixingInstruction . v :about x . v :polarity :against",
        "x :vetoedBy v",
        "v a :MixingInstruction . v :about x . v :polarity :for",
    ),
    "weak-acid-salt-with-acid": _pair("Physically", "alkali-salt-of-a-weak-acid", "acidic"),
    "weak-base-salt-with-alkali": _pair("Physically", "acid-salt-of-a-weak-base", "alkaline"),
}
