"""regexp show: a run that was trained before."""

from pathlib import Path
from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import draws_ascii_only
from regexp.cli.terminal import show as print_lines


@app.command()
def show(
    target: Annotated[
        str | None, typer.Argument(metavar="TARGET", help="A run's path, name or glob, or last.")
    ] = None,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
) -> None:
    """Show a run: curves, verdict, settings, files; the newest without TARGET.

    Example:  regexp show last
    """
    from regexp.config import changed, load_config
    from regexp.panel import Panel, header, settings
    from regexp.record import find_run

    run = find_run(target, runs_dir)
    path = str(run.path / "config.yaml")
    config = load_config(path).config
    first = header(config, run.result["widths"], run.result["rows"])
    panel = Panel(run, config, path).lines(draws_ascii_only())
    print_lines([*first, *panel, *settings(changed(config))])
