"""What `regexp sweep` prints at its end: the best settings, what went wrong, what follows, where it is."""

from collections import Counter
from collections.abc import Sequence
from math import prod
from pathlib import Path
from textwrap import wrap

from regexp.describe import counted
from regexp.record import SweepRow
from regexp.summary.answer import answer
from regexp.summary.crosstable import crosstable
from regexp.summary.findings import Findings, findings_of
from regexp.summary.naming import settings_in_words
from regexp.summary.next_commands import next_commands
from regexp.summary.ranking import LONGEST_TABLE, WIDTH, ranking
from regexp.summary.wording import seeds_in_words, short_key

LONGEST_LIST = 5
FILES = ("overview.png", "results.csv", "cells/")
STATUSES = {
    "completed": "completed",
    "early_stopped": "stopped early",
    "diverged": "diverged",
    "failed": "failed",
}


def closing(
    rows: Sequence[SweepRow],
    axes: Sequence[str],
    monitor: str,
    directory: Path,
    source: str,
    planned: int,
    trained: int,
) -> list[str]:
    """Return the closing panel of a sweep in lines of at most 80 columns; commands are not broken.

    `source` is what repeats the sweep as the word after `regexp sweep`, `planned` how many runs there will
    be, of which `rows` are finished, and `trained` how many of these were trained now.
    """
    findings = findings_of(rows, axes, monitor, is_whole=len(rows) == planned)
    parts = (
        _headline(findings, directory.name, planned, trained),
        ranking(findings) if findings.is_measured else [],
        crosstable(findings) if findings.is_measured and len(findings.summaries) > LONGEST_TABLE else [],
        _troubles(rows),
        answer(findings),
        next_commands(findings, directory, source),
        [f" {directory}/", f"   {'  '.join(FILES)}"],
    )
    return [line for part in parts if part for line in ("", *part)][1:]


def _headline(findings: Findings, name: str, planned: int, trained: int) -> list[str]:
    """Return the size of the sweep and what became of its runs."""
    counts = Counter[str](row.status for row in findings.rows)
    lines = wrap(f"{name}: {_size(findings, counts, planned)}", WIDTH, subsequent_indent="      ")
    before = len(findings.rows) - counts["failed"] - trained
    return [*lines, f"{before:,} of them done before, {trained:,} trained now"] if before else lines


def _size(findings: Findings, counts: Counter[str], planned: int) -> str:
    """Return how many runs there are of those that were asked for, and how they ended."""
    finished = len(findings.rows)
    if not finished:
        return f"none of {counted(planned, 'run')} has finished"
    outcome = ", ".join(f"{counts[status]:,} {words}" for status, words in STATUSES.items() if counts[status])
    all_completed = counts["completed"] == finished
    if finished == planned:
        return f"{_shape(findings)}, {'all completed' if all_completed else outcome}"
    there = f"{finished:,} of {counted(planned, 'run')} {'is' if finished == 1 else 'are'} there, "
    there += "all of them completed" if all_completed and finished > 1 else outcome
    return f"{there}; the rest may belong to other shards or an unfinished command"


def _shape(findings: Findings) -> str:
    """Return how many runs there are, as a product where they are one."""
    runs = len(findings.rows)
    sizes = {f"{len(values)} {short_key(axis)}": len(values) for axis, values in findings.levels.items()}
    if prod(sizes.values()) != len(findings.summaries):
        sizes = {counted(len(findings.summaries), "setting"): len(findings.summaries)}
    least, most = findings.seeds_each
    if least != most:
        return f"{' x '.join(sizes)}, {seeds_in_words(least, most)}, {counted(runs, 'run')}"
    product = " x ".join([*sizes, seeds_in_words(least, most)])
    return f"{product} = {counted(runs, 'run')}" if sizes else product


def _troubles(rows: Sequence[SweepRow]) -> list[str]:
    """Return the runs that failed or diverged, the first few with their reasons."""
    found = [row for status in ("failed", "diverged") for row in rows if row.status == status]
    if not found:
        return []
    lines = [f" {counted(len(found), 'run')} failed or diverged:"]
    for row in found[:LONGEST_LIST]:
        what = f"failed: {row.reason}" if row.status == "failed" else f"diverged by epoch {row.epochs:,}"
        sentence = f"{' '.join(settings_in_words(row.settings))} seed={row.seed} {what}"
        lines += wrap(sentence, WIDTH, initial_indent="  - ", subsequent_indent="    ", max_lines=3)
    more = len(found) - LONGEST_LIST
    return [*lines, f"  - and {more:,} more: results.csv"] if more > 0 else lines
