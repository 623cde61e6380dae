"""What `train` and `show` print of a run: settings, curves, a table, the verdict, what to try, the files."""

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import nan
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal

from regexp.advice import next_overrides
from regexp.analysis import ONE_SEED
from regexp.config import Config
from regexp.config.scalars import write_scalar
from regexp.describe import counted, gap_in_words, metric_in_words, model_in_words
from regexp.engine import Layout
from regexp.optimizers import Iterative
from regexp.plots import curves_in_text
from regexp.record import Result, RowCounts, RunDirectory, runs_dir_of

WIDTH = 78
CURVE_HEIGHT = 9
LONGEST_VALUE = 40
FILES = ("curves.png", "metrics.csv", "result.json", "best.npz")


def header(config: Config, widths: Sequence[int], rows: RowCounts) -> list[str]:
    """Return what is trained on what, in lines that fit 80 columns."""
    parameters = counted(Layout(tuple(widths)).size, "parameter")
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
    first = wrap(f"{config.name}: {model}, seed {config.seed}", WIDTH, subsequent_indent="      ")
    return [*first, *wrap(f"rows: {', '.join(splits)}{left_out}", WIDTH, subsequent_indent="      ")]


@dataclass(frozen=True)
class Panel:
    """A finished run, its config, and the words that name the config on a command line."""

    run: RunDirectory
    config: Config
    source: str

    def lines(self, plain: bool = False) -> list[str]:
        """Return everything below the header; `plain` draws with ASCII characters."""
        parts = (self._curves(plain), self._table(), self._verdict(), self._next(), self._files())
        return [line for part in parts if part for line in ("", *part)]

    @property
    def _result(self) -> Result:
        return self.run.result

    def _curves(self, plain: bool) -> list[str]:
        """Return the plot of both losses, if there is more than one epoch to draw."""
        history, best = self.run.history, self._result["verdict"]["best_epoch"]
        if len(history) < 2:
            return []
        return curves_in_text(history, WIDTH, CURVE_HEIGHT, best, self._result["monitor"], ascii=plain)

    def _table(self) -> list[str]:
        """Return loss and metric at the best and the last epoch, and what a constant prediction scores."""
        metric = "accuracy" if "train_accuracy" in self._result["best"] else "r2"
        is_last = self._result["verdict"]["best_epoch"] == self._result["epochs"]
        shown: list[Literal["best", "last"]] = ["last"] if is_last else ["best", "last"]
        room = max(17, *(len(self._moment(which)) for which in shown))
        lines = [f"{'train':>{room + 18}}{'validation':>13}{'gap':>9}"]
        for which in shown:
            lines += self._block(which, metric, room)
        constant = _number(self._result["constant_prediction"], f"validation_{metric}")
        label = "always the commonest class:" if metric == "accuracy" else "always the mean:"
        name = "" if metric == "accuracy" else "r2 "
        lines.append(f" {label}{name + metric_in_words(metric, constant):>{room + 30 - len(label)}}")
        return lines

    def _block(self, which: Literal["best", "last"], metric: str, room: int) -> list[str]:
        """Return the two lines of one epoch, whose name has `room` columns."""
        row = self._result[which]
        lines = []
        for name in ("loss", metric):
            train, validation = _number(row, f"train_{name}"), _number(row, f"validation_{name}")
            label = self._moment(which) if name == "loss" else ""
            numbers = (metric_in_words(name, train), metric_in_words(name, validation))
            gap = gap_in_words(name, train, validation)
            lines.append(f" {label:<{room}} {name:>8} {numbers[0]:>7} {numbers[1]:>12} {gap:>8}")
        return lines

    def _moment(self, which: Literal["best", "last"]) -> str:
        """Return what a block of the table is called."""
        if not isinstance(self.config.optimizer, Iterative):
            return "solved exactly"
        epochs = {"best": self._result["verdict"]["best_epoch"], "last": self._result["epochs"]}
        return f"{which}, epoch {epochs[which]:,}"

    def _verdict(self) -> list[str]:
        """Return the verdict with its evidence."""
        verdict = self._result["verdict"]
        evidence = [
            line
            for sentence in verdict["evidence"]
            for line in wrap(sentence, WIDTH - 2, initial_indent="  - ", subsequent_indent="    ")
        ]
        return [f" Verdict: {verdict['headline']}", *evidence, f"  {ONE_SEED}"]

    def _next(self) -> list[str]:
        """Return a command to try next."""
        classification = "train_accuracy" in self._result["best"]
        overrides = next_overrides(self._result["verdict"]["kind"], self.config, classification)
        folder = runs_dir_of(self.run)
        beside = () if folder == Path("runs") else ("--runs-dir", str(folder))
        return _command(" Try  regexp train", (self.source, *overrides, *beside))

    def _files(self) -> list[str]:
        """Return where the files are; runs of a sweep have no picture, and seldom weights."""
        files = [name for name in FILES if (self.run.path / name).is_file()]
        return [f" {self.run.path}/", f"   {'  '.join(files)}"]


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


def _command(start: str, words: Sequence[str]) -> list[str]:
    """Return a command for a shell, continued on further lines where it is long."""
    lines = [start]
    for word in map(shlex.quote, words):
        if len(lines[-1]) + len(word) + 3 > WIDTH:
            lines[-1] += " \\"
            lines.append(f"{'':8}{word}")
        else:
            lines[-1] += f" {word}"
    return lines


def _number(row: Mapping[str, float | None], name: str) -> float:
    """Return a number of result.json, where null stands for NaN."""
    value = row.get(name)
    return nan if value is None else float(value)
