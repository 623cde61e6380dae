"""What `--kind bias-variance` draws, against lines fitted by NumPy and identities that must hold."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure
from support.figures import heights, texts
from support.made_runs import made_sweep
from support.sweeps import runs_of, swept

from regexp.config import load_config
from regexp.datasets import load, prepare
from regexp.errors import ConfigError

Drawn = Callable[..., Figure]

LINE = """
name: line
dtype: float64
dataset: {kind: line, samples: 400, train_size: 12, noise: 0.5}
model: linear
optimizer: exact
"""
FLOWERS = """
name: flowers
dataset: {kind: iris, train_size: 60, split_seed: 3}
model: {kind: mlp, hidden: [8]}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 8}
"""


def trained(folder: Path, text: str, *words: str) -> Path:
    """Return a sweep over what words say."""
    (folder / "config.yaml").write_text(text)
    return swept(folder / "config.yaml", folder / "runs", *words)


def test_parts_of_least_squares_are_those_of_lines_fitted_by_numpy(tmp_path: Path, drawn: Drawn) -> None:
    """A line fits a line without bias, so that bias² estimates 0 and the variance what is left of noise."""
    sweep = trained(tmp_path, LINE, "l2=0,3", "--seeds", "8")
    figure = drawn("bias-variance", sweep)
    dataset = load_config(str(tmp_path / "config.yaml")).config.dataset
    table, splits = load(dataset), [prepare(dataset, seed).train.rows for seed in range(8)]
    low = max(table.x[rows].min() for rows in splits)
    high = min(table.x[rows].max() for rows in splits)
    grid = np.linspace(low, high, 401)
    lines = np.array([np.polyval(np.polyfit(table.x[r, 0], table.y[r, 0], 1), grid) for r in splits])
    variance = lines.var(axis=0, ddof=1)
    bias = np.square(lines.mean(axis=0) - (2 * grid + 1)) - variance / 8
    assert heights(figure, "variance")[0] == pytest.approx(variance.mean())
    assert heights(figure, "noise") == [0.25, 0.25]  # 0.5², what `noise` says
    assert heights(figure, "total")[0] == pytest.approx(bias.mean() + variance.mean() + 0.25)
    assert abs(bias.mean()) < variance.mean()
    assert heights(figure, "bias")[1] > 10 * abs(bias.mean())  # a ridge pulls the slope to 0
    where = f"from {low:.2g} to {high:.2g}"
    assert where in " ".join(texts(figure)).replace("\n", " ")


def test_on_rows_held_out_by_all_seeds_the_sum_is_the_brier_score(tmp_path: Path, drawn: Drawn) -> None:
    """mean over seeds of (p − y)² = (m − y)² + v(n − 1)/n at each row: the corrected parts add up to it."""
    sweep = trained(tmp_path, FLOWERS, "l2=0,0.1", "--seeds", "3", "--save-weights")
    figure = drawn("bias-variance", sweep)
    data = prepare(load_config(str(tmp_path / "config.yaml")).config.dataset, seed=0)
    scores = []
    for run in runs_of(sweep):
        weights = np.load(run / "last.npz")
        fitted = json.loads((run / "preprocessing.json").read_text())
        raw = load(load_config(str(tmp_path / "config.yaml")).config.dataset).x[data.validation.rows]
        x = (raw - fitted["center"]) / fitted["spread"]
        hidden = np.maximum(x @ weights["layers/0/weight"] + weights["layers/0/bias"], 0)
        logits = hidden @ weights["layers/1/weight"] + weights["layers/1/bias"]
        p = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
        scores.append(np.square(p - np.eye(3)[data.validation.y]).sum(axis=1).mean())
    expected = [np.mean(scores[:3]), np.mean(scores[3:])]
    assert heights(figure, "total") == pytest.approx(expected, rel=1e-5)
    found = " ".join(texts(figure)).replace("\n", " ")
    assert "3 seeds, which redrew init, order" in found
    assert "squared error of probabilities" in found
    assert "bias² + noise" in found
    assert "of their training rows" not in found  # the split is the same for all


def test_rows_that_only_some_seeds_hold_out_count_where_two_do(tmp_path: Path, drawn: Drawn) -> None:
    """60 of the 120 rows that are not the test's are trained on: so are half of another seed's 60."""
    text = FLOWERS.replace(", split_seed: 3", "")
    figure = drawn("bias-variance", trained(tmp_path, text, "l2=0,0.1", "--seeds", "3"))
    variance, total = heights(figure, "variance"), heights(figure, "total")
    assert all(0 < one < other < 2 for one, other in zip(variance, total, strict=True))
    assert "two seeds share 50% of their training rows: for new rows variance is larger" in texts(figure)


def test_one_seed_has_no_variance(tmp_path: Path, drawn: Drawn) -> None:
    with pytest.raises(ConfigError) as refused:
        drawn("bias-variance", made_sweep(tmp_path, axes={"l2": [0, 0.1]}))
    assert str(refused.value) == (
        "--kind bias-variance: needs at least two seeds of a setting, which differ in what they predict; "
        "try: regexp sweep CONFIG --lambda 0,1e-3,1e-2,1e-1 --seeds 10"
    )


def test_without_common_validation_rows_there_is_nothing_to_compare(tmp_path: Path, drawn: Drawn) -> None:
    text = FLOWERS.replace(", split_seed: 3", ", validation_size: 0")
    sweep = trained(tmp_path, text, "l2=0,0.1", "--seeds", "2")
    with pytest.raises(ConfigError) as refused:
        drawn("bias-variance", sweep)
    assert str(refused.value) == (
        "--kind bias-variance: no row is a validation row of two seeds, so that no prediction of it varies; "
        "use more seeds or a larger validation_size"
    )
