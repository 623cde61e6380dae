"""100 epochs of digits, 64-128-128-10, batches of 64, Adam: the engine against scikit-learn's MLPClassifier.

Both train on the same 1,437 rows with one BLAS thread and the same number of steps. The engine also measures
loss and accuracy on all training and validation rows after every epoch; scikit-learn measures nothing.
"""

import warnings

from measure import report, side_by_side, without_blas_variables

without_blas_variables()

import numpy as np
from sklearn.neural_network import MLPClassifier
from threadpoolctl import threadpool_limits

from regexp.activations import Relu
from regexp.datasets import Dataset, prepare
from regexp.engine import Problem, blas, new_member, rows_of, train
from regexp.initializations import He
from regexp.losses import SoftmaxCrossEntropy
from regexp.optimizers import Adam
from regexp.regularizers import L2, Dropout

EPOCHS, ROUNDS, HIDDEN = 100, 5, (128, 128)
data = prepare(Dataset.kinds()["digits"](validation_size=180, test_size=180), seed=0)
splits = [rows_of(split.x, np.eye(10)[split.y], "float32") for split in (data.train, data.validation)]


def ours(*regularizers: L2 | Dropout) -> None:
    """Train one run on the engine."""
    problem = Problem(
        seed=0,
        train=splits[0],
        validation=splits[1],
        flipped=None,
        classification=True,
        hidden=HIDDEN,
        activation=Relu(),
        initialization=He(),
        loss=SoftmaxCrossEntropy(),
        optimizer=Adam(epochs=EPOCHS, batch_size=64),
        regularizers=regularizers,
    )
    for _ in train([new_member(problem)]):
        pass


def theirs(dtype: str, alpha: float = 0.0) -> None:
    """Fit MLPClassifier for as many steps, without its own stopping rule."""
    model = MLPClassifier(
        HIDDEN,
        batch_size=64,
        max_iter=EPOCHS,
        alpha=alpha,
        tol=0,
        n_iter_no_change=EPOCHS + 1,
        random_state=0,
    )
    model.fit(data.train.x.astype(dtype), data.train.y)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    library = blas()
    print(f"{len(data.train)} rows, {EPOCHS} epochs, kernel {library['architecture']}, one thread")
    with threadpool_limits(1):
        contenders = {
            "regexp": ours,
            "regexp with l2 and dropout": lambda: ours(L2(strength=1e-3), Dropout(rate=0.5)),
            "scikit-learn, float32": lambda: theirs("float32"),
            "scikit-learn, float32, with l2": lambda: theirs("float32", alpha=1e-3),
            "scikit-learn, float64": lambda: theirs("float64"),
        }
        report(side_by_side(contenders, ROUNDS), "regexp")
