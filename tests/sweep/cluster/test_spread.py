"""Stacks are split where a cluster has more workers than there are stacks."""

from types import SimpleNamespace

import pytest

from regexp.sweep.cluster.cluster import spread


@pytest.mark.parametrize(
    ("sizes", "workers", "expected"),
    [
        ([6, 4], 1, [6, 4]),
        ([6, 4], 2, [6, 4]),
        ([6, 4], 3, [3, 3, 2, 2]),
        ([7], 3, [2, 2, 3]),
        ([2, 1], 9, [1, 1, 1]),
        ([], 4, []),
    ],
)
def test_parts_are_nearly_equal_and_keep_the_order(
    sizes: list[int], workers: int, expected: list[int]
) -> None:
    stacks = [
        SimpleNamespace(runs=[SimpleNamespace(name=f"{stack}/{run}") for run in range(size)])
        for stack, size in enumerate(sizes)
    ]
    parts = spread(stacks, workers)
    assert [len(part) for part in parts] == expected
    assert [name for part in parts for name in part] == [run.name for stack in stacks for run in stack.runs]
