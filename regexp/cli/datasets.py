"""regexp datasets: what there is to learn from."""

from regexp.cli.app import app


@app.command()
def datasets() -> None:
    """List the kinds of data sets with their sizes.

    Example:  regexp datasets
    """
    from regexp.datasets import catalogue
    from regexp.tables import print_table

    rows = [tuple(str(value) for value in entry) for entry in catalogue()]
    print_table(("kind", "rows", "inputs", "task", "what it is"), rows)
