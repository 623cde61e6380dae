"""Runs of a sweep as its table has them, made up."""

from itertools import product

from regexp.record import Setting, SweepRow

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"


def run(settings: dict[str, Setting], seed: int, validation: float | None, **more: object) -> SweepRow:
    """A run whose training loss is 0.1, whose best epoch is 10 + seed, and whose accuracy is 1 − loss."""
    cell = ",".join(f"{axis}={value}" for axis, value in settings.items())
    measured = {"epoch": 10 + seed, "train_loss": 0.1, "validation_loss": validation}
    if validation is not None:
        measured |= {"train_accuracy": 0.99, "validation_accuracy": 1 - validation}
    given = {"status": "completed", "best": measured} | more
    return SweepRow(cell=cell, settings=settings, seed=seed, path=f"cells/{cell}/seed={seed}", **given)


def grid(axes: dict[str, list[Setting]], losses: list[list[float]]) -> list[SweepRow]:
    """The runs of a product of axes: `losses` has the validation losses of each cell's seeds."""
    cells = [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]
    of_cells = zip(cells, losses, strict=True)
    return [run(cell, seed, loss) for cell, of in of_cells for seed, loss in enumerate(of)]
