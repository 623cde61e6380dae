"""regexp show: a run, a setting, or a sweep that was trained before."""

from pathlib import Path
from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import draws_ascii_only, say
from regexp.cli.terminal import show as print_lines


@app.command()
def show(
    target: Annotated[
        str | None,
        typer.Argument(
            metavar="TARGET", help="Path, name or glob of a run, a sweep, or one setting of it; or last."
        ),
    ] = None,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
    as_json: Annotated[bool, typer.Option("--json", help="Print the results as JSON.")] = False,
) -> None:
    """Show a run: curves, verdict, weights, settings, files; of a sweep what it found.

    Without TARGET the newest run or sweep; of one setting (runs/SWEEP/cells/SETTING) the mean over its seeds.

    Example:  regexp show last
    """
    from regexp.collection import find
    from regexp.showing import exported, shown

    found = find(target, runs_dir, say)
    seen = exported(found) if as_json else shown(found, plain=draws_ascii_only())
    for problem in seen.problems:
        say(problem)
    print_lines(seen.lines)
    if seen.problems or not seen.is_whole:
        raise typer.Exit(1)
