"""The files of a run, with a word on each."""

from regexp.record import RunDirectory

WORDS = {
    "config.yaml": "settings",
    "metrics.csv": "every epoch",
    "curves.png": "picture",
    "result.json": "summary",
    "best.npz": "best weights",
    "last.npz": "last weights",
    "preprocessing.json": "scaling",
    "test.json": "sealed",
    "checkpoint.npz": "unfinished",
    "failure.json": "reason",
}
NAME, WORD = 20, 14


def files_of(run: RunDirectory) -> list[str]:
    """Return where a run's files are, and those that are there, two a line."""
    there = [f"{name:<{NAME}}{word:<{WORD}}" for name, word in WORDS.items() if (run.path / name).is_file()]
    pairs = [there[start : start + 2] for start in range(0, len(there), 2)]
    return [f" {run.path}/", *(f"   {''.join(pair)}".rstrip() for pair in pairs)]
