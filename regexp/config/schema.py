"""The config of a run: what all its keys are, what they may be, and what they are if not given."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from regexp.config.shapes import ByKind
from regexp.datasets import Dataset
from regexp.losses import Loss
from regexp.metrics import CLASSIFICATION, REGRESSION
from regexp.models import Mlp, Model
from regexp.optimizers import Adam, Optimizer
from regexp.regularizers import Regularizer
from regexp.spec import Section

MONITORS = tuple(
    f"{rows}_{metric}"
    for rows in ("validation", "train")
    for metric in ("loss", *CLASSIFICATION, *REGRESSION)
)
if TYPE_CHECKING:
    Monitor = str
else:
    Monitor = Literal[MONITORS]

Name = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$",
        json_schema_extra={"patternErrorMessage": "at most 100 letters, digits, . _ and -, the first no dot"},
    ),
]


class Evaluation(Section):
    """When metrics are measured."""

    every: int = Field(1, ge=1, description="epochs between measurements; the last epoch is always measured")


class Config(Section):
    """One run: data, model, optimizer and regularization."""

    name: Name = Field("run", description="what the run's folder starts with; default: the file's stem")
    seed: int = Field(
        0, ge=0, lt=2**63, description="draws splits, label noise, initial weights, batch order and dropout"
    )
    dtype: Literal["float32", "float64"] = Field("float32", description="precision of the computation")
    dataset: Dataset = Field(
        description="the rows; `regexp datasets` lists the kinds, a file's kind is inferred"
    )
    model: Model = Field(Mlp(), description="what is trained")
    loss: Loss | Literal["auto"] = Field(
        "auto",
        description="auto: squared_error for numbers, sigmoid_cross_entropy for 2 classes, softmax_ for more",
    )
    optimizer: Optimizer = Field(Adam(), description="how it is trained")
    monitor: Monitor = Field(
        "validation_loss", description="what best epoch, early stopping, verdict and compare look at"
    )
    evaluation: Evaluation = Field(Evaluation(), description="when metrics are measured")
    regularization: Annotated[dict[str, Regularizer], ByKind(Regularizer)] = Field(
        {}, description="each key is a kind; a bare number sets its main field"
    )
    sweep: Any = Field(None, description="the axes of `regexp sweep`; `regexp train` leaves them alone")

    def active(self) -> tuple[Regularizer, ...]:
        """Return the regularizers that do something, in the order in which their hooks are called."""
        present = (regularizer for regularizer in self.regularization.values() if not regularizer.is_off)
        return tuple(sorted(present, key=lambda regularizer: (regularizer.order, regularizer.kind_name())))
