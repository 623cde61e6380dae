"""The command that goes on with runs, or trains them again."""

from contextlib import suppress

from regexp.collection import runs_dir_of, sweep_of
from regexp.config import Config
from regexp.errors import RegexpError
from regexp.panel import beside, command
from regexp.place import place_of
from regexp.record import RunDirectory, SweepDirectory


def again(run: RunDirectory, config: Config | None) -> list[str]:
    """Return the command that trains what is unfinished, damaged or failed; nothing without a config."""
    sweep = sweep_of(run)
    if sweep is not None:
        return swept_again(sweep)
    if config is None:
        return []
    words = () if _has_usual_name(run, config) else ("--name", run.path.absolute().name)
    return command(" Try  regexp train", (str(run.path / "config.yaml"), *words, *beside(run)))


def swept_again(sweep: SweepDirectory, *words: str) -> list[str]:
    """Return the command that trains what is missing in a sweep, with more words if given.

    Nothing where sweep.yaml is lost.
    """
    if not sweep.description.exists():
        return []
    return command(" Try  regexp sweep", (str(sweep.description), *words, *beside(sweep)))


def _has_usual_name(run: RunDirectory, config: Config) -> bool:
    """Tell whether training a config leads to this directory without being told its name."""
    with suppress(RegexpError):  # files that the config names may be gone
        return place_of(config, runs_dir_of(run), None).run.path.name == run.path.absolute().name
    return False
