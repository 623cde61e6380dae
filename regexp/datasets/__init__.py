"""Data sets: where rows come from, how they are split, disturbed on purpose, and preprocessed.

Importing the kinds here is what registers them.
"""

from regexp.datasets.base import Dataset
from regexp.datasets.bundled import BreastCancer, Diabetes, Digits, Iris, Wine
from regexp.datasets.cache import cache_folder, load
from regexp.datasets.catalogue import Entry, catalogue
from regexp.datasets.csv import Csv
from regexp.datasets.curves import Line, Polynomial, Sine
from regexp.datasets.data import Data, Split, Table
from regexp.datasets.generated import Blobs, Circles, Classification, Friedman1, Moons, Regression
from regexp.datasets.idx import Idx
from regexp.datasets.inline import Inline
from regexp.datasets.npz import Npz
from regexp.datasets.prepare import prepare
from regexp.datasets.preprocessing import Preprocessing

__all__ = [
    "Blobs",
    "BreastCancer",
    "Circles",
    "Classification",
    "Csv",
    "Data",
    "Dataset",
    "Diabetes",
    "Digits",
    "Entry",
    "Friedman1",
    "Idx",
    "Inline",
    "Iris",
    "Line",
    "Moons",
    "Npz",
    "Polynomial",
    "Preprocessing",
    "Regression",
    "Sine",
    "Split",
    "Table",
    "Wine",
    "cache_folder",
    "catalogue",
    "load",
    "prepare",
]
