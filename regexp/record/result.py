"""result.json: what a finished run has to say, and whether a file says it."""

from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict  # on Python 3.11 pydantic can't read typing's own

from regexp.record.files import DamagedFile, read_json

SCHEMA_VERSION = 1

Numbers = dict[str, int | float | None]
"""Numbers by name; None where they are not finite."""


class RowCounts(TypedDict):
    """How many rows each split has, how many training labels were flipped, and what no split uses."""

    train: int
    flipped: int
    validation: int
    test: int
    left_out: int


class RecordedVerdict(TypedDict):
    """The verdict with the words and numbers that explain it."""

    kind: str
    headline: str
    evidence: list[str]
    onset: int | None
    best_epoch: int
    loss_paid: float | None
    metric: str
    metric_paid: float | None
    gap: float | None
    memorized: float | None
    early_stopping: dict[str, int]


@with_config(ConfigDict(strict=True, extra="allow"))
class Result(TypedDict):
    """The content of result.json; `best` and `last` have the epoch and every metric."""

    schema_version: Literal[1]
    status: Literal["completed", "early_stopped", "diverged", "failed"]
    name: str
    seed: int
    epochs: int
    monitor: str
    best: Numbers
    last: Numbers
    verdict: RecordedVerdict
    constant_prediction: Numbers
    loss: str
    widths: list[int]
    parameters: int
    rows: RowCounts
    seconds: float
    fingerprint: dict[str, Any]
    config_hash: str
    data_sha256: str
    sha256: dict[str, str]


def read_result(path: Path) -> Result:
    """Return the content of a result.json; raises DamagedFile."""
    found = read_json(path)
    version = found.get("schema_version")
    if version != SCHEMA_VERSION:
        raise DamagedFile(f"{path}: schema_version is {version!r}; this version reads {SCHEMA_VERSION}")
    try:
        return TypeAdapter(Result).validate_python(found)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        problem = f"has no {key}" if first["type"] == "missing" else f"{key} is not what a run writes"
        raise DamagedFile(f"{path}: {problem}") from error
