"""Drawing one picture of a collection: which kind suits it, what of it can be read, where it goes."""

from dataclasses import dataclass, replace
from pathlib import Path

from regexp.collection import Collection, FinishedRun
from regexp.errors import ConfigError, FileError, did_you_mean
from regexp.gallery.cells import names_of
from regexp.gallery.kinds import DRAWS, FROM_RESULTS
from regexp.gallery.learning_curve import SIZE
from regexp.gallery.metric import check_validation, watching
from regexp.gallery.surveys import name_of, survey
from regexp.history import History
from regexp.place import Say
from regexp.plots.figures import FORMATS, is_ours
from regexp.plots.overview import Form, form_of
from regexp.plots.paper import PAGE, SLIDE, on
from regexp.record import DamagedFile

KINDS_OF_FORMS: dict[Form, str] = {"lines": "validation-curve", "maps": "heatmap", "rows": "ranking"}


@dataclass(frozen=True)
class Wish:
    """How runs are to be drawn.

    Without a `kind` it is the one that suits them, without a `path` a PNG in the current folder. A `slide`
    has large type. With `force` a file that is no picture of ours is overwritten. `metric` is drawn instead
    of the one that the runs monitored.
    """

    kind: str | None = None
    path: Path | None = None
    slide: bool = False
    force: bool = False
    metric: str | None = None


def draw(collection: Collection, wish: Wish, say: Say) -> tuple[Path, list[str]]:
    """Draw runs and return the picture's path, and a sentence for each run whose curves can't be read.

    Raises ConfigError where a kind, format or metric is unknown or does not fit the runs, FileError where
    the file can't be written.
    """
    _check(wish)
    if not collection.runs:
        raise ConfigError(f"{name_of(collection)}: holds no finished runs to draw")
    if wish.metric:
        collection = watching(collection, wish.metric)
    kind = wish.kind or default_kind(collection)
    check_validation(collection.runs, kind)
    path = wish.path or Path(f"{name_of(collection).replace(' ', '-')}-{kind}.png")
    if path.exists() and not (wish.force or is_ours(path)):
        raise ConfigError(f"{path}: is no picture of regexp's; choose another name or give --force")
    shown, problems = (collection, []) if kind in FROM_RESULTS else _readable(collection)
    try:
        with on(SLIDE if wish.slide else PAGE):
            unused = DRAWS[kind](shown, path, say) or ()
    except OSError as error:
        raise FileError(f"{path}: cannot be written: {error.strerror or error}") from error
    return path, [*problems, *unused]


def default_kind(collection: Collection) -> str:
    """Return the kind that suits what runs differ in."""
    names = names_of(collection)
    if not names:
        is_once = len(collection.runs) > 1 and all(run.result["epochs"] == 1 for run in collection.runs)
        return "ranking" if is_once else "curves"
    if names == (SIZE,):
        return "learning-curve"
    if names == ("model.hidden",):
        return "capacity"
    return KINDS_OF_FORMS[form_of(survey(collection, names))]


def _check(wish: Wish) -> None:
    if wish.kind is not None and wish.kind not in DRAWS:
        raise ConfigError(
            f"--kind {wish.kind}: no such kind{did_you_mean(wish.kind, DRAWS)}; there are {', '.join(DRAWS)}"
        )
    if wish.path is not None and wish.path.suffix.lower() not in FORMATS:
        raise ConfigError(f"{wish.path}: the ending names no format; accepted are {', '.join(FORMATS)}")


def _readable(collection: Collection) -> tuple[Collection, list[str]]:
    """Return the collection without the runs whose curves are damaged, and what is wrong with these.

    Raises DamagedFile where no run is left.
    """
    found = [_curves(run) for run in collection.runs]
    problems = [problem for problem in found if isinstance(problem, str)]
    whole = [run for run, of in zip(collection.runs, found, strict=True) if isinstance(of, History)]
    if not whole:
        raise DamagedFile(problems[0])
    return replace(collection, runs=tuple(whole)), problems


def _curves(run: FinishedRun) -> History | str:
    """Return a run's curves, or why they can't be read."""
    try:
        return run.history
    except DamagedFile as error:
        return str(error)
