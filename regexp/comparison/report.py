"""All that `regexp compare` prints for people."""

from collections.abc import Callable, Sequence
from math import isfinite

from regexp.comparison.answer import answer
from regexp.comparison.claims import claims
from regexp.comparison.comparison import Comparison
from regexp.comparison.curves import sparklines
from regexp.comparison.head import head
from regexp.comparison.left_out import left_out
from regexp.comparison.next_commands import next_commands
from regexp.comparison.table import shown, table
from regexp.comparison.words import paragraph
from regexp.panel.commands import command


def report(
    comparison: Comparison, note: Callable[[str], None], ascii: bool = False, tested: Sequence[str] = ()
) -> list[str]:
    """Return the comparison in lines of at most 80 columns.

    `tested` is what the sealed test rows say, if they are shown. Curves that can't be read are left out and
    noted.
    """
    lines = shown(comparison)
    drawn = [line for line in lines if not line.underfits]
    is_apart = comparison.obstacle is not None
    found = sparklines([line.entry for line in drawn], comparison.metric, note, ascii, is_apart)
    curve_of = dict(zip(map(id, drawn), found, strict=True))
    parts = (
        head(comparison),
        table(comparison, lines, [curve_of.get(id(line), "") for line in lines]),
        paragraph("Answer:", answer(comparison)),
        paragraph("What this claims:", claims(comparison)),
        paragraph("Left out:", left_out(comparison)),
        tested or _rosy(comparison),
        next_commands(comparison),
    )
    return [line for part in parts if part for line in ("", *part)][1:]


def _rosy(comparison: Comparison) -> list[str]:
    """Say that the winner's own number is too good, and how to see an untouched one."""
    candidates = sum(isfinite(line.summary.mean) for line in comparison.lines)
    has_test_rows = comparison.runs[0].result["rows"]["test"] > 0
    if comparison.best is None or candidates < 2 or not has_test_rows:
        return []
    sentence = "The winner was picked here, so its own numbers are a little rosy. The sealed test rows tell:"
    return [
        *paragraph("", [sentence]),
        *command("   regexp compare", comparison.request.words("--show-test")),
    ]
