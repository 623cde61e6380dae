"""Non-negative weights: units can only add up what goes into them."""

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
from pydantic import BeforeValidator, Field
from pydantic_core import PydanticKnownError

from regexp.context import Context
from regexp.regularizers.base import ENTRIES, LayerRegularizer
from regexp.spec import Array


def as_switch(schema: dict[str, Any]) -> None:
    """Let a JSON Schema say true or false, since a config without the component may say false."""
    del schema["const"]


def only_true(value: Any) -> Any:
    """Refuse 1, which Python takes for True: it would be a second name of the same setting."""
    if value is not True:
        raise PydanticKnownError("literal_error", {"expected": "True"})
    return value


class NonNegative(LayerRegularizer):
    """w ← max(w, 0) weight per weight, never biases, after each step.

    That is the nearest point without negative weights. The initial weights are not touched before the first
    step. It acts after l1's proximal step, before group_lasso's, max_norm and unit_norm.
    `non_negative: false` is the same as leaving it out.
    Source: Chorowski & Zurada (2015), Learning understandable neural networks with nonnegative weight
    constraints.
    """

    kind: Literal["non_negative"] = "non_negative"
    main: ClassVar[str] = "enabled"
    order: ClassVar[int] = ENTRIES
    is_dose: ClassVar[bool] = False
    enabled: Annotated[Literal[True], BeforeValidator(only_true)] = Field(
        True, description="true; false leaves it out", json_schema_extra=as_switch
    )

    def after_update(self, theta: Array, weights: list[Array], ctx: Context) -> None:
        """Set negative weights to 0."""
        for w in weights:
            rows = w.reshape(len(w), -1)
            np.maximum(rows, 0, out=rows)
