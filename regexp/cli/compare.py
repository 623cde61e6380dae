"""regexp compare: which setting generalizes better, and whether the difference is real."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from regexp.cli.app import app
from regexp.cli.terminal import draws_ascii_only, say, show


@app.command()
def compare(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="TARGET", help="Sweeps, settings, runs: paths, names, globs; or last."),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="KEYS", help="One row a value; the best of the others within.")
    ] = None,
    metric: Annotated[
        str | None, typer.Option(metavar="M", help="What to compare by, such as accuracy.")
    ] = None,
    at: Annotated[
        Literal["best", "last"], typer.Option(help="The epoch that is tested and sorted by.")
    ] = "best",
    baseline: Annotated[
        str | None,
        typer.Option(
            metavar="SETTING",
            help="l2=0,dropout=0, an arm or a path; default: no regularization.",
            show_default=False,
        ),
    ] = None,
    over: Annotated[
        Literal["dataset"] | None, typer.Option(help="One row a data set, ranks over data sets.")
    ] = None,
    ci: Annotated[float, typer.Option(metavar="PERCENT", help="Confidence of intervals and tests.")] = 95.0,
    significance: Annotated[
        Literal["paired", "permutation", "welch", "none"],
        typer.Option(help="The test: t on paired seeds, sign flips, Welch's t."),
    ] = "paired",
    filter: Annotated[
        str | None, typer.Option(metavar="EXPR", help="Only runs that fit, such as 'l2 > 0'.")
    ] = None,
    sort: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="A key, best, last, change, p …; -COLUMN reverses.")
    ] = None,
    top: Annotated[int | None, typer.Option(min=1, metavar="N", help="Show so many rows.")] = None,
    show_test: Annotated[
        bool, typer.Option("--show-test", help="Open the sealed test set; each look is counted.")
    ] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Every row and digit, for programs.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The same as JSON.")] = False,
    as_md: Annotated[bool, typer.Option("--md", help="As Markdown.")] = False,
    as_latex: Annotated[bool, typer.Option("--latex", help="As LaTeX.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there: .csv, .json, .md, .tex or text."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the file of --output.")] = False,
    runs_dir: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
) -> None:
    """Compare settings: which generalizes better, and is it real? The newest sweep without TARGET.

    Example:  regexp compare --by dropout
    """
    from regexp.comparison import Request, compared, confidence_of, targets_of
    from regexp.formats import Format, format_of
    from regexp.record import check_output, write_output

    if output is not None:
        check_output(output, force)
    flags: dict[Format, bool] = {"csv": as_csv, "json": as_json, "md": as_md, "latex": as_latex}
    request = Request(
        targets=targets_of(targets or (), runs_dir),
        runs_dir=runs_dir,
        metric=metric,
        at=at,
        baseline=baseline,
        by=tuple(by.split(",")) if by else (),
        over=over,
        confidence=confidence_of(ci),
        significance=significance,
        filter=filter,
        sort=sort,
        top=top,
        show_test=show_test,
    )
    outcome = compared(request, format_of(flags, output), say, output is None and draws_ascii_only())
    if output is None:
        show(outcome.lines)
    else:
        write_output(output, "".join(f"{line}\n" for line in outcome.lines), force)
    if outcome.is_troubled:
        raise typer.Exit(1)
