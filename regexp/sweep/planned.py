"""What `regexp sweep --plan` prints: the cells, what they need, and how long it will take."""

from collections import Counter
from textwrap import wrap

from regexp.describe import counted
from regexp.summary.wording import seeds_in_words
from regexp.sweep.estimate import seconds_of
from regexp.sweep.preparation import Preparation
from regexp.sweep.stacks import Shape

WIDTH = 78
MOST_CELLS = 40
MEBIBYTE = 2**20
HEADING = " runs to train parameters  network"


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
    counts = {len(cell.seeds) for cell in grid.cells}
    factors = counted(len(grid.cells), "setting"), seeds_in_words(min(counts), max(counts))
    size = f"{' x '.join(factors)} = {runs}" if len(counts) == 1 else ", ".join([*factors, runs])
    return f"{prepared.directory.path.name}: {size}{part}, {len(prepared.done):,} done already"


def _table(prepared: Preparation) -> list[str]:
    """Return a line for each cell: its runs, those still to train, and its network; below a long name."""
    names = [cell.name for cell in prepared.grid.cells]
    shown, numbers = names[:MOST_CELLS], _numbers(prepared)
    room = WIDTH - 1 - max(map(len, (HEADING, *(numbers[name] for name in shown))))
    width = max(map(len, ("cell", *(name for name in shown if len(name) <= room))))
    lines = [f" {'cell':<{width}}{HEADING}"]
    for name in shown:
        long = wrap(name, WIDTH - 1, subsequent_indent="  ") if len(name) > room else []
        lines += [*(f" {line}" for line in long), f" {'' if long else name:<{width}}{numbers[name]}"]
    more = len(names) - len(shown)
    return [*lines, f" and {counted(more, 'more cell')}"] if more else lines


def _numbers(prepared: Preparation) -> dict[str, str]:
    """Return by the names of cells what stands right of them."""
    runs = Counter(run.cell.name for run in prepared.runs)
    left = Counter(run.cell.name for stack in prepared.stacks for run in stack.runs)
    shapes = {run.cell.name: stack.shape for stack in prepared.stacks for run in stack.runs}
    done = Counter(row.cell for row in prepared.done.values())
    return {
        name: f" {runs[name]:>4} {left[name]:>8} {_network(shapes.get(name), done[name] == runs[name] > 0)}"
        for name in (cell.name for cell in prepared.grid.cells)
    }


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


def _network(shape: Shape | None, is_done: bool) -> str:
    """Return the size of a cell's network, or that nothing is to be trained."""
    if shape is None:
        return f"{'done' if is_done else '-':>10}"
    return f"{shape.parameters:>10,}  {'-'.join(map(str, shape.widths))}"


def _duration(seconds: float) -> str:
    """Return a duration as 0:07, 12:30 or 3:05:00."""
    minutes, rest = divmod(max(1, round(seconds)), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
