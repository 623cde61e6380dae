"""What is suggested next fits the config it is suggested for."""

from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from regexp.advice import next_overrides
from regexp.analysis.verdict import Kind
from regexp.assembly import Encoder, problem_of
from regexp.config import Config, load_config
from regexp.datasets import prepare

LINEAR = "dataset: {kind: line, samples: 60}\nmodel: linear\n"
EXACT = LINEAR + "optimizer: exact\n"
MLP = "dataset: iris\nmodel: {hidden: 16}\n"

CONFIGS = {
    "mlp": MLP,
    "deep": "dataset: iris\nmodel: {hidden: [8, 8, 8, 8]}\n",
    "l2": MLP + "regularization: {l2: 0.01}\n",
    "l1": MLP + "regularization: {l1: 0.001}\n",
    "both penalties": MLP + "regularization: {l1: 0.001, l2: 0.01}\n",
    "scaled l2": MLP + "regularization: {l2: {strength: 0.01, scale: half_mean}}\n",
    "dropout": MLP + "regularization: {dropout: 0.5}\n",
    "much dropout": MLP + "regularization: {dropout: 0.9, input_dropout: 0.8}\n",
    "dropout that is off": MLP + "regularization: {dropout: 0, l2: 0}\n",
    "early stopping": MLP + "regularization: {early_stopping: 5}\n",
    "elastic net": MLP + "regularization: {elastic_net: 0.001}\n",
    "decay": MLP
    + "optimizer: {kind: sgd, learning_rate: 0.1}\n"
    + "regularization: {weight_decay: 0.01, group_lasso: 0.001}\n",
    "noise": MLP + "regularization: {swap: 0.3, label_smoothing: 0.1, mixup: 0.2, input_noise: 0.1}\n",
    "limits": MLP + "regularization: {max_norm: 2, non_negative: true, gradient_clip: 1, ema: 0.9}\n",
    "smooth": MLP + "optimizer: lbfgs\n",
    "smooth and short": MLP + "optimizer: {kind: lbfgs, epochs: 2}\n",
    "few epochs": MLP + "optimizer: {epochs: 2}\n",
    "few measurements": MLP + "optimizer: {epochs: 60}\nevaluation: {every: 20}\n",
    "tiny rate": MLP + "optimizer: {kind: sgd, learning_rate: 1e-9, momentum: 0.9}\n",
    "huge rate": MLP + "optimizer: {kind: sgd, learning_rate: 1e9}\n",
    "given weights": "dataset: iris\nmodel: {hidden: 16, weights: start.npz}\n",
    "given order": "dataset: iris\nmodel: {hidden: 16}\noptimizer: {epochs: 3, batch_order: order.npy}\n",
    "no validation": "dataset: {kind: iris, validation_size: 0}\n",
    "no validation, all the rest": "dataset: {kind: iris, validation_size: 0, train_size: 120}\n",
    "regression": "dataset: {kind: sine, samples: 60}\n",
    "linear": LINEAR + "optimizer: {kind: gd, learning_rate: 0.1}\n",
    "lasso": LINEAR + "optimizer: {kind: gd, learning_rate: 0.1}\nregularization: {l1: 0.1}\n",
    "exact": EXACT,
    "ridge": EXACT + "regularization: {l2: 0.1}\n",
    "polynomial": EXACT.replace("60}", "60, features: {polynomial: 15}}"),
    "high polynomial": EXACT.replace("60}", "60, features: {polynomial: 100}}"),
    "fourier": EXACT.replace("60}", "60, features: {fourier: 4}}"),
    "few rows": "dataset: {kind: inline, x: [1, 2, 3], y: [1, 2, 4], validation_size: 0, test_size: 0}\n"
    + "model: linear\noptimizer: {kind: gd, learning_rate: 0.1, epochs: 100}\n",
    "exact without validation": EXACT.replace("60}", "60, validation_size: 0}"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All configs with the files that they name."""
    folder = tmp_path_factory.mktemp("configs")
    for name, text in CONFIGS.items():
        (folder / f"{name}.yaml").write_text(text)
    shapes = {"layers/0/weight": (4, 16), "layers/0/bias": 16, "layers/1/weight": (16, 3), "layers/1/bias": 3}
    np.savez(folder / "start.npz", **{name: np.ones(shape) for name, shape in shapes.items()})
    np.save(folder / "order.npy", np.tile(np.arange(90), (3, 1)))
    return folder


def suggestion(kind: str, name: str, folder: Path) -> tuple[str, ...]:
    config = load_config(str(folder / f"{name}.yaml")).config
    data = prepare(config.dataset, seed=0)
    return next_overrides(kind, config, data.task == "classification", len(data.train.x))


@pytest.mark.parametrize("name", CONFIGS)
def test_every_suggestion_can_be_trained_and_changes_something(name: str, folder: Path) -> None:
    path = str(folder / f"{name}.yaml")
    for kind in get_args(Kind):
        suggested = load_config(path, suggestion(kind, name, folder))
        assert suggested.notes == ()
        if (name, kind) != ("high polynomial", "underfit"):  # 100 is the highest there is
            assert suggested.config != load_config(path).config
        data = prepare(suggested.config.dataset, suggested.config.seed)
        problem_of(suggested.config, Encoder(data))
        if (name, kind) != ("few rows", "no validation data"):  # of three rows none can be spared
            assert kind != "no validation data" or len(data.validation) > 0


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [
        ("overfit", "mlp", ("l2=1e-2", "dropout=0.5")),
        ("overfit", "l2", ("l2=0.03", "dropout=0.5")),
        ("overfit", "l1", ("l1=0.003", "dropout=0.5")),
        ("overfit", "dropout", ("l2=1e-2", "dropout=0.7")),
        ("overfit", "much dropout", ("l2=1e-2",)),
        ("overfit", "regression", ("l2=3e-3",)),
        ("overfit", "linear", ("l2=3e-3",)),
        ("overfit", "lasso", ("l1=0.3",)),
        ("overfit", "exact", ("l2=0.2",)),
        ("overfit", "ridge", ("l2=0.3",)),
        ("overfit", "elastic net", ("elastic_net=0.003", "dropout=0.5")),
        ("overfit", "decay", ("group_lasso=0.003", "weight_decay=0.03", "dropout=0.5")),
        ("overfit", "noise", ("l2=1e-2", "dropout=0.5")),
        ("overfit", "smooth", ("l2=1e-2",)),
        ("underfit", "decay", ("group_lasso=0.0001", "weight_decay=0.001")),
        ("underfit", "noise", ("input_noise=0.01", "label_smoothing=0.01", "mixup=0.02", "swap=0.03")),
        ("underfit", "limits", ("hidden=32",)),
        ("still improving", "smooth and short", ("epochs=4",)),
        ("underfit", "mlp", ("hidden=32",)),
        ("underfit", "deep", ("hidden=16x16x16x16",)),
        ("underfit", "both penalties", ("l2=0.001", "l1=0.0001")),
        ("underfit", "dropout", ("dropout=0.05",)),
        ("underfit", "early stopping", ("hidden=32",)),
        ("underfit", "given weights", ("epochs=200",)),
        ("underfit", "linear", ("epochs=200",)),
        ("underfit", "exact", ("features.polynomial=4",)),
        ("underfit", "ridge", ("l2=0.01",)),
        ("underfit", "polynomial", ("features.polynomial=30",)),
        ("underfit", "fourier", ("features.fourier=8",)),
        ("diverged", "huge rate", ("learning_rate=0.1",)),
        ("diverged", "exact", ("seed=1",)),
        ("still improving", "mlp", ("epochs=200",)),
        ("still improving", "given order", ("epochs=6", "batch_order=none")),
        ("no validation data", "no validation", ("validation_size=0.2",)),
        ("no validation data", "no validation, all the rest", ("validation_size=0.2", "train_size=none")),
        ("no validation data", "few rows", ("epochs=200",)),  # none of three rows can be spared
        ("too noisy to say", "mlp", ("seed=1",)),
        ("too noisy to say", "few epochs", ("epochs=20",)),
        ("too noisy to say", "few measurements", ("epochs=600",)),
        ("good fit", "mlp", ("seed=1",)),
    ],
)
def test_suggestions(kind: str, name: str, expected: tuple[str, ...], folder: Path) -> None:
    assert suggestion(kind, name, folder) == expected


def test_regularization_only_ever_gets_stronger_against_overfitting(folder: Path) -> None:
    for name in CONFIGS:
        path = str(folder / f"{name}.yaml")
        before = strengths(load_config(path).config)
        after = strengths(load_config(path, suggestion("overfit", name, folder)).config)
        assert after.keys() >= before.keys()
        assert all(after[kind] >= strength for kind, strength in before.items())
        assert after != before


def strengths(config: Config) -> dict[str, float]:
    return {one.kind_name(): getattr(one, one.main) for one in config.active()}
