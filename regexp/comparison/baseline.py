"""What the other settings are compared with: those without regularization, or what is asked for."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from regexp.analysis.choices import regularizers, unregularized
from regexp.collection import value_at
from regexp.collection.filter import fact_name
from regexp.comparison.entries import Entry
from regexp.errors import ConfigError, did_you_mean
from regexp.record import CellDirectory, RunDirectory, Setting, SweepDirectory, setting_in_words
from regexp.summary.naming import settings_in_words
from regexp.summary.wording import short_key


def regularizers_of(entry: Entry) -> set[str]:
    """Return the kinds of regularizers that any run of a setting has, or could have had picked."""
    return {kind for run in entry.pool or entry.runs for kind in regularizers(run.settings)}


def plain(entries: Sequence[Entry], keys: Sequence[str]) -> list[Entry]:
    """Return the settings that have none of the regularizers in which they differ; none where none do."""
    flags = unregularized([regularizers_of(entry) for entry in entries], keys)
    return [entry for entry, is_plain in zip(entries, flags, strict=True) if is_plain]


def candidates(entries: Sequence[Entry], keys: Sequence[str], asked: str | None) -> list[Entry]:
    """Return what may be the baseline: of several that are asked for, those without regularization.

    Raises ConfigError where nothing is what is asked for.
    """
    found = plain(entries, keys)
    if asked is None:
        return found
    meant = asked_for(entries, keys, asked)
    return [entry for entry in meant if any(entry is one for one in found)] or meant


def lacking(entries: Sequence[Entry], keys: Iterable[str]) -> str:
    """Return why there is no baseline, and the option that names one, as the start of a sentence."""
    kinds = [regularizers_of(entry) for entry in entries]
    differ = any(key.startswith("regularization.") for key in keys) or any(of != kinds[0] for of in kinds)
    why = (
        "No setting here is without regularization"
        if differ
        else "The settings don't differ in regularization"
    )
    return f"{why}; --baseline SETTING"


def asked_for(entries: Sequence[Entry], keys: Sequence[str], text: str) -> list[Entry]:
    """Return the settings that `--baseline` may mean: by the name of an arm, a path, or as `l2=0,dropout=0`.

    `no regularization` is what a setting is called that has none of several regularizers.

    Raises ConfigError where there is none.
    """
    found = [entry for entry in entries if entry.settings.get("arm") == text]
    found = found or [entry for entry in entries if _name(entry) == text]
    if not found and is_target(Path(text)):
        folder = Path(text).resolve()
        found = [entry for entry in entries if _is_in(entry, folder)]
    elif not found and "=" in text:
        wanted = dict(_parted(part, keys) for part in text.split(","))
        found = [entry for entry in entries if _fits(entry, wanted)]
    if not found:
        raise ConfigError(f"--baseline {text}: {_nothing_like(text, entries)}")
    return found


def is_target(path: Path) -> bool:
    """Tell whether a path is a run, a setting or a sweep, and no other folder."""
    folder = path.resolve()
    return RunDirectory(folder).is_run or CellDirectory(folder).is_cell or SweepDirectory(folder).is_there


def _is_in(entry: Entry, folder: Path) -> bool:
    """Tell whether a run of a setting stands in a folder, or is it."""
    return any(run.directory.path.resolve().is_relative_to(folder) for run in entry.runs)


def _parted(part: str, keys: Sequence[str]) -> tuple[str, str]:
    """Return the full name of a key in which settings differ, and the value that is asked for."""
    word, _, value = part.partition("=")
    return full_key(word.strip(), keys, "--baseline"), value.strip()


def full_key(word: str, keys: Sequence[str], option: str) -> str:
    """Return the full name of a key in which settings differ; raises ConfigError where a word means none."""
    names = {name: key for key in keys for name in (key, short_key(key), key.rpartition(".")[2])}
    if word in names:
        return names[word]
    with suppress(ConfigError):
        if (name := fact_name(word)) in keys:
            return name
    known = [short_key(key) for key in keys]
    what = f"they differ in {', '.join(known)}" if known else "there is only one setting"
    raise ConfigError(f"{option} {word}: settings don't differ in that{did_you_mean(word, known)}; {what}")


def _fits(entry: Entry, wanted: dict[str, str]) -> bool:
    return all(_is_same(value_at(entry.settings, key), text) for key, text in wanted.items())


def _is_same(value: Setting, text: str) -> bool:
    """Tell whether a value is what a text says: 0.001 is 1e-3."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return float(text) == value
        except ValueError:
            return False
    return (setting_in_words(value) or "none") == text


def _nothing_like(text: str, entries: Sequence[Entry]) -> str:
    """Return that nothing here is so, and how the first few settings are written."""
    names = [_name(entry) for entry in entries]
    shown = ", ".join(names[:3]) + (", …" if len(names) > 3 else "")
    return f"is none of the settings compared{did_you_mean(text, names)}; give one such as {shown}"


def _name(entry: Entry) -> str:
    """Return how a setting is given: an arm by its name."""
    if "arm" in entry.settings:
        return str(entry.settings["arm"])
    return ",".join(settings_in_words(entry.settings)) or "a path"
