"""The family of data sets and the fields that all of them have."""

from abc import abstractmethod
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BeforeValidator, Field

from regexp.datasets.data import Table
from regexp.datasets.features import Features
from regexp.datasets.preprocessing import Scale
from regexp.datasets.wording import quoted
from regexp.spec import Spec


def _size(value: object) -> object:
    rows = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    fraction = isinstance(value, float) and 0 <= value < 1
    if value is None or rows or fraction:
        return value
    raise ValueError(
        f"{quoted(value)} is no size: give a number of rows (0, 1, 2, …) or a fraction from 0.0 to below 1"
    )


Size = Annotated[int | float | None, BeforeValidator(_size)]
"""Rows where it is an integer, a fraction of all rows where it is a float in [0, 1)."""


CHOOSING = {
    *("split_seed", "train_size", "validation_size", "test_size"),
    *("label_noise", "feature_noise", "scale", "features"),
}
"""The fields that say what becomes of a table's rows, and nothing of the table."""


class Facts(NamedTuple):
    """What the catalogue says about a kind before anything is loaded."""

    rows: str
    inputs: str
    task: str


class Dataset(Spec):
    """Where rows come from, how they are split, disturbed on purpose, and scaled."""

    facts: ClassVar[Facts]

    seed: int = Field(
        0, ge=0, lt=2**32, description="draws generated data and the test rows: the same for every run's seed"
    )
    split_seed: int | None = Field(
        None, ge=0, lt=2**32, description="pins the split of train and validation while the run's seed varies"
    )
    train_size: Size = Field(
        None, description="training rows, or fraction of all rows; default: all that the other splits leave"
    )
    validation_size: Size = Field(
        None,
        description="validation rows, or fraction of all rows; default 0.2, or the ready-made split",
    )
    test_size: Size = Field(
        None,
        description="test rows, or fraction of all rows; default 0.2, or the ready-made split",
    )
    label_noise: float = Field(
        0.0, ge=0, lt=1, description="fraction of the training labels that are changed to another class"
    )
    feature_noise: float = Field(
        0.0,
        ge=0,
        le=100,
        description="Gaussian noise added once to the training inputs, in standard deviations of each input",
    )
    scale: Scale | None = Field(
        None,
        description="fitted on the training rows: standard (mean 0, deviation 1), minmax ([0, 1]) or none; "
        "default standard, with ready-made splits none; features use [-1, 1] unless none",
    )
    features: Features | None = Field(None, description="basis functions of the inputs, for linear models")

    @abstractmethod
    def table(self) -> Table:
        """Return the raw rows; each kind says where from. Raises DataError where they can't be used."""

    def title(self) -> str:
        """Return what messages call this data set: its kind, or its file."""
        return self.kind_name()

    def identity(self) -> dict[str, object] | None:
        """Return all that the table depends on, as JSON values; None where it isn't worth caching."""
        return None

    def source(self) -> str:
        """Return what tells tables apart, as JSON: all fields but those that choose and change rows."""
        return self.model_dump_json(exclude=CHOOSING)

    def own_fields(self) -> dict[str, Any]:
        """Return the fields, `kind` among them, that not every data set has."""
        return {name: value for name, value in self.model_dump().items() if name not in Dataset.model_fields}


def numbered(count: int) -> tuple[str, ...]:
    """Return names for inputs that have none: `x`, or `x1`, `x2`, …"""
    return ("x",) if count == 1 else tuple(f"x{i}" for i in range(1, count + 1))
