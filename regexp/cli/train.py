"""regexp train: one run of a config."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import draws_ascii_only, say, show

if TYPE_CHECKING:
    from regexp.datasets import Data
    from regexp.engine import Member


@app.command(context_settings={"ignore_unknown_options": True})
def train(
    config: Annotated[
        str, typer.Argument(metavar="CONFIG", help="A YAML file, or a shipped config such as digits.")
    ],
    overrides: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Settings that replace the config's.")
    ] = None,
    strength: Annotated[
        str | None, typer.Option("--lambda", metavar="λ", help="Strength of the weight penalty.")
    ] = None,
    dropout: Annotated[
        str | None, typer.Option(metavar="P", help="Probability of dropping a hidden unit.")
    ] = None,
    seed: Annotated[
        str | None, typer.Option(metavar="N", help="Draws split, weights, batches and noise.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name of the run's directory.")] = None,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
    threads: Annotated[
        int, typer.Option(min=1, help="Threads of matrix products; changes the last bits.")
    ] = 1,
    force: Annotated[bool, typer.Option("--force", help="Train again what is done already.")] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing but the run's directory.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print result.json.")] = False,
) -> None:
    """Train a config: metrics, curves and a verdict on overfitting.

    Example:  regexp train digits l2=1e-2 dropout=0.5 --seed 1
    """
    from regexp.cli.progress import LiveLine
    from regexp.config import load_config
    from regexp.outcome import rows_of_splits
    from regexp.panel import Panel, header
    from regexp.run import Request, Watcher, run

    given = {"lambda": strength, "dropout": dropout, "seed": seed, "name": name}
    options = {option: text for option, text in given.items() if text is not None}
    loaded = load_config(config, overrides or [], options)
    for note in loaded.notes:
        say(note)
    talkative = not (quiet or as_json)

    def started(member: "Member", data: "Data") -> None:
        if talkative:
            show(header(loaded.config, member.problem.widths, rows_of_splits(data)))

    with LiveLine(quiet) as line:
        watcher = Watcher(say, started, line.update)
        finished, new = run(Request(loaded.config, runs_dir, name, force, threads), watcher)
    if not new:
        say(f"{finished.path}: done already; --force trains it again")
        if talkative:
            show(header(loaded.config, finished.result["widths"], finished.result["rows"]))
    if as_json:
        show([(finished.path / "result.json").read_text(encoding="utf-8").rstrip()])
    elif quiet:
        show([str(finished.path)])
    else:
        source = str(finished.path / "config.yaml") if overrides or options else config
        show(Panel(finished, loaded.config, source).lines(plain=draws_ascii_only()))
    if new and finished.result["status"] == "diverged":
        raise typer.Exit(1)
