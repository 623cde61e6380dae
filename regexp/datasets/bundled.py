"""Real data sets that come with scikit-learn: nothing is downloaded."""

from importlib.metadata import version
from typing import ClassVar, Literal

import numpy as np

from regexp.datasets.base import Dataset, Facts
from regexp.datasets.data import Table


class Bundled(Dataset):
    """A data set of scikit-learn's `load_…` functions."""

    def identity(self) -> dict[str, object]:
        """Return the kind and scikit-learn's version, which settle the table."""
        return {"kind": self.kind_name(), "scikit-learn": version("scikit-learn")}

    def table(self) -> Table:
        """Return the rows as scikit-learn ships them, for diabetes in their original units."""
        from sklearn import datasets

        kind = self.kind_name()
        options = {"scaled": False} if kind == "diabetes" else {}
        bunch = getattr(datasets, f"load_{kind}")(**options)
        features = tuple(str(name) for name in bunch.feature_names)
        if self.facts.task == "regression":
            return Table(bunch.data, bunch.target.astype(np.float64).reshape(-1, 1), features)
        classes = tuple(str(name) for name in bunch.target_names)
        return Table(bunch.data, bunch.target.astype(np.int64), features, classes)


class Digits(Bundled):
    """Handwritten digits, 8×8 pixels, 10 classes.

    1,797 rows × 64 inputs. E. Alpaydin and C. Kaynak (1998), "Optical Recognition of Handwritten Digits", UCI
    Machine Learning Repository, the test part. Licence: CC BY 4.0.
    """

    facts: ClassVar[Facts] = Facts("1797", "64", "classification")
    kind: Literal["digits"] = "digits"


class BreastCancer(Bundled):
    """Cell nuclei of biopsies, malignant or benign.

    569 rows × 30 inputs. W. Wolberg, O. Mangasarian, N. Street and W. Street (1993), "Breast Cancer Wisconsin
    (Diagnostic)", UCI Machine Learning Repository. Licence: CC BY 4.0.
    """

    facts: ClassVar[Facts] = Facts("569", "30", "classification")
    kind: Literal["breast_cancer"] = "breast_cancer"


class Wine(Bundled):
    """Chemical analyses of wines from three growers.

    178 rows × 13 inputs. S. Aeberhard and M. Forina (1992), "Wine", UCI Machine Learning Repository.
    Licence: CC BY 4.0.
    """

    facts: ClassVar[Facts] = Facts("178", "13", "classification")
    kind: Literal["wine"] = "wine"


class Iris(Bundled):
    """Sepal and petal sizes of three species of iris.

    150 rows × 4 inputs. R. A. Fisher (1936), "The use of multiple measurements in taxonomic problems".
    Licence: CC BY 4.0 (UCI Machine Learning Repository).
    """

    facts: ClassVar[Facts] = Facts("150", "4", "classification")
    kind: Literal["iris"] = "iris"


class Diabetes(Bundled):
    """Progression of diabetes a year after ten measurements.

    442 rows × 10 inputs in original units (scikit-learn's default is scaled by all rows, test rows too).
    B. Efron, T. Hastie, I. Johnstone and R. Tibshirani (2004), "Least Angle Regression". Licence: none
    stated; distributed with scikit-learn.
    """

    facts: ClassVar[Facts] = Facts("442", "10", "regression")
    kind: Literal["diabetes"] = "diabetes"
