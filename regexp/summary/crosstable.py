"""The means of a sweep over two axes as a table in text: the first axis down, the second across."""

from regexp.analysis.cells import CellSummary
from regexp.describe import metric_in_words
from regexp.summary.findings import Findings
from regexp.summary.wording import short_key, value_in_words

WIDTH = 78


def crosstable(findings: Findings) -> list[str]:
    """Return a heading and all means, the best with a star; nothing unless two axes fit 80 columns."""
    if len(findings.axes) != 2:
        return []
    down, across = findings.axes
    summaries = {(one.settings.get(down), one.settings.get(across)): one for one in findings.summaries}
    left = [short_key(down), *map(value_in_words, findings.levels[down])]
    columns = [
        [
            value_in_words(column),
            *(_mean(findings, summaries.get((row, column))) for row in findings.levels[down]),
        ]
        for column in findings.levels[across]
    ]
    padded = [_padded(words) for words in (left, *columns)]
    lines = [f" {''.join(words).rstrip()}" for words in zip(*padded, strict=True)]
    star = "* best, " if findings.best else ""
    heading = f" all means by {short_key(down)} and {short_key(across)} (across); {star}- no mean"
    return [heading, *lines] if max(map(len, lines)) <= WIDTH else []


def _mean(findings: Findings, summary: CellSummary | None) -> str:
    """Return a mean with a star or a space, nothing where the sweep has no such setting."""
    if summary is None:
        return ""
    metric = findings.monitor.partition("_")[2]
    return metric_in_words(metric, summary.mean) + ("*" if summary is findings.best else " ")


def _padded(words: list[str]) -> list[str]:
    """Return the words of a column to the right of two spaces; a heading stands over the digits."""
    heading, *values = words
    width = max(len(heading) + 1, *map(len, values)) + 2
    return [f"{f'{heading} ':>{width}}", *(f"{value:>{width}}" for value in values)]
