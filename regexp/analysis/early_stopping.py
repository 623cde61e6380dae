"""What early stopping would have kept, told from curves that were trained to the end."""

from regexp.history import History, oriented

PATIENCES = (5, 10, 20)
"""The patiences asked about, in epochs."""


def kept_epoch(history: History, monitor: str, patience: int) -> int:
    """Return the epoch whose weights early stopping on `monitor` keeps, as the regularizer's defaults decide.

    Training stops at the first evaluated epoch that lies `patience` epochs after the best one so far.
    """
    best = float("inf")
    best_epoch = int(history.epochs[0])
    values = oriented(monitor, history[monitor]).tolist()
    for epoch, value in zip(history.epochs.tolist(), values, strict=True):
        if value < best:
            best, best_epoch = value, epoch
        elif epoch - best_epoch >= patience:
            break
    return best_epoch


def kept_epochs(history: History, monitor: str) -> dict[int, int]:
    """Return the epoch kept for each patience that is shorter than the run."""
    shorter = [patience for patience in PATIENCES if patience < history.epochs[-1]]
    return {patience: kept_epoch(history, monitor, patience) for patience in shorter}
