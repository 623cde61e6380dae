"""Commands to try after a look at a setting."""

from regexp.advice import next_overrides
from regexp.analysis.agreement import Agreement
from regexp.collection import CellDirectory, Collection, FinishedRun
from regexp.config import Config
from regexp.panel import beside, command
from regexp.showing.again import swept_again
from regexp.showing.names import target_of

USUAL_SEEDS = 5
UNSURE = (None, "too noisy to say")


def next_commands(
    cell: CellDirectory, found: Collection, agreement: Agreement, config: Config | None
) -> list[str]:
    """Return what the verdict suggests, the comparison with the sweep's other settings, and a run to see."""
    run = found.runs[0]
    lines = _suggested(cell, run, agreement, config)
    for words in (("compare", target_of(cell.sweep)), ("show", target_of(run.directory))):
        lines += command(" Try  regexp" if not lines else "      regexp", words)
    return lines


def _suggested(
    cell: CellDirectory, run: FinishedRun, agreement: Agreement, config: Config | None
) -> list[str]:
    """Return the command that the verdict suggests; none for a good fit, which needs nothing but company."""
    if agreement.kind == "good fit" or config is None:
        return []
    overrides = next_overrides(
        agreement.kind or "", config, "train_accuracy" in run.result["best"], run.result["rows"]["train"]
    )
    if agreement.kind in UNSURE and overrides[0].startswith("seed="):
        return swept_again(cell.sweep, "--seeds", str(2 * agreement.runs))
    seeds = agreement.runs if agreement.runs > 1 else USUAL_SEEDS
    source = str(run.directory.path / "config.yaml")
    return command(" Try  regexp sweep", (source, *overrides, "--seeds", str(seeds), *beside(cell)))
