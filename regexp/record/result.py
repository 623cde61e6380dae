"""result.json: what a finished run has to say, and whether a file says it."""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, NotRequired

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config
from typing_extensions import TypedDict  # on Python 3.11 pydantic can't read typing's own

from regexp.record.files import DamagedFile, json_text, read_json_and_text, write_text

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
    """The content of result.json; `best` and `last` have the epoch and every metric.

    `settings` are all of the run's by full field name; `redrawn` names what the seed drew: split,
    label_noise, init, order, dropout, …
    """

    schema_version: Literal[1]
    status: Literal["completed", "early_stopped", "diverged", "failed"]
    name: str
    seed: int
    settings: NotRequired[dict[str, Any]]
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
    redrawn: NotRequired[list[str]]
    seconds: float
    fingerprint: dict[str, Any]
    config_hash: str
    data_sha256: str
    sha256: dict[str, str]


_RESULT = TypeAdapter(Result)

OWN = "result.json"
"""The name under which a result has its own hash."""


def write_result(path: Path, result: Mapping[str, Any], hashes: Mapping[str, str], durable: bool) -> None:
    """Write result.json with the hashes of the run's other files and of itself; it ends the run.

    Its own is the SHA-256 of the file's bytes without that hash.
    """
    blank = json_text({**result, "sha256": {**hashes, OWN: ""}})
    own = sha256(blank.encode()).hexdigest()
    write_text(path, json_text({**result, "sha256": {**hashes, OWN: own}}), durable)


def is_whole(text: bytes, result: Mapping[str, Any]) -> bool:
    """Tell whether the bytes of a result.json are those that were written."""
    own = str(result["sha256"].get(OWN, ""))
    return own == sha256(text.replace(own.encode(), b"")).hexdigest()


def read_result(path: Path) -> tuple[Result, bool]:
    """Return the content of a result.json, and whether it is as it was written; raises DamagedFile."""
    found, text = read_json_and_text(path)
    version = found.get("schema_version")
    if version != SCHEMA_VERSION:
        raise DamagedFile(f"{path}: schema_version is {version!r}; this version reads {SCHEMA_VERSION}")
    try:
        return (result := _RESULT.validate_python(found)), is_whole(text, result)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        problem = f"has no {key}" if first["type"] == "missing" else f"{key} is not what a run writes"
        raise DamagedFile(f"{path}: {problem}") from error
