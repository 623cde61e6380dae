"""The Typer application that every command adds itself to."""

import typer

app = typer.Typer(
    name="regexp",
    help="Regularization experiments: see, measure and trust overfitting, from the shell.\n\n"
    "Start with:  regexp train digits",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
