"""The format of runs/: the contract between training and everything that reads its results."""

from regexp.record.files import (
    DamagedFile,
    read_array,
    read_arrays,
    sha256,
    write_arrays,
    write_json,
    write_text,
)
from regexp.record.find import find_run
from regexp.record.metrics_csv import read_history, write_history
from regexp.record.result import SCHEMA_VERSION, Result, RowCounts
from regexp.record.run_directory import RunDirectory

__all__ = [
    "SCHEMA_VERSION",
    "DamagedFile",
    "Result",
    "RowCounts",
    "RunDirectory",
    "find_run",
    "read_array",
    "read_arrays",
    "read_history",
    "sha256",
    "write_arrays",
    "write_history",
    "write_json",
    "write_text",
]
