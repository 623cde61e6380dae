"""scikit-learn's generators of artificial data; `dataset.seed` is their `random_state`."""

from importlib.metadata import version
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator

from regexp.datasets.base import Dataset, Facts, numbered
from regexp.datasets.data import Table
from regexp.datasets.targets import class_numbers
from regexp.spec import Array


class Generated(Dataset):
    """Rows drawn by one of scikit-learn's `make_…` functions."""

    samples: int = Field(500, ge=2, le=100_000, description="rows to generate, all splits together")

    def identity(self) -> dict[str, object]:
        """Return the generator's parameters, its seed, and scikit-learn's version."""
        return {**self.own_fields(), "seed": self.seed, "scikit-learn": version("scikit-learn")}


def classified(x: Array, y: Array) -> Table:
    """Return the table of inputs x (N, I) and class numbers y (N,)."""
    labels, classes = class_numbers(y)
    return Table(x, labels, numbered(x.shape[1]), classes)


class Moons(Generated):
    """Two interleaved half circles."""

    facts: ClassVar[Facts] = Facts("samples", "2", "classification")
    kind: Literal["moons"] = "moons"
    noise: float = Field(0.3, ge=0, le=100, description="standard deviation of Gaussian noise on the inputs")

    def table(self) -> Table:
        """Return the rows of `make_moons`."""
        from sklearn.datasets import make_moons

        return classified(*make_moons(self.samples, noise=self.noise, random_state=self.seed))


class Circles(Generated):
    """A circle within a circle."""

    facts: ClassVar[Facts] = Facts("samples", "2", "classification")
    kind: Literal["circles"] = "circles"
    noise: float = Field(0.2, ge=0, le=100, description="standard deviation of Gaussian noise on the inputs")
    factor: float = Field(0.5, ge=0, lt=1, description="radius of the inner circle; the outer one has 1")

    def table(self) -> Table:
        """Return the rows of `make_circles`."""
        from sklearn.datasets import make_circles

        rows = make_circles(self.samples, noise=self.noise, factor=self.factor, random_state=self.seed)
        return classified(*rows)


class Blobs(Generated):
    """Round Gaussian clouds, one a class."""

    facts: ClassVar[Facts] = Facts("samples", "inputs", "classification")
    kind: Literal["blobs"] = "blobs"
    classes: int = Field(3, ge=2, le=100, description="clouds")
    inputs: int = Field(2, ge=1, le=1000, description="inputs")
    spread: float = Field(2.0, ge=0, le=100, description="standard deviation of a cloud; centres lie in ±10")

    def table(self) -> Table:
        """Return the rows of `make_blobs`."""
        from sklearn.datasets import make_blobs

        x, y = make_blobs(
            self.samples, self.inputs, centers=self.classes, cluster_std=self.spread, random_state=self.seed
        )[:2]
        return classified(x, y)


class Classification(Generated):
    """Classes around a cube's corners, among useless inputs.

    Two clusters a class. I. Guyon (2003), "Design of experiments for the NIPS 2003 variable selection
    benchmark".
    """

    facts: ClassVar[Facts] = Facts("samples", "inputs", "classification")
    kind: Literal["classification"] = "classification"
    classes: int = Field(2, ge=2, le=100, description="classes")
    inputs: int = Field(
        20, ge=2, le=1000, description="inputs; those neither informative nor redundant are noise"
    )
    informative: int = Field(5, ge=2, le=1000, description="inputs that tell the classes apart")
    redundant: int = Field(
        5, ge=0, le=1000, description="inputs that are linear combinations of the informative"
    )
    separation: float = Field(1.0, ge=0, le=100, description="half the side of the cube")
    flip: float = Field(
        0.01, ge=0, le=1, description="fraction of all rows, test rows too, given a random class"
    )

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.informative + self.redundant > self.inputs:
            raise ValueError(f"informative + redundant can't be more than inputs, which is {self.inputs}")
        if 2 * self.classes > 2**self.informative:
            raise ValueError(f"2 · classes can't be more than 2^informative, which is {2**self.informative}")
        return self

    def table(self) -> Table:
        """Return the rows of `make_classification`."""
        from sklearn.datasets import make_classification

        x, y = make_classification(
            self.samples,
            self.inputs,
            n_informative=self.informative,
            n_redundant=self.redundant,
            n_classes=self.classes,
            class_sep=self.separation,
            flip_y=self.flip,
            random_state=self.seed,
        )
        return classified(x, y)


class Regression(Generated):
    """A linear function of a few of many inputs."""

    facts: ClassVar[Facts] = Facts("samples", "inputs", "regression")
    kind: Literal["regression"] = "regression"
    inputs: int = Field(50, ge=1, le=1000, description="standard Gaussian inputs")
    informative: int = Field(
        10, ge=0, le=1000, description="inputs whose weight is not 0 but uniform on 0 … 100"
    )
    noise: float = Field(10.0, ge=0, le=1e6, description="standard deviation of Gaussian noise on the target")

    def table(self) -> Table:
        """Return the rows of `make_regression`."""
        from sklearn.datasets import make_regression

        x, y = make_regression(
            self.samples,
            self.inputs,
            n_informative=self.informative,
            noise=self.noise,
            random_state=self.seed,
        )
        return Table(x, y.reshape(-1, 1), numbered(self.inputs))


class Friedman1(Generated):
    """A curved function of five inputs, the others useless.

    y = 10 sin(π x1 x2) + 20 (x3 − ½)² + 10 x4 + 5 x5 + noise, inputs uniform on [0, 1].
    J. Friedman (1991), "Multivariate adaptive regression splines".
    """

    facts: ClassVar[Facts] = Facts("samples", "inputs", "regression")
    kind: Literal["friedman1"] = "friedman1"
    inputs: int = Field(10, ge=5, le=1000, description="inputs, of which five matter")
    noise: float = Field(1.0, ge=0, le=1e6, description="standard deviation of Gaussian noise on the target")

    def table(self) -> Table:
        """Return the rows of `make_friedman1`."""
        from sklearn.datasets import make_friedman1

        x, y = make_friedman1(self.samples, self.inputs, noise=self.noise, random_state=self.seed)
        return Table(x, y.reshape(-1, 1), numbered(self.inputs))
