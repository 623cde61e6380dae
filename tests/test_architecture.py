"""The layers of the package: imports go downwards only, and each heavy library has one home."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "regexp"

ROWS = [
    ["errors", "spec"],
    ["streams", "history", "numerics", "interruption"],
    ["context"],
    ["draws", "activations", "losses", "metrics", "schedules", "initializations", "normalizations"],
    ["datasets", "optimizers", "regularizers", "models"],
    ["config", "engine"],
    ["grid"],
    ["record"],
    ["collection", "statistics"],
    ["analysis", "plots"],
    ["describe", "given", "advice", "explain", "doctor", "tables", "formats"],
    ["assembly", "place"],
    ["outcome", "sources"],
    ["pictures", "panel", "summary", "equivalents"],
    ["training"],
    ["run", "retraining"],
    ["comparison", "gallery", "listing", "opened", "showing"],
    ["sweep", "sklearn"],
    ["cli"],
]
"""From the bottom to the top; a module may import what stands in a lower row, or its own package."""

HOMES = {
    "typer": {"cli"},
    "rich": {"cli", "tables"},
    "matplotlib": {"plots"},
    "yaml": {"config", "record"},
    "sklearn": {"datasets", "sklearn"},
    "distributed": {"sweep"},
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Return the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            if node.module == "regexp":
                yield from (f"regexp.{name.name}" for name in node.names)


def home(path: Path) -> str:
    """Return the module or package of a file: the name that stands in ROWS."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def row(name: str) -> int:
    return next(i for i, names in enumerate(ROWS) if name in names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_downwards(path: Path) -> None:
    own = home(path)
    if own in ("__init__", "__main__"):
        return
    for module in imports(path):
        parts = module.split(".")
        if parts[0] == "regexp" and len(parts) > 1 and parts[1] not in (own, "__version__"):
            assert row(parts[1]) < row(own), f"{own} must not import {module}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_heavy_library_has_one_home(path: Path) -> None:
    for module in imports(path):
        top = module.split(".")[0]
        assert home(path) in HOMES.get(top, {home(path)}), f"{module} belongs into {HOMES[top]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


def test_every_module_stands_in_a_row() -> None:
    names = {home(path) for path in MODULES} - {"__init__", "__main__"}
    assert names == {name for names in ROWS for name in names}
