"""regexp explain: what a component does."""

from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import say, show


@app.command()
def explain(
    kind: Annotated[
        str | None, typer.Argument(metavar="KIND", help="For example l2, dropout, adam, digits.")
    ] = None,
    config: Annotated[
        str | None, typer.Argument(metavar="CONFIG", help="With --as: what the numbers are for.")
    ] = None,
    overrides: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Settings that replace the config's.")
    ] = None,
    tool: Annotated[
        str | None, typer.Option("--as", metavar="TOOL", help="The same in sklearn, keras, torch or glmnet.")
    ] = None,
    value: Annotated[
        float | None, typer.Option(metavar="NUMBER", help="With --as: a value there; which is ours?")
    ] = None,
) -> None:
    """Explain a regularizer, optimizer, loss, data set …: formula, fields, source; all kinds without KIND.

    --as says which value in another tool equals ours, and the reverse; with CONFIG, in numbers.

    Example:  regexp explain l2 digits l2=0.01 --as torch
    """
    from regexp.config import load_config
    from regexp.equivalents import elsewhere, equivalents
    from regexp.explain import explain as explained
    from regexp.explain import overview
    from regexp.tables import print_table

    if kind is None or tool is None:
        if tool or config or value is not None:
            missing = "give a kind, for example: regexp explain l2 --as sklearn"
            raise typer.BadParameter("CONFIG and --value go with --as" if kind else missing)
        if kind is None:
            print_table(("in a config", "kinds"), overview())
        else:
            show([*explained(kind), *elsewhere(kind)])
        return
    loaded = load_config(config, overrides or []) if config else None
    for note in loaded.notes if loaded else ():
        say(note)
    show(equivalents(kind, tool, loaded.config if loaded else None, value))
