"""Whether a difference that is there is found, on real runs of the shipped digits config cut to 15 epochs.

That is too short for overfitting to set in, so that strong weight decay can only be worse.
"""

from pathlib import Path

import pytest
from support.sweeps import swept

from regexp.collection import collect, find_all, value_at
from regexp.statistics import difference, holm, overlap_of, tied_with_best

STRENGTH = "regularization.l2.strength"


@pytest.mark.slow
def test_five_seeds_tell_that_strong_weight_decay_is_worse_after_15_epochs(tmp_path: Path) -> None:
    strengths = (0.0, 1e-2, 0.1)
    words = ["--lambda", ",".join(map(str, strengths)), "--seeds", 5, "optimizer.epochs=15"]
    sweep = swept(Path("digits"), tmp_path, *words)
    runs = collect(find_all([str(sweep)], tmp_path)).runs
    losses: dict[float, dict[int, float]] = {strength: {} for strength in strengths}
    for run in runs:
        losses[value_at(run.settings, STRENGTH)][run.seed] = run.result["best"]["validation_loss"]
    rows = runs[0].result["rows"]
    overlap = overlap_of(rows["train"], rows["validation"], rows["left_out"])
    none, *others = losses.values()
    found = [difference(one, none, "paired", overlap=overlap) for one in others]
    assert [one.seeds for one in found] == [5, 5]
    assert found[-1].mean - found[-1].half_width > 0  # it underfits
    assert holm([one.p for one in found])[-1] <= 0.01
    means = [sum(one.values()) for one in losses.values()]
    assert not tied_with_best(list(losses.values()), means.index(min(means)), "paired", overlap)[-1]
