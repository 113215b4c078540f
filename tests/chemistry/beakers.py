"""A world with a little chemistry: a base and its salt, an acid, bicarbonate, calcium, calcite."""

from tests.conftest import claim


def figure(name, value, unit="dimensionless", **said):
    """Write a figure with its source."""
    bounds = f"meso:nominalValue {value}"
    if isinstance(value, tuple):
        bounds = f"meso:lowerBound {value[0]} ; meso:upperBound {value[1]}"
    more = "".join(f" ; meso:{term} {each}" for term, each in said.items())
    return (
        f"mg:{name} a meso:Figure ; {bounds} ; meso:unit meso:{unit}{more} ; "
        'dcterms:source mg:source-test ; meso:locator "p. 1" .\n'
    )


def gives(substance, **parts):
    """Write what a formula unit gives in water."""
    text = ""
    for part, count in parts.items():
        name = part.replace("_", "-")
        node = f"mg:{substance}-gives-{name}"
        text += f"mg:{substance} meso:constituent {node} .\n"
        text += f"{node} a meso:Constituent ; meso:gives mg:{name} ; meso:multiplicity {count} ; "
        text += 'dcterms:source mg:source-test ; meso:locator "p. 1" .\n'
    return text


def made(name, substance, molar_mass, **parts):
    """Write a salt with its molar mass and what it gives."""
    text = f'mg:{substance} a meso:Salt ; rdfs:label "{name}" ; '
    text += f"meso:molarMass mg:{substance}-mass .\n"
    return (
        text + figure(f"{substance}-mass", molar_mass, "gram-per-mol") + gives(substance, **parts)
    )


def ion(name, charge, element=None, species=None):
    """Write an ion."""
    text = f'mg:{name} a meso:Ion ; rdfs:label "{name}" ; meso:charge {charge}'
    text += f' ; meso:elementName "{element}"' if element else ""
    text += f' ; meso:speciesName "{species}"' if species else ""
    return text + " .\n"


def weak(name, form, *pkas, mass=None, dissolves=None, more=""):
    """Write a weak acid or base; ``dissolves`` is how much of it does so uncharged, in mg/mL."""
    text = f'mg:{name} a meso:Moiety ; rdfs:label "{name}"{more} .\n'
    for step, pka in enumerate(pkas, 1):
        text += f"mg:{name} meso:pka mg:{name}-pka-{step} .\n"
        text += figure(
            f"{name}-pka-{step}",
            pka,
            "ph-unit",
            dissociationStep=step,
            dissociatesAs=f"meso:{form}",
        )
    if mass is not None:
        text += f"mg:{name} meso:molarMass mg:{name}-mass .\n"
        text += figure(f"{name}-mass", mass, "gram-per-mol")
    if dissolves is not None:
        text += f"mg:{name} meso:intrinsicSolubility mg:{name}-dissolves .\n"
        text += figure(f"{name}-dissolves", dissolves, "mg-per-mL")
    return text


def product(name, vehicle="aqueous-solution", ph=None, partly=False, **ingredients):
    """Write a product; an ingredient is given by its mg/mL, or as strength, unit and role."""
    text = f'mg:{name} a meso:MarketedProduct ; rdfs:label "{name}" ; meso:vehicle meso:{vehicle}'
    text += " ; meso:isPartlyKnown true" if partly else ""
    text += f" ; meso:ph mg:{name}-ph" if ph else ""
    for each in ingredients:
        text += f" ; meso:ingredient mg:{name}-{each}"
    text += " .\n"
    for each, said in ingredients.items():
        strength, unit, role = said if isinstance(said, tuple) else (said, "mg-per-mL", None)
        role = role or "active-ingredient"
        text += (
            f"mg:{name}-{each} a meso:Ingredient ; meso:substance mg:{each.replace('_', '-')} ; "
        )
        text += f"meso:role meso:{role}"
        if isinstance(strength, list):
            low, high = strength
            text += f" ; meso:lowerBound {low} ; meso:upperBound {high} ; meso:unit meso:{unit}"
        elif strength is not None:
            text += f" ; meso:nominalValue {strength} ; meso:unit meso:{unit}"
        text += " .\n"
    if ph:
        text += figure(f"{name}-ph", ph, "ph-unit")
    return text


CHEMISTRY = "".join(
    (
        ion("sodium", 1, "Na", "Na+"),
        ion("chloride", -1, "Cl", "Cl-"),
        ion("calcium", 2, "Ca", "Ca+2"),
        ion("strange", -1),
        weak(
            "carbonic",
            "as-acid",
            6.352,
            10.329,
            more=' ; meso:elementName "C(4)" ; meso:speciesName "CO3-2"',
        ),
        weak("base", "as-conjugate-acid", 7.9, mass=234.0, dissolves=(3.0, 4.0)),
        weak("slack", "as-acid", 3.8),
        weak("sugar", "as-acid", 12.5, mass=180.0),
        made("base hydrochloride", "base-salt", 270.0, base=1, chloride=1),
        made("salt", "salt", 58.44, sodium=1, chloride=1),
        made("strange salt", "strange-salt", 100.0, sodium=1, strange=1),
        made("bicarbonate", "bicarbonate", 84.0, sodium=1, carbonic=1),
        made("calcium chloride", "calcium-salt", 111.0, calcium=1, chloride=2),
        made("calcium slackate", "calcium-slack", 430.0, calcium=1, slack=2),
        'mg:plain a meso:Substance ; rdfs:label "plain" .\n',
        'mg:calcite a meso:Solid ; rdfs:label "calcite" ; meso:solubilityProduct mg:calcite-k .\n',
        figure("calcite-k", -8.48, dissolution='"CaCO3 = Ca+2 + CO3-2"'),
        'mg:bound a meso:Complex ; rdfs:label "bound" ; meso:ofIon mg:calcium ; '
        "meso:ligand mg:slack ; meso:stabilityConstant mg:bound-k .\n",
        figure("bound-k", (0.8, 1.7)),
        'mg:requirement-ph a meso:Requirement ; rdfs:label "ph" ; meso:answeredBy "ph" .\n',
    )
)


def band(name, low, high, **said):
    """Write a limit for the pH."""
    return claim(
        "LimitClaim",
        name,
        requirement="mg:requirement-ph",
        band="meso:met-band",
        unit="meso:ph-unit",
        lowerBound=low,
        upperBound=high,
        **said,
    )
