"""What `train` prints below the header of a finished run; `show` prints the same parts and more."""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from regexp.analysis import ONE_SEED
from regexp.config import Config
from regexp.history import History
from regexp.optimizers import ClosedForm
from regexp.panel.commands import suggestion
from regexp.panel.header import WIDTH
from regexp.panel.table import table
from regexp.plots import curves_in_text
from regexp.record import RunDirectory

CURVE_HEIGHT = 9
FILES = ("curves.png", "metrics.csv", "result.json", "best.npz")


@dataclass(frozen=True)
class Panel:
    """A finished run, its config, and the words that name the config on a command line."""

    run: RunDirectory
    config: Config
    source: str

    def lines(self, plain: bool = False) -> list[str]:
        """Return everything below the header; `plain` draws with ASCII characters."""
        result, verdict = self.run.result, self.run.result["verdict"]
        parts = (
            curves(self.run.history, verdict["best_epoch"], result["monitor"], verdict["onset"], plain),
            table(result, is_solved=isinstance(self.config.optimizer, ClosedForm)),
            verdict_in_words(verdict["headline"], verdict["evidence"]),
            suggestion(self.run, self.config, result, self.source),
            self._files(),
        )
        return [line for part in parts if part for line in ("", *part)]

    def _files(self) -> list[str]:
        """Return where the files are."""
        files = [name for name in FILES if (self.run.path / name).is_file()]
        return [f" {self.run.path}/", f"   {'  '.join(files)}"]


def curves(
    history: History, best_epoch: int, monitor: str, onset: int | None, plain: bool = False
) -> list[str]:
    """Return the plot of both losses, if there is more than one epoch to draw."""
    if len(history) < 2:
        return []
    return curves_in_text(history, WIDTH, CURVE_HEIGHT, best_epoch, monitor, ascii=plain, onset=onset)


def verdict_in_words(headline: str, evidence: Iterable[str], trust: str = ONE_SEED) -> list[str]:
    """Return a verdict with its evidence, and how far it can be trusted."""
    lines = wrap(f"Verdict: {headline}", WIDTH, initial_indent=" ", subsequent_indent="          ")
    for sentence in evidence:
        lines += wrap(sentence, WIDTH - 2, initial_indent="  - ", subsequent_indent="    ")
    return [*lines, *([f"  {trust}"] if trust else [])]
