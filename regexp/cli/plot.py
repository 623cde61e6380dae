"""regexp plot: a picture of runs or sweeps."""

from pathlib import Path
from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import say, show
from regexp.gallery.descriptions import DESCRIPTIONS

KINDS = "\n".join(f"  {name:17} {sentence}" for name, sentence in DESCRIPTIONS.items())


@app.command(epilog=f"\b\nKinds of pictures; without --kind the one that suits the runs:\n{KINDS}")
def plot(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET...", help="Sweeps, settings, runs: paths, names, globs; or last."),
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="What to draw; see below.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="A .png, .svg or .pdf; default: NAME-KIND.png, here."
        ),
    ] = None,
    metric: Annotated[
        str | None,
        typer.Option(metavar="M", help="What to draw, such as accuracy.", show_default="the monitored one"),
    ] = None,
    slide: Annotated[bool, typer.Option("--slide", help="Large type on 16:9, for a projector.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that is no such picture.")] = False,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
) -> None:
    """Draw runs or sweeps, the newest without TARGET, and print the picture's path.

    Example:  regexp plot --kind heatmap -o digits.png
    """
    from regexp.collection import collect, find_all
    from regexp.gallery.draw import Wish, draw

    collection = collect(find_all(targets or ["last"], runs_dir))
    for problem in collection.problems:
        say(problem)
    path, unread = draw(collection, Wish(kind, output, slide, force, metric), say)
    for problem in unread:
        say(problem)
    show([str(path)])
    if collection.problems or unread:
        raise typer.Exit(1)
