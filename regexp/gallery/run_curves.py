"""The curves of one run, drawn from its files."""

from pathlib import Path

from regexp.collection import FinishedRun
from regexp.describe import counted, model_in_words
from regexp.losses import Loss
from regexp.plots.curves import draw_curves
from regexp.plots.picture import Picture


def draw_run(run: FinishedRun, path: Path) -> None:
    """Draw loss and metric by epoch with the best epoch and the onset of overfitting."""
    result = run.result
    config = run.config
    rows = counted(result["rows"]["train"], "training row")
    role = "validation" if result["rows"]["validation"] else "train"
    picture = Picture(
        title=f"{config.name}: {model_in_words(config, result['widths'])}",
        subtitle=f"{rows}, seed {run.seed}\n{result['verdict']['headline']}",
        monitor=result["monitor"],
        best_epoch=result["verdict"]["best_epoch"],
        onset=result["verdict"]["onset"],
        constant_loss=result["constant_prediction"].get(f"{role}_loss"),
        loss_label=Loss.kinds()[result["loss"]].label,
        fit=None,
    )
    draw_curves(run.history, path, picture)
