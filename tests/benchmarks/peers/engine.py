"""regexp's engine: stacks of as many runs as `runs_per_stack` says, on one BLAS thread."""

from collections.abc import Callable, Sequence

import numpy as np
from study import BATCH, CLASSES, HIDDEN, LEARNING_RATE, Measured, Settings, digits
from threadpoolctl import threadpool_limits

from regexp.activations import Relu
from regexp.engine import Problem, new_member, rows_of, runs_per_stack, train
from regexp.initializations import He
from regexp.losses import SoftmaxCrossEntropy
from regexp.optimizers import Adam
from regexp.regularizers import L2, Dropout

COLUMNS = ("train_loss", "train_accuracy", "validation_loss", "validation_accuracy")


def prepare(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that trains these runs in stacks."""
    threadpool_limits(1)
    problems = problems_of(settings, epochs)
    size = runs_per_stack(problems[0])
    stacks = [problems[start : start + size] for start in range(0, len(problems), size)]
    return lambda: np.concatenate([train_stack(stack) for stack in stacks])


def prepare_singly(settings: Settings, epochs: int) -> Callable[[], Measured]:
    """Return a function that trains these runs one after the other."""
    threadpool_limits(1)
    problems = problems_of(settings, epochs)
    return lambda: np.concatenate([train_stack([problem]) for problem in problems])


def problems_of(settings: Settings, epochs: int) -> list[Problem]:
    """Return the runs; they share a seed, and so initial weights and batch order."""
    data, eye = digits(), np.eye(CLASSES)
    training = rows_of(data.x, eye[data.y], "float32")
    validation = rows_of(data.x_validation, eye[data.y_validation], "float32")
    return [
        Problem(
            seed=0,
            train=training,
            validation=validation,
            flipped=None,
            classification=True,
            hidden=HIDDEN,
            activation=Relu(),
            initialization=He(),
            loss=SoftmaxCrossEntropy(),
            optimizer=Adam(learning_rate=LEARNING_RATE, batch_size=BATCH, epochs=epochs),
            regularizers=(Dropout(rate=rate), L2(strength=strength)),
        )
        for strength, rate in settings
    ]


def train_stack(problems: Sequence[Problem]) -> Measured:
    """Train runs in one stack and return what was measured after each epoch."""
    members = [new_member(problem) for problem in problems]
    for _ in train(members):
        pass
    columns = [members[0].problem.columns.index(name) for name in COLUMNS]
    return np.array([member.history.values[:, columns] for member in members])
