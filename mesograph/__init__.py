"""mesograph: which injectable preparations go together for a skin concern, and why.

>>> import mesograph
>>> sorted(mesograph.__all__)
['Formulary', 'MesographError', '__version__', 'load']
"""

__version__ = "0.1.0"
__all__ = ["Formulary", "MesographError", "__version__", "load"]

_HOMES = {
    "Formulary": "mesograph.formulary",
    "MesographError": "mesograph.errors",
    "load": "mesograph.notebook",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
