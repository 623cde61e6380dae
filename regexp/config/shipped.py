"""Where configs are found: files, and the examples that come with regexp."""

import os
from pathlib import Path

import regexp
from regexp.errors import ConfigError, did_you_mean

SUFFIXES = (".yaml", ".yml")


def shipped_folder() -> Path:
    """Return the folder of shipped configs: inside an installed package, beside it in a checkout."""
    package = Path(regexp.__file__).parent
    inside = package / "configs"
    return inside if inside.is_dir() else package.parent / "configs"


def shipped_names() -> list[str]:
    """Return the names that `regexp train NAME` knows: digits, textbook/line, …"""
    folder = shipped_folder()
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.yaml"))


def find_config(source: str) -> Path:
    """Return the path of a config that is a file or a shipped name; raises ConfigError."""
    path, is_folder = Path(source), os.path.isdir(source)
    if os.path.exists(source) and not is_folder:
        return path
    if source in shipped_names():
        return shipped_folder() / f"{source}.yaml"
    if is_folder:
        raise ConfigError(f"{source}: is a folder; give a config file{_inside(path)}")
    raise ConfigError(f"{source}: no such file or shipped config{_hint(path, source)}")


def _inside(folder: Path) -> str:
    """Return which config in a folder was probably meant."""
    found = _configs_in(folder)
    return f" such as {found[0]}" if found else ""


def _hint(path: Path, source: str) -> str:
    """Return the file or shipped config whose name is nearest, or the shipped ones."""
    files = _configs_in(path.parent) if os.path.isdir(path.parent) else []
    close = did_you_mean(source, [*map(str, files), *shipped_names()])
    return close or f"; shipped are {', '.join(shipped_names())}"


def _configs_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
