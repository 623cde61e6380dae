"""regexp list: the runs and sweeps that there are."""

from pathlib import Path
from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import say, show


@app.command("list")
def list_runs(
    condition: Annotated[
        str | None,
        typer.Option(
            "--filter", metavar="EXPR", help="Only what has runs that fit: 'l2 > 1e-4 and seed < 3'."
        ),
    ] = None,
    sort: Annotated[
        str | None,
        typer.Option(
            metavar="KEY", help="By a column, setting or metric, best or smallest first; -KEY turns it round."
        ),
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, metavar="N", help="Only the first N.")] = None,
    only_changed: Annotated[
        bool, typer.Option("--only-changed", help="Show the settings in which runs differ.")
    ] = False,
    columns: Annotated[
        str | None, typer.Option(metavar="A,B,...", help="Show these settings, metrics or properties.")
    ] = None,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_md: Annotated[bool, typer.Option("--md", help="Print Markdown.")] = False,
) -> None:
    """List runs and sweeps, newest first: data, model, state, best metric.

    Only result.json is checked for damage here; show RUN checks all files. For --filter and --csv, age is in
    seconds.

    Example:  regexp list --filter 'l2 > 1e-3 and seed < 3' --sort best
    """
    from regexp.formats import format_of
    from regexp.listing import Request, report

    kind = format_of({"csv": as_csv, "json": as_json, "md": as_md})
    names = tuple(word.strip() for word in columns.split(",") if word.strip()) if columns else ()
    request = Request(runs_dir, condition, sort, top, names, only_changed)
    text, problems = report(request, kind)
    for problem in problems:
        say(problem)
    show(text)
    if problems:
        raise typer.Exit(1)
