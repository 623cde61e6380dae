"""regexp config: what a config means, before anything is trained."""

import json
from typing import Annotated

import typer

from regexp.cli.app import app
from regexp.cli.terminal import say, show


@app.command(context_settings={"ignore_unknown_options": True})
def config(
    source: Annotated[
        str | None, typer.Argument(metavar="CONFIG", help="A YAML file, or a shipped config.")
    ] = None,
    overrides: Annotated[
        list[str] | None, typer.Argument(metavar="KEY=VALUE", help="Settings that replace the config's.")
    ] = None,
    resolved: Annotated[
        bool, typer.Option("--resolved", help="With every default written out (the default).")
    ] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Only what differs from the defaults.")] = False,
    schema: Annotated[bool, typer.Option("--schema", help="The JSON Schema, for editors.")] = False,
) -> None:
    """Check a config and print what it means.

    Example:  regexp config digits l2=1e-2 --diff
    """
    from regexp.config import changed, json_schema, load_config, to_yaml
    from regexp.config.writer import write_yaml

    if schema:
        show([json.dumps(json_schema(), indent=2)])
        return
    if source is None:
        raise typer.BadParameter("give a config, for example: regexp config digits")
    loaded = load_config(source, overrides or [])
    for note in loaded.notes:
        say(note)
    if diff:
        show(write_yaml(changed(loaded.config)).splitlines())
    else:
        show([to_yaml(loaded.config, None).rstrip()])
