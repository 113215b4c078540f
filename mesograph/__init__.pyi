from mesograph.errors import MesographError as MesographError
from mesograph.formulary import Formulary as Formulary
from mesograph.notebook import load as load

__version__: str
