"""The format of runs/: the contract between training and everything that reads its results."""

from regexp.record.cell_directory import CellDirectory
from regexp.record.files import (
    DamagedFile,
    NoResult,
    read_array,
    read_arrays,
    sha256,
    write_arrays,
    write_json,
    write_text,
)
from regexp.record.locks import Busy
from regexp.record.metrics_csv import read_history, write_history
from regexp.record.output_file import check_output, write_output
from regexp.record.result import SCHEMA_VERSION, Numbers, RecordedVerdict, Result, RowCounts, write_result
from regexp.record.results_csv import setting_in_words, write_results
from regexp.record.run_directory import RunDirectory
from regexp.record.sweep_directory import SweepDirectory
from regexp.record.sweep_row import Setting, SweepRow

__all__ = [
    "SCHEMA_VERSION",
    "Busy",
    "CellDirectory",
    "DamagedFile",
    "NoResult",
    "Numbers",
    "RecordedVerdict",
    "Result",
    "RowCounts",
    "RunDirectory",
    "Setting",
    "SweepDirectory",
    "SweepRow",
    "check_output",
    "read_array",
    "read_arrays",
    "read_history",
    "setting_in_words",
    "sha256",
    "write_arrays",
    "write_history",
    "write_json",
    "write_output",
    "write_result",
    "write_results",
    "write_text",
]
