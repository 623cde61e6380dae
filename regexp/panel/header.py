"""What a run is: its model, its rows, and the settings that differ from the defaults."""

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Any

from regexp.config import Config
from regexp.config.scalars import write_scalar
from regexp.describe import counted, model_in_words
from regexp.engine import Layout
from regexp.record import RowCounts

WIDTH = 78
LONGEST_VALUE = 40


def header(config: Config, widths: Sequence[int], rows: RowCounts, seeds: str = "") -> list[str]:
    """Return what is trained on what, in lines that fit 80 columns; `seeds` in words where there are many."""
    parameters = counted(Layout(tuple(widths), config.model.normalizer, config.model.bias).size, "parameter")
    model = model_in_words(config, widths).replace(",", f" ({parameters}),", 1)
    splits = [
        f"{rows['train']:,} train",
        f"{rows['validation']:,} validation",
        f"{rows['test']:,} test (sealed)",
    ]
    if rows["flipped"]:
        splits[0] += f" ({counted(rows['flipped'], 'label')} flipped on purpose)"
    left_out = ""
    if rows["left_out"]:
        left_out = f"; {rows['left_out']:,} left out because train_size is {config.dataset.train_size}"
    first = wrap(
        f"{config.name}: {model}, {seeds or f'seed {config.seed}'}", WIDTH, subsequent_indent="      "
    )
    return [*first, *wrap(f"rows: {', '.join(splits)}{left_out}", WIDTH, subsequent_indent="      ")]


def settings(changed: Mapping[str, Any]) -> list[str]:
    """Return the settings that differ from the defaults, as `show` lists them."""
    words = [f"{key}={_shown(value)}" for key, value in changed.items()]
    return wrap(
        f" Settings that differ from the defaults: {', '.join(words)}", WIDTH, subsequent_indent="   "
    )


def _shown(value: Any) -> str:
    """Return a value as one word, without its end where that is far away."""
    text = str(value).replace(", ", ",") if isinstance(value, list) else write_scalar(value)
    return text if len(text) <= LONGEST_VALUE else f"{text[: LONGEST_VALUE - 1]}…"
