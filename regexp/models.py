"""Models: how many layers of which width, with what activation, starting from which weights."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from regexp.activations import Activation, Identity, Relu
from regexp.initializations import He, Initialization, Zeros
from regexp.normalizations import NoNormalization, Normalization
from regexp.spec import InputFile, Spec


def _widths(value: Any) -> Any:
    """Read `256x256`, `256` and `[256, 256]` as widths of hidden layers."""
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,9}(x\d{1,9})*", value):
            raise PydanticCustomError("widths", "is not a list of widths; write [256, 256] or 256x256")
        return tuple(int(width) for width in value.split("x"))
    return tuple(value) if isinstance(value, list) else (value,)


Width = Annotated[int, Field(ge=1, le=1_000_000)]


class Model(Spec):
    """A fully connected network from I inputs to K outputs."""

    initialization: Initialization = Field(Zeros(), description="how weights start")
    bias: bool = Field(True, description="whether units have a bias b; without, what is 0 stays 0")
    weights: Annotated[str, InputFile] | None = Field(
        None,
        description="NPZ file to start from, with the keys of best.npz: layers/0/weight, layers/0/bias, …",
    )

    @property
    def hidden_widths(self) -> tuple[int, ...]:
        """The widths of the hidden layers."""
        return ()

    @property
    def unit(self) -> Activation:
        """The activation of the hidden units."""
        return Identity()

    @property
    def normalizer(self) -> Normalization:
        """What is done to the sums of hidden units before their activation."""
        return NoNormalization()


class Linear(Model):
    """z = x·W + b: linear regression, or logistic and softmax regression with a cross-entropy."""

    kind: Literal["linear"] = "linear"


class Mlp(Model):
    """A multilayer perceptron: h_k = f(norm(h_{k−1}·W_k + b_k)), and a linear output layer."""

    kind: Literal["mlp"] = "mlp"
    hidden: Annotated[
        tuple[Width, ...], BeforeValidator(_widths, json_schema_input_type=list[Width] | Width | str)
    ] = Field((64, 64), min_length=1, description="widths of the hidden layers, also written 256x256")
    activation: Activation = Field(Relu(), description="function of the hidden units")
    normalization: Normalization = Field(
        NoNormalization(), description="of each hidden layer before its activation: batch, layer or none"
    )
    initialization: Initialization = Field(He(), description="how weights start")

    @property
    def hidden_widths(self) -> tuple[int, ...]:
        """The widths of the hidden layers."""
        return self.hidden

    @property
    def unit(self) -> Activation:
        """The activation of the hidden units."""
        return self.activation

    @property
    def normalizer(self) -> Normalization:
        """What is done to the sums of hidden units before their activation."""
        return self.normalization
