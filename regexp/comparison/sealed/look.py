"""The sealed test rows: shown for what was chosen, only on request, and only if the look can be counted."""

from collections.abc import Callable, Sequence

from regexp.collection import runs_dir_of
from regexp.comparison.comparison import Comparison, Line
from regexp.comparison.sealed.scores import Scores, candidates, read_scores, same_rows, sealed_rows
from regexp.comparison.sealed.words import claims, heading, looks, results_of, table
from regexp.comparison.words import name_of, paragraph
from regexp.record.looks import Look, count_look, now
from regexp.summary.wording import metric_name


def sealed(comparison: Comparison, note: Callable[[str], None]) -> list[str]:
    """Return what the test rows say of the chosen setting and its baseline, or of all arms, in 80 columns.

    The look is added first to looks.csv where the runs are: FileError where that can't be, so that nothing is
    shown. Files that are damaged are noted, and their runs left out.
    """
    lines = candidates(comparison)
    if refusal := _refusal(lines):
        return paragraph("Sealed test:", [refusal])
    tested = read_scores(comparison, lines, note)
    if not tested:
        return paragraph("Sealed test:", [f"no run has a test {metric_name(comparison.name)}."])
    earlier = _counted(comparison, _look(comparison, tested))
    results = results_of(comparison, tested)
    said = [*paragraph("", list(claims(results))), *paragraph("", [looks(earlier)])]
    return [*paragraph("Sealed test:", [heading(results)]), *table(results), *said]


def _counted(comparison: Comparison, look: Look) -> list[Look]:
    """Add a look wherever runs of the comparison are kept; return the earlier ones, the oldest first."""
    folders = {runs_dir_of(found).resolve(): runs_dir_of(found) for found in comparison.collection.found}
    earlier: list[Look] = []
    for folder in folders.values():
        earlier += [one for one in count_look(folder, look) if one not in earlier]
    return sorted(earlier, key=lambda one: one.time)


def _refusal(lines: Sequence[Line]) -> str:
    """Return why there is nothing to look at, nothing where there is."""
    if not lines:
        return "no setting was chosen, so that none is tested."
    if any(not run.result["rows"]["test"] for line in lines for run in line.entry.runs):
        return "there are no test rows (test_size is 0)."
    return "" if same_rows(lines) else "the runs were not tested on the same rows, so that none are shown."


def _look(comparison: Comparison, tested: Sequence[Scores]) -> Look:
    """Return the look that is about to be taken."""
    data, dataset_seed, rows = sealed_rows(tested[0].line.entry.runs[0])
    return Look(
        time=now(),
        data=data,
        dataset_seed=dataset_seed,
        test_rows=rows,
        targets=" ".join(comparison.request.targets),
        settings="; ".join(name_of(comparison, one.line) for one in tested),
        metric=f"test_{comparison.name}",
        epoch=comparison.request.at,
        seeds=" ".join(map(str, sorted({seed for one in tested for seed in one.values}))),
    )
