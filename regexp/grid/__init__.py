"""The grammar of sweeps: from a config and words of the command line to every cell and seed."""

from regexp.grid.cells import Cell
from regexp.grid.described import settings_of
from regexp.grid.flat import flat
from regexp.grid.grid import Grid
from regexp.grid.outline import Automatic, Outline, outline
from regexp.grid.values import Value, text_of

__all__ = ["Automatic", "Cell", "Grid", "Outline", "Value", "flat", "outline", "settings_of", "text_of"]
