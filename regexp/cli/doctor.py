"""regexp doctor: is this installation sound?"""

from regexp.cli.app import app


@app.command()
def doctor() -> None:
    """Show versions, BLAS kernel and threads, and train a tiny network.

    Example:  regexp doctor
    """
    from regexp.datasets import cache_folder
    from regexp.doctor import findings
    from regexp.tables import print_table

    print_table(("what", "here"), findings(str(cache_folder())))
