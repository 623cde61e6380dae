"""Made-up sweeps that `regexp compare` has something to say about, one for each kind of answer."""

from pathlib import Path
from typing import Any

from support.made_runs import made_run, made_sweep

SHARED = (0.020, -0.010, 0.005, -0.020, 0.015)
"""What each seed adds to the loss of every setting, as its split is harder or easier."""
OWN = (0.002, -0.001, 0.003, -0.004, 0.000)
"""What each seed adds to the loss of settings with some regularizer."""
STRENGTH, RATE = "regularization.l2.strength", "regularization.dropout.rate"
NOISE = {"settings": {"dataset.label_noise": 0.1}, "rows": {"flipped": 40}}


def falling(best: float, last: float, learned: float, shift: float = 0.0) -> dict[str, Any]:
    """A history of 20 epochs: down to its best at the tenth, then up to its last; labels learned by then."""
    down = [2.0 - (2.0 - best) * step / 9 for step in range(10)]
    up = [best + (last - best) * (step + 1) / 10 for step in range(10)]
    memorized = [learned * epoch / 20 for epoch in range(1, 21)]
    return {"history": {"validation_loss": [loss + shift for loss in down + up], "memorized": memorized}}


def two_axes(runs_dir: Path) -> None:
    """Dropout helps for sure, a little l2 as well; much l2 underfits."""

    def losses(settings: dict[str, Any], seed: int) -> dict[str, Any]:
        strength, rate = settings[STRENGTH], settings[RATE]
        shift = SHARED[seed] + (OWN[seed] if rate else 0) - (OWN[seed - 1] if strength else 0)
        if strength == 1:
            return falling(2.1, 2.2, 0.05, shift + OWN[seed - 2])
        best = 0.40 - 0.10 * bool(rate) - 0.01 * bool(strength)
        return falling(best, best + (0.02 if rate else 0.15), 0.5 if rate else 1.0, shift)

    made_sweep(runs_dir, axes={"l2": [0, 0.01, 1], "dropout": [0, 0.5]}, losses=losses, seeds=5, **NOISE)


def arms(runs_dir: Path) -> None:
    """One arm of three points, one of one, and no regularization."""
    axes = {"arms": {"none": {}, "decay": {"l2": [0.001, 0.01]}, "dropout": {"dropout": 0.5}}}
    levels = {"none": 0.40, "decay": 0.35, "dropout": 0.36}

    def losses(settings: dict[str, Any], seed: int) -> float:
        chosen = 0.01 if seed < 3 else 0.001
        luck = 0.0 if settings.get(STRENGTH, chosen) == chosen else 0.02
        own = {"none": 0.0, "decay": OWN[seed], "dropout": OWN[seed - 1]}
        return levels[settings["arm"]] + luck + SHARED[seed] + own[settings["arm"]]

    made_sweep(runs_dir, axes=axes, losses=losses, seeds=5)


def one_seed_and_trouble(runs_dir: Path) -> None:
    """One seed; a setting diverged, one failed, one is not finished."""
    losses: list[list[Any]] = [
        [0.50],
        [0.45],
        [{"best": {"validation_loss": 0.2}, "status": "diverged"}],
        [{"status": "failed"}],
        [None],
    ]
    made_sweep(runs_dir, axes={"l2": [0, 0.01, 0.1, 1, 10]}, losses=losses, seeds=1)


def many_long_keys(runs_dir: Path) -> None:
    """Settings that don't fit beside their numbers, of runs that belong to no sweep."""
    for place in range(4):
        settings = {
            "model.hidden": (256, 256, 256 + place),
            "optimizer.learning_rate": (1 + place) / 1000,
            "optimizer.batch_size": 16 * (1 + place),
            "dataset.label_noise": place / 20,
            STRENGTH: place / 10_000,
            RATE: place / 10,
        }
        for seed in range(3):
            best = {"validation_loss": 0.4 - 0.01 * place + SHARED[seed] + 0.001 * place * seed}
            made_run(runs_dir / f"run-{place}-{seed}", settings=settings, seed=seed, best=best)


def several_data_sets(runs_dir: Path) -> None:
    """Settings on two data sets, whose losses can't be compared."""
    axes = {"dataset": ["iris", "wine"], "l2": [0, 0.01]}
    losses = [[0.30, 0.32], [0.25, 0.29], [0.10, 0.12], [0.11, 0.12]]
    made_sweep(runs_dir, axes=axes, losses=losses, seeds=2)
