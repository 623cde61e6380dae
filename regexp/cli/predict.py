"""regexp predict: what a trained run makes of new rows."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from regexp.cli.app import app
from regexp.cli.terminal import say, show


@app.command()
def predict(
    run: Annotated[str, typer.Argument(metavar="RUN", help="A run's path, name or glob, or last.")],
    file: Annotated[str, typer.Argument(metavar="FILE.csv", help="Rows with the run's inputs by name.")],
    probabilities: Annotated[
        bool, typer.Option("--probabilities", help="Add the probability of each class.")
    ] = False,
    at: Annotated[Literal["best", "last"], typer.Option(help="Epoch whose weights predict.")] = "best",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there, not to the terminal.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --output.")] = False,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
) -> None:
    """Predict the rows of a CSV file with a trained run; print a CSV line for each.

    Inputs are found by the names in the first line and scaled as the training rows were; other columns,
    such as the target, are left alone.

    Example:  regexp predict last flowers.csv --probabilities
    """
    from regexp.opened import opened_run, predicted
    from regexp.record import check_output, write_output

    if output is not None:
        check_output(output, force)
    table = predicted(opened_run(run, runs_dir, say), file, at, probabilities)
    if output is None:
        show([table.removesuffix("\n")])
    else:
        write_output(output, table, force)
