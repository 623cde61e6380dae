"""A warning names the line of whoever called, also where its folder's name begins like the package's."""

import warnings
from pathlib import Path

import regexp
from regexp.opened.telling import tell


def test_a_folder_beside_the_package_is_not_the_package() -> None:
    neighbour = f"{Path(regexp.__file__).parent}-study/analysis.py"
    names = {"tell": tell}
    exec(compile("def ask():\n    tell('hello')\n", neighbour, "exec"), names)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        names["ask"]()
    assert [(Path(one.filename), one.lineno, str(one.message)) for one in told] == [
        (Path(neighbour), 2, "hello")
    ]
