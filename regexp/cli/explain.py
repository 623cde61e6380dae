"""regexp explain: what a component does."""

from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import show


@app.command()
def explain(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="For example l2, dropout, adam, digits.")
    ] = None,
) -> None:
    """Explain a regularizer, optimizer, loss, data set …: formula, fields, source; all kinds without KIND.

    Example:  regexp explain l2
    """
    from regexp.explain import explain as explained
    from regexp.explain import overview
    from regexp.tables import print_table

    if kind is None:
        print_table(("in a config", "kinds"), overview())
    else:
        show(explained(kind))
