"""regexp sweep: every combination of settings and seeds."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from regexp.cli.app import app
from regexp.cli.terminal import say, show


@app.command(context_settings={"ignore_unknown_options": True})
def sweep(
    config: Annotated[
        str, typer.Argument(metavar="CONFIG", help="A YAML file, or a shipped config such as digits.")
    ],
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="KEY=V1,V2,...",
            help="Values: a=0,1e-3 or a=log:1e-5:1:11 or a=lin:0:0.8:5; one value changes the config. "
            "@points.csv has a setting a row.",
        ),
    ] = None,
    strength: Annotated[
        str | None, typer.Option("--lambda", metavar="λ,...", help="Strengths of the penalty, or auto.")
    ] = None,
    dropout: Annotated[
        str | None, typer.Option(metavar="P,...", help="Probabilities of dropping a hidden unit.")
    ] = None,
    seeds: Annotated[
        str | None, typer.Option(metavar="N|A:B", help="N seeds from the config's on, or A to B-1.")
    ] = None,
    zipped: Annotated[bool, typer.Option("--zip", help="Pair values instead of crossing them.")] = False,
    plan: Annotated[bool, typer.Option("--plan", help="Show what would be trained, and how long.")] = False,
    max_runs: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Refuse more runs than this.", show_default="10000"),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Processes; default: the cores it may use.")
    ] = None,
    on_error: Annotated[
        Literal["continue", "stop"], typer.Option(help="What to do when a run fails.")
    ] = "continue",
    shard: Annotated[
        str | None,
        typer.Option(metavar="K/N|slurm", help="Train part K (from 0) of N, or a job array's part."),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Train on Dask: tcp://HOST:PORT, or local:4 for 4 workers."),
    ] = None,
    save_weights: Annotated[bool, typer.Option("--save-weights", help="Keep best.npz and last.npz.")] = False,
    name: Annotated[str | None, typer.Option(help="Name of the sweep's directory.")] = None,
    runs_dir: Annotated[Path | None, typer.Option(help="Where runs are kept.", show_default="runs")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the rows of results.csv as JSON.")] = False,
) -> None:
    """Train every combination of settings and seeds that is not there yet.

    Example:  regexp sweep digits --lambda 0,1e-3,1e-2 --dropout 0,0.5 --seeds 5
    """
    from regexp.cli.sweep_display import SweepDisplay
    from regexp.errors import ConfigError
    from regexp.sweep import (
        MOST_RUNS,
        Outlook,
        Request,
        Watcher,
        planned,
        prepare,
        report,
        report_in_json,
        scheduler_of,
        shard_of,
        usable_cores,
    )
    from regexp.sweep import sweep as train_all

    if plan and as_json:
        raise ConfigError("--plan --json: the plan is a text for people; leave one of the two out")
    if jobs and scheduler:
        raise ConfigError(f"--jobs {jobs}: --scheduler {scheduler} has its own workers; give one of the two")
    given = {"lambda": strength, "dropout": dropout, "seeds": seeds, "name": name}
    request = Request(
        source=config,
        words=words or (),
        options={option: text for option, text in given.items() if text is not None},
        zipped=zipped,
        runs_dir=runs_dir,
        most_runs=max_runs or MOST_RUNS,
        jobs=jobs or usable_cores(),
        on_error=on_error,
        shard=(0, 1) if shard is None else shard_of(shard),
        scheduler=None if scheduler is None else scheduler_of(scheduler),
        weights=save_weights,
    )
    prepared = prepare(request, say)
    if plan:
        show(planned(prepared))
        return
    with SweepDisplay(quiet=as_json) as display:

        def appear(outlook: Outlook) -> None:
            """Hand over what the display asks for one by one."""
            cells, epochs, monitor = outlook.cells, outlook.epochs, outlook.monitor
            display.planned(outlook.axes, cells, outlook.seeds, outlook.done, epochs, monitor, outlook.runs)

        watcher = Watcher(display.say, appear, display.progressed, display.resumed, display.finished)
        finished = train_all(prepared, watcher)
    show(report_in_json(finished) if as_json else report(finished))
    if finished.troubled:
        raise typer.Exit(1)
