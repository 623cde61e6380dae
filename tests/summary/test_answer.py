"""What the closing panel of a sweep says of its best setting, and where it names none."""

from dataclasses import replace

import pytest
from support.sweep_panels import LOSSES, STRENGTHS, answers, panel, part
from support.sweep_rows import DROPOUT, L2, grid

from regexp.summary.comparable import obstacle


def test_a_baseline_without_a_mean_says_why() -> None:
    rows = grid(STRENGTHS, LOSSES)
    rows[0] = replace(rows[0], status="diverged")
    assert part(panel(rows, L2), " Best") == [
        " Best of 2 settings: l2=0.01, validation loss 0.290 ± 0.127; the baseline l2=0",
        " has none (1 of 2 diverged). Picked as the best, it looks a little better than",
        " it is. It is the weakest above 0 that was tried: try smaller values. The",
        " strongest within one standard error of it is l2=0.1 (0.298 ± 0.089).",
    ]


@pytest.mark.parametrize(
    ("strengths", "losses", "said"),
    [
        ([0, 0.01, 0.1, 1], [0.4, 0.3, 0.2, 0.1], "It is the strongest tried: try larger values."),
        (
            [0, 0.01, 0.1, 1],
            [0.4, 0.1, 0.2, 0.3],
            "It is the weakest above 0 that was tried: try smaller values. "
            "No stronger setting is within one standard error of it.",
        ),
        ([0, 0.01, 0.1, 1], [0.4, 0.3, 0.1, 0.2], "No stronger setting is within one standard error of it."),
        (
            [0.01, 0.1],
            [0.1, 0.2],
            "It is the weakest above 0 that was tried: try smaller values. "
            "No stronger setting is within one standard error of it.",
        ),
        ([0, 0.1], [0.2, 0.1], "It is the only one above 0 that was tried: try smaller and larger values."),
        (
            [0, 0.1],
            [0.1, 0.2],
            "That is the baseline: no regularization tried here was better. "
            "No stronger setting is within one standard error of it.",
        ),
    ],
)
def test_a_best_at_the_edge_is_no_finding(strengths: list[float], losses: list[float], said: str) -> None:
    """Two seeds 0.002 apart, so that no other setting is within a standard error of 0.001."""
    rows = grid({L2: strengths}, [[loss - 0.001, loss + 0.001] for loss in losses])
    found = answers(panel(rows, L2))
    assert found.removesuffix(said).endswith(("better than it is. ", "0.100 ± 0.013. "))
    assert found.endswith(said)


def test_a_strength_that_diverged_was_tried() -> None:
    rows = grid({L2: [0, 0.01, 0.1]}, [[0.3], [0.2], [0.2]])
    rows = [replace(row, status="diverged") if row.settings[L2] == 0.1 else row for row in rows]
    assert "the strongest tried" not in answers(panel(rows, L2))


def test_what_is_missing_may_lie_beyond_the_edge() -> None:
    rows = grid({L2: [0, 0.01, 0.1]}, [[0.3], [0.2], [0.1]])
    assert "the strongest tried" not in answers(panel(rows, L2, planned=4))


def test_edges_of_two_axes_are_named() -> None:
    rows = grid({L2: [0, 0.01, 0.1], DROPOUT: [0, 0.2, 0.5]}, [[0.9 - 0.1 * place] for place in range(9)])
    both = " ".join(
        f"{name} is the strongest tried: try larger values." for name in ("l2=0.1", "dropout=0.5")
    )
    assert f"better than it is. {both} One seed" in answers(panel(rows, L2, DROPOUT))


@pytest.mark.parametrize(
    ("axis", "values", "monitor", "what"),
    [
        ("dataset.path", ["a.csv", "b.csv"], "validation_loss", "different data"),
        ("dataset.kind", ["moons", "circles"], "validation_accuracy", "different data"),
        ("dataset.noise", [0.1, 0.2], "validation_loss", "different data"),
        ("loss.kind", ["squared_error", "half_squared_error"], "validation_loss", "different losses"),
        ("loss", ["squared_error", "half_squared_error"], "validation_loss", "different losses"),
    ],
)
def test_where_the_metric_has_another_meaning_none_is_named_the_best(
    axis: str, values: list[str], monitor: str, what: str
) -> None:
    rows = grid({axis: values, L2: [0, 0.1]}, [[0.4, 0.41], [0.3, 0.31], [0.2, 0.21], [0.1, 0.11]])
    lines = panel(rows, axis, L2, monitor=monitor)
    metric = monitor.replace("_", " ")
    assert " ".join(line.strip() for line in part(lines, " Settings")) == (
        f"Settings with {what} can't be compared by {metric}: none is named the best."
    )
    assert [line.split()[0] for line in lines[4:8]] == [str(value) for value in values for _ in range(2)]
    assert not any("best" in line or "baseline" in line for line in lines[4:8])
    assert lines[-4] == f"      regexp show digits-sweep-9b01d4/{rows[0].path}"


@pytest.mark.parametrize(
    ("axis", "monitor"),
    [
        ("dataset.train_size", "validation_loss"),
        ("dataset.label_noise", "validation_loss"),
        ("dataset.features.polynomial", "validation_loss"),
        ("loss.kind", "validation_mse"),
    ],
)
def test_what_leaves_the_metric_its_meaning_is_compared(axis: str, monitor: str) -> None:
    assert obstacle([axis], monitor) is None


def test_other_samples_are_other_data() -> None:
    assert obstacle(["dataset.samples"], "validation_loss") == "different data"


def test_that_intervals_are_widened_is_said_once() -> None:
    counts = {"train": 100, "flipped": 0, "validation": 50, "test": 0, "left_out": 0}
    rows = [replace(row, redrawn=("split",), rows=counts) for row in grid(STRENGTHS, LOSSES)]
    said = (
        "Intervals are those of Nadeau and Bengio, wider than usual, since splits that use most of the rows "
        "overlap."
    )
    assert answers(panel(rows, L2)).count(said) == 1
    # 12.706 × 0.02/√2 × √(1/2 + 1/2) of the two seeds of l2=0.01, 0.02 apart
    assert "l2=0.01, validation loss 0.290 ± 0.180" in answers(panel(rows, L2))
    assert said not in answers(panel([replace(row, redrawn=("init",)) for row in rows], L2))
