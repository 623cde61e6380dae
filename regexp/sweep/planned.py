"""What `regexp sweep --plan` prints: the cells, what they need, and how long it will take."""

from collections import Counter
from textwrap import wrap

from regexp.describe import counted
from regexp.sweep.estimate import seconds_of
from regexp.sweep.preparation import Preparation
from regexp.sweep.stacks import Shape

WIDTH = 78
MOST_CELLS = 40
LONGEST_NAME = 40
MEBIBYTE = 2**20


def planned(prepared: Preparation) -> list[str]:
    """Return the plan of a sweep, nothing of which is trained, in lines of at most 80 columns."""
    lines = wrap(_headline(prepared), WIDTH, subsequent_indent="  ")
    reasons = Counter(str(error) for error in prepared.failures.values())
    failures = [f"{counted(count, 'run')} can't be trained: {reason}" for reason, count in reasons.items()]
    troubles = [line for text in failures for line in wrap(text, WIDTH, subsequent_indent="  ")]
    needs = [line for text in _needs(prepared) for line in wrap(text, WIDTH, subsequent_indent="  ")]
    return [*lines, "", *_table(prepared), "", *troubles, *needs]


def _headline(prepared: Preparation) -> str:
    """Return how many runs there are, and how many are done."""
    grid, runs = prepared.grid, counted(len(prepared.runs), "run")
    number, shards = prepared.request.shard
    part = f" in shard {number} of {shards}" if shards > 1 else ""
    factors = f"{counted(len(grid.cells), 'setting')} x {counted(len(grid.seeds), 'seed')}"
    return f"{prepared.directory.path.name}: {factors} = {runs}{part}, {len(prepared.done):,} done already"


def _table(prepared: Preparation) -> list[str]:
    """Return a line for each cell: its runs, those still to train, and its network."""
    runs = Counter(run.cell.name for run in prepared.runs)
    left = Counter(run.cell.name for stack in prepared.stacks for run in stack.runs)
    shapes = {run.cell.name: stack.shape for stack in prepared.stacks for run in stack.runs}
    names = [cell.name for cell in prepared.grid.cells]
    width = min(LONGEST_NAME, max(4, *map(len, names)))
    lines = [f" {'cell':<{width}} runs to train parameters  network"]
    for name in names[:MOST_CELLS]:
        numbers = f"{runs[name]:>4} {left[name]:>8}"
        lines.append(f" {_shortened(name, width):<{width}} {numbers} {_network(shapes.get(name))}")
    if len(names) > MOST_CELLS:
        lines.append(f" and {counted(len(names) - MOST_CELLS, 'more cell')}")
    return lines


def _needs(prepared: Preparation) -> list[str]:
    """Return how many stacks there are, and the memory and time they will take."""
    stacks = prepared.stacks
    if not stacks:
        return ["Nothing to train."]
    workers = min(prepared.request.jobs, len(stacks))
    largest = max(len(stack.runs) for stack in stacks)
    left = sum(len(stack.runs) for stack in stacks)
    memory = workers * max(stack.shape.stack_bytes for stack in stacks) / MEBIBYTE
    seconds = seconds_of(stacks, prepared.sources, workers)
    return [
        f"To train: {counted(left, 'run')} in {counted(len(stacks), 'stack')} of at most {largest:,}, "
        f"by {counted(workers, 'process', 'processes')}",
        f"Memory: about {max(1, round(memory)):,} MiB for what is in training at a time, besides the data",
        f"Time: about {_duration(seconds)}, from a few steps timed just now; early stopping may shorten it",
    ]


def _network(shape: Shape | None) -> str:
    """Return the size of a cell's network, where one is to be trained."""
    if shape is None:
        return f"{'-':>10}"
    return f"{shape.parameters:>10,}  {'-'.join(map(str, shape.widths))}"


def _shortened(name: str, width: int) -> str:
    """Return a name without its end where that is far away."""
    return name if len(name) <= width else f"{name[: width - 1]}…"


def _duration(seconds: float) -> str:
    """Return a duration as 0:07, 12:30 or 3:05:00."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
