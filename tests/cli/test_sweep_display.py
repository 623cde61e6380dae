"""The display of a sweep: exact lines where stderr is no terminal, exact screens where it is one."""

import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO, TextIOWrapper
from itertools import product

import pytest
from rich.color import ColorSystem
from rich.style import Style
from support.command import Terminal

from regexp.cli import sweep_frames, sweep_tally
from regexp.cli.sweep_display import SweepDisplay
from regexp.cli.sweep_map import SHADES, heat_map
from regexp.cli.sweep_tally import SweepTally
from regexp.record import Setting, SweepRow

L2, DROPOUT = "regularization.l2.strength", "regularization.dropout.rate"
LOSS, ACCURACY = "validation_loss", "validation_accuracy"
CONTROL = re.compile(r"\x1b\[([0-9;?]*)([A-Za-z])")

Cells = list[tuple[str, Mapping[str, Setting]]]


class Clock:
    """A clock that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Stream:
    """What is printed on stderr."""

    def __init__(self, stream: TextIOWrapper) -> None:
        self._stream = stream

    @property
    def text(self) -> str:
        return self._stream.buffer.getvalue().decode(self._stream.encoding)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def screen(self) -> list[str]:
        """The lines that a terminal shows after all that was printed, without colours; [""] if nothing."""
        lines, row, at = [""], 0, 0
        text = self.text
        while at < len(text):
            control = CONTROL.match(text, at)
            at = control.end() if control else at + 1
            if control and control[2] == "K":
                lines[row] = ""
            elif control and control[2] == "A":
                row -= int(control[1])
            elif text[at - 1] == "\n":
                row += 1
                lines += [""] * (row == len(lines))
            elif not control and text[at - 1] != "\r":
                lines[row] += text[at - 1]
        return "\n".join(line.rstrip() for line in lines).rstrip("\n").split("\n")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    for module in (sweep_tally, sweep_frames):
        monkeypatch.setattr(module, "monotonic", clock)
    return clock


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal of 80 columns and 24 lines with 256 colours, where stderr is one."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "TTY_INTERACTIVE", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (("TERM", "xterm-256color"), ("COLUMNS", "80"), ("LINES", "24")):
        monkeypatch.setenv(name, value)


@contextmanager
def shown(
    monkeypatch: pytest.MonkeyPatch, terminal: bool = False, quiet: bool = False, encoding: str = "utf-8"
) -> Iterator[tuple[SweepDisplay, Stream]]:
    """Yield a display and what it prints."""
    kind = Terminal if terminal else TextIOWrapper
    stream = kind(BytesIO(), encoding=encoding, write_through=True)
    with monkeypatch.context() as patched:
        patched.setattr("sys.stderr", stream)
        with SweepDisplay(quiet) as display:
            yield display, Stream(stream)


def grid(strengths: list[float], rates: list[float]) -> Cells:
    """Return the cells of two axes."""
    points = product(strengths, rates)
    return [(f"l2={l2:g},dropout={rate:g}", {L2: l2, DROPOUT: rate}) for l2, rate in points]


def line_of(strengths: list[float]) -> Cells:
    """Return the cells of one axis."""
    return [(f"l2={l2:g}", {L2: l2}) for l2 in strengths]


def row(cell: str, value: float | None, monitor: str = LOSS, **others: object) -> SweepRow:
    """Return a run of 100 epochs."""
    given = {"settings": {}, "seed": 0, "status": "completed", "path": "", "epochs": 100, **others}
    return SweepRow(cell=cell, best={monitor: value}, **given)


def failed(cell: str) -> SweepRow:
    return SweepRow(cell, {}, 0, "failed", "", reason="out of memory")


SMALL = grid([0, 0.01], [0, 0.5])
NONE, RATE, STRENGTH, BOTH = (name for name, _ in SMALL)


class TestLines:
    """stderr is no terminal."""

    def test_a_line_for_each_tenth_of_the_runs(self, clock: Clock, monkeypatch) -> None:
        # 4 cells x 5 seeds = 20 runs of one second, so a line for every second run
        with shown(monkeypatch) as (display, err):
            display.planned((L2, DROPOUT), SMALL, range(5), [], 2000, LOSS)
            for seed in range(5):
                for (name, _), loss in zip(SMALL, (0.5, 0.4, 0.3, 0.2), strict=True):
                    clock.now += 1
                    display.progressed(100)
                    display.finished(row(name, loss + seed / 10))
        # the means over seeds 0, 0 … 4 of the best cell so far: 0.2, 0.25, 0.3, 0.35, 0.4
        assert err.lines == [
            "2 of 20 runs, best so far dropout=0.5: validation loss 0.400, 0:18 left",
            "4 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.200, 0:16 left",
            "6 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.200, 0:14 left",
            "8 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.250, 0:12 left",
            "10 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.250, 0:10 left",
            "12 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.300, 0:08 left",
            "14 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.300, 0:06 left",
            "16 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.350, 0:04 left",
            "18 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.350, 0:02 left",
            "20 of 20 runs, best so far l2=0.01,dropout=0.5: validation loss 0.400",
        ]

    def test_ten_lines_for_many_runs(self, clock: Clock, monkeypatch) -> None:
        cells = line_of([float(number) for number in range(1003)])
        with shown(monkeypatch) as (display, err):
            display.planned((L2,), cells, range(1), [], 1003, LOSS)
            for name, _ in cells:
                display.finished(row(name, 1.0, epochs=1))
        assert [line.partition(" runs")[0] for line in err.lines] == [
            *("101 of 1,003", "201 of 1,003", "301 of 1,003", "402 of 1,003", "502 of 1,003"),
            *("602 of 1,003", "703 of 1,003", "803 of 1,003", "903 of 1,003", "1,003 of 1,003"),
        ]

    def test_no_more_lines_than_runs(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((), [("base", {})], range(2), [], 200, ACCURACY)
            clock.now += 3
            display.finished(row("base", 0.9, ACCURACY))
            display.finished(row("base", 0.8, ACCURACY))
        assert err.lines == [
            "1 of 2 runs, mean validation accuracy 90.0%, 0:03 left",
            "2 of 2 runs, mean validation accuracy 85.0%",
        ]

    def test_one_run(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((), [("base", {})], [7], [], 100, LOSS)
            display.finished(row("base", 12.3456))
        assert err.lines == ["1 of 1 run, mean validation loss 12.3"]

    def test_a_sweep_that_goes_on(self, clock: Clock, monkeypatch) -> None:
        # 6 of 8 are there; only what is trained now says how long the others take
        done = [row(name, 0.5) for name, _ in SMALL] + [row(NONE, 0.2), row(RATE, 0.4)]
        with shown(monkeypatch) as (display, err):
            display.planned((L2, DROPOUT), SMALL, range(2), done, 200, LOSS)
            clock.now += 9
            display.finished(row(STRENGTH, 0.1))
        assert err.lines == ["7 of 8 runs, best so far l2=0.01: validation loss 0.300, 0:09 left"]

    def test_fewer_runs_than_cells_times_seeds(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((L2, DROPOUT), SMALL, range(5), [], 200, LOSS, runs=2)
            clock.now += 9
            display.finished(row(NONE, 0.25))
        assert err.lines == ["1 of 2 runs, best so far no regularization: validation loss 0.250, 0:09 left"]

    def test_higher_accuracy_is_better(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((L2,), line_of([0, 1]), [0], [], 200, ACCURACY)
            display.finished(row("l2=0", 0.9, ACCURACY))
            display.finished(row("l2=1", 0.95, ACCURACY))
        assert err.lines[-1] == "2 of 2 runs, best so far l2=1: validation accuracy 95.0%"

    def test_of_equal_cells_the_first(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((L2,), line_of([0, 1]), [0], [], 200, LOSS)
            display.finished(row("l2=1", 0.5))
            display.finished(row("l2=0", 0.5))
        assert err.lines[-1] == "2 of 2 runs, best so far l2=0: validation loss 0.500"

    def test_a_cell_with_a_diverged_run_is_no_candidate(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((L2,), line_of([0, 1]), range(2), [], 400, LOSS)
            display.finished(row("l2=0", 0.1))
            display.finished(row("l2=1", 0.5))
            display.finished(row("l2=0", 0.1, status="diverged", epochs=3))
        assert err.lines[-1] == "3 of 4 runs, best so far l2=1: validation loss 0.500, 0:00 left"

    def test_failed_runs_do_not_count(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((L2,), line_of([0, 1]), range(2), [], 400, LOSS)
            clock.now += 2
            display.finished(failed("l2=0"))
            display.finished(row("l2=0", 0.1))
        assert err.lines == [
            "1 of 4 runs, 0:06 left",
            "2 of 4 runs, best so far l2=0: validation loss 0.100, 0:02 left",
        ]

    @pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
    def test_a_metric_that_is_not_finite_does_not_count(
        self, value: float | None, clock: Clock, monkeypatch
    ) -> None:
        with shown(monkeypatch) as (display, err):
            display.planned((L2,), line_of([0, 1]), [0], [], 200, LOSS)
            display.finished(row("l2=0", value))
        assert err.lines == ["1 of 2 runs, 0:00 left"]

    def test_quiet_prints_messages_only(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch, quiet=True) as (display, err):
            display.planned((L2,), line_of([0, 1]), [0], [], 200, LOSS)
            display.progressed(100)
            display.finished(row("l2=0", 0.1))
            display.say("l2=1 seed 0 failed: out of memory")
        assert err.lines == ["l2=1 seed 0 failed: out of memory"]

    @pytest.mark.parametrize("term", ["dumb", "unknown"])
    def test_a_terminal_without_a_cursor_gets_lines(self, term: str, clock: Clock, monkeypatch) -> None:
        monkeypatch.setenv("TERM", term)
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2,), line_of([0, 1]), [0], [], 200, LOSS)
            display.say("a message")
            display.finished(row("l2=0", 0.1))
        assert err.text == "a message\n1 of 2 runs, best so far l2=0: validation loss 0.100, 0:00 left\n"

    def test_messages_before_the_plan(self, monkeypatch) -> None:
        with shown(monkeypatch) as (display, err):
            display.say("\x1b[31mnote")
        assert err.lines == ["\\x1b[31mnote"]


class TestTimeLeft:
    """Ten runs of 100 epochs: seconds since the plan, times runs to come over runs finished since."""

    @pytest.fixture
    def tally(self, clock: Clock) -> SweepTally:
        return SweepTally(["base"], 10, LOSS, 10, 1000, [])

    def test_nothing_is_known_at_first(self, tally: SweepTally, clock: Clock) -> None:
        clock.now += 5
        assert tally.time_left() == ""

    def test_runs_under_way_count_by_their_epochs(self, tally: SweepTally, clock: Clock) -> None:
        # 50 of 100 epochs are half a run: 9.5 / 0.5 x 5 s = 95 s
        tally.train(30)
        tally.train(20)
        clock.now += 5
        assert (tally.done, tally.time_left()) == (0.5, "1:35 left")

    def test_epochs_of_finished_runs_count_once(self, tally: SweepTally, clock: Clock) -> None:
        # 1.5 runs: 8.5 / 1.5 x 6 s = 34 s
        tally.train(150)
        tally.add(row("base", 0.5))
        clock.now += 6
        assert (tally.done, tally.time_left()) == (1.5, "0:34 left")

    def test_early_stopping_shortens_what_is_left(self, tally: SweepTally, clock: Clock) -> None:
        # five runs stopped after 10 epochs, in 5 s: so will the other five
        for _ in range(5):
            tally.train(10)
            tally.add(row("base", 0.5, status="early_stopped", epochs=10))
        clock.now += 5
        assert (tally.done, tally.time_left()) == (5, "0:05 left")

    def test_epochs_from_before_are_done_but_take_no_time(self, tally: SweepTally, clock: Clock) -> None:
        # two runs go on after 80 epochs; the 20 that one was trained for took 2 s, so 1.6 + 0.2 runs are
        # done, and the other 8.2 take 82 s
        tally.resume(80)
        tally.resume(80)
        assert (tally.done, tally.time_left()) == (1.6, "")
        tally.train(20)
        tally.add(row("base", 0.5))
        clock.now += 2
        assert (tally.done, tally.time_left()) == (1.8, "1:22 left")

    def test_never_more_than_all_runs(self, tally: SweepTally) -> None:
        tally.train(2000)
        assert tally.done == 10

    def test_hours(self, tally: SweepTally, clock: Clock) -> None:
        # one run took 1000 s: nine take 9000 s
        tally.add(row("base", 0.5))
        clock.now += 1000
        assert tally.time_left() == "2:30:00 left"


class TestShades:
    def test_a_shade_is_a_rank_and_the_best_is_bold(self) -> None:
        losses = [(NONE, 0.3), (RATE, 0.2), (STRENGTH, 9e9), (BOTH, 0.25)]
        done = [row(name, loss) for name, loss in losses]
        tally = SweepTally([name for name, _ in SMALL], 1, LOSS, 4, 0, done)
        layout = heat_map((L2, DROPOUT), SMALL)
        assert layout is not None
        text = layout.drawn(tally, ".")
        styles = {text.plain[span.start : span.end].strip(): span.style for span in text.spans}
        # ranks 0, 1, 2, 3 of 4 in five shades: 5 x rank // 4 = 0, 1, 2, 3
        assert [styles[shown] for shown in ("0.200", "0.250", "0.300", "9.0e9")] == [
            f"bold {SHADES[0]}",
            *SHADES[1:4],
        ]

    def test_shades_are_legible_with_sixteen_colours(self) -> None:
        # black on bright green, bright white on cyan and on grey, as ANSI numbers them
        colours = [(Style.parse(shade).color, Style.parse(shade).bgcolor) for shade in SHADES]
        numbers = [
            tuple(one.downgrade(ColorSystem.STANDARD).number for one in pair if one) for pair in colours
        ]
        assert numbers == [(0, 10), (0, 10), (15, 6), (15, 8), (15, 8)]


class TestTerminal:
    """stderr is a terminal of 80 x 24."""

    def test_the_heat_map_fills_in(self, clock: Clock, monkeypatch) -> None:
        cells = grid([0, 0.001, 0.1], [0, 0.5])
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), cells, range(2), [], 1200, LOSS)
            assert err.screen == [
                f"runs 0/12 {'━' * 68}",
                *("       dropout", "    l2       0     0.5"),
                *("     0       ·       ·", " 0.001       ·       ·", "   0.1       ·       ·"),
                "mean validation loss, lower is better",
            ]
            clock.now += 4
            display.progressed(200)
            runs = [("l2=0,dropout=0", 0.5), ("l2=0.001,dropout=0.5", 0.25), ("l2=0,dropout=0", 0.4)]
            for name, loss in runs:
                display.finished(row(name, loss))
            display.finished(row("l2=0.1,dropout=0", 9.0, status="diverged", epochs=3))
            clock.now += 4
            display.progressed(0)
            # 4 of 12 runs in 8 s; 20 of 60 columns; (0.5 + 0.4) / 2 = 0.45
            assert err.screen[0] == f"runs 4/12 {'━' * 20}╺{'━' * 39} 0:16 left"
            assert err.screen[1:] == [
                "best so far l2=0.001,dropout=0.5: validation loss 0.250 (1/2 seeds)",
                *("       dropout", "    l2       0     0.5"),
                *("     0   0.450       ·", " 0.001       ·   0.250", "   0.1       x       ·"),
                "mean validation loss, lower is better; x diverged or failed",
            ]

    def test_it_vanishes(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), SMALL, [0], [], 400, LOSS)
            clock.now += 1
            display.finished(row(NONE, 0.5))
            display.say("a message that is longer than the terminal is wide " * 2)
            assert err.screen[-1] == "mean validation loss, lower is better"
        assert err.screen == [("a message that is longer than the terminal is wide " * 2).strip()]
        assert (
            err.text.count("\x1b[?25l") == err.text.count("\x1b[?25h") == 1
        )  # the cursor is hidden, and back

    def test_it_vanishes_when_interrupted(self, clock: Clock, monkeypatch) -> None:
        def interrupted(display: SweepDisplay) -> None:
            with display:
                display.planned((L2, DROPOUT), SMALL, [0], [], 400, LOSS)
                raise KeyboardInterrupt

        with shown(monkeypatch, terminal=True) as (display, err):
            with pytest.raises(KeyboardInterrupt):
                interrupted(display)
            assert err.screen == [""]

    def test_messages_can_not_steer_the_terminal(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), SMALL, [0], [], 400, LOSS)
            display.say("\x1b[31m[bold]:smile: failed[/bold]")
        assert err.screen == ["\\x1b[31m[bold]:smile: failed[/bold]"]

    def test_frames_are_few_and_need_no_thread(self, clock: Clock, monkeypatch) -> None:
        threads = threading.active_count()
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), SMALL, range(20), [], 8000, LOSS)
            assert threading.active_count() == threads
            for _ in range(1000):  # two seconds: 16 frames, and the first and last
                clock.now += 2 / 1000
                display.progressed(1)
        assert 16 <= err.text.count("runs 0/80") <= 18

    def test_tiles_are_coloured(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), SMALL, [0], [row(NONE, 0.5), row(RATE, 0.25)], 200, LOSS)
            assert re.search(r"\x1b\[1;[\d;]+m  0\.250 \x1b\[0m", err.text)
            assert re.search(r"\x1b\[[\d;]+m  0\.500 \x1b\[0m", err.text)

    def test_no_colours_on_request(self, clock: Clock, monkeypatch) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), SMALL, [0], [row(NONE, 0.5), row(RATE, 0.25)], 200, LOSS)
            assert "\x1b[1m  0.250 \x1b[0m" in err.text
            assert not re.search(r"\x1b\[[\d;]*[34]8;5", err.text)

    def test_ascii(self, clock: Clock, monkeypatch) -> None:
        with shown(monkeypatch, terminal=True, encoding="ascii") as (display, err):
            display.planned((L2, DROPOUT), SMALL, [0], [row(NONE, 0.5)], 300, LOSS)
            assert err.screen == [
                f"runs 1/4 {'-' * 17} {'-' * 51}",
                "best so far no regularization: validation loss 0.500 (1/1 seed)",
                *("      dropout", "   l2       0     0.5", "    0   0.500       .", " 0.01       .       ."),
                "mean validation loss, lower is better",
            ]

    def test_many_columns_become_rows(self, clock: Clock, monkeypatch) -> None:
        rates = [number / 20 for number in range(11)]
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), grid([0, 0.01], rates), [0], [], 2200, ACCURACY)
            assert err.screen[1:4] == [
                "              l2",
                " dropout       0    0.01",
                "       0       ·       ·",
            ]
            assert err.screen[-2:] == [
                "     0.5       ·       ·",
                "mean validation accuracy, higher is better",
            ]

    def test_the_largest_heat_map(self, clock: Clock, monkeypatch) -> None:
        # 8 + 9 x 8 columns; 11 rows with bar, best, key, values and caption
        cells = grid([0, *(10.0**-power for power in range(10))], [number / 10 for number in range(9)])
        done = [row(name, 0.5) for name, _ in cells]
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned((L2, DROPOUT), cells, range(2), done, 9900, LOSS)
            assert len(err.screen) == 16
            assert max(map(len, err.screen)) == 79  # the last tile ends in a blank

    def fallback(self, monkeypatch, axes: tuple[str, ...], cells: Cells, done: list[SweepRow]) -> list[str]:
        with shown(monkeypatch, terminal=True) as (display, err):
            display.planned(axes, cells, range(3), done, 100, LOSS)
            return err.screen

    def test_the_best_five_of_one_axis(self, clock: Clock, monkeypatch) -> None:
        cells = line_of([0, 0.25, 0.5, 1, 2, 4, 8])
        losses = [0.5, 0.4, 12.5, 0.3, 0.2, 7.0, 0.1]
        done = [row(name, loss) for (name, _), loss in zip(cells, losses, strict=True)]
        done += [row("l2=8", 0.2), row("l2=4", 0.0, status="diverged")]
        # l2=8 has (0.1 + 0.2) / 2 = 0.15, l2=4 diverged
        assert self.fallback(monkeypatch, (L2,), cells, done) == [
            f"runs 9/21 {'━' * 29}╺{'━' * 38}",
            "best so far, by mean validation loss",
            "l2=8     0.150  2/3 seeds",
            "l2=2     0.200  1/3 seeds",
            "l2=1     0.300  1/3 seeds",
            "l2=0.25  0.400  1/3 seeds",
            "l2=0     0.500  1/3 seeds",
        ]

    def test_before_the_first_run(self, clock: Clock, monkeypatch) -> None:
        assert self.fallback(monkeypatch, (L2,), line_of([0, 1]), []) == [f"runs 0/6 {'━' * 69}"]

    def test_one_cell(self, clock: Clock, monkeypatch) -> None:
        assert self.fallback(monkeypatch, (), [("base", {})], [row("base", 0.5)])[1:] == [
            "mean validation loss 0.500 (1/3 seeds)"
        ]

    def test_long_names_in_a_narrow_terminal(self, clock: Clock, monkeypatch) -> None:
        monkeypatch.setenv("COLUMNS", "40")
        name = "learning_rate=0.001,dropout=0.5,l2=0.001"
        found = self.fallback(monkeypatch, ("a", "b", "c"), [(name, {}), ("other", {})], [row(name, 0.5)])
        # 40 columns less 0.500, 1/3 seeds and two gaps leave 22: 19 and three points
        assert found[1:] == [
            "best so far, by mean validation loss",
            "learning_rate=0.001...  0.500  1/3 seeds",
        ]

    @pytest.mark.parametrize(
        ("variable", "size", "falls_back"),
        [("COLUMNS", "30", False), ("COLUMNS", "29", True), ("LINES", "9", False), ("LINES", "8", True)],
    )
    def test_no_room_for_a_heat_map(
        self, variable: str, size: str, falls_back: bool, clock: Clock, monkeypatch
    ) -> None:
        # 6 + 3 x 8 columns, and 9 + 3 x 8 when turned; 3 rows with key, values and caption, and 3 lines above
        monkeypatch.setenv(variable, size)
        cells = grid([0, 0.25, 0.5], [0, 0.1, 0.2])
        found = self.fallback(monkeypatch, (L2, DROPOUT), cells, [row("l2=0,dropout=0", 0.5)])
        assert ("best so far, by mean validation" in " ".join(found)) is falls_back

    def test_no_heat_map_of_points(self, clock: Clock, monkeypatch) -> None:
        points = [cell for cell in SMALL if cell[0] != BOTH]
        found = self.fallback(monkeypatch, (L2, DROPOUT), points, [row(NONE, 0.5)])
        assert found[1] == "best so far, by mean validation loss"

    def test_no_heat_map_of_arms(self, clock: Clock, monkeypatch) -> None:
        arms: Cells = [("arm=none", {"arm": "none"}), ("arm=decay,l2=0.1", {"arm": "decay", L2: 0.1})]
        found = self.fallback(monkeypatch, ("arm", L2), arms, [row("arm=none", 0.5)])
        assert found[1] == "best so far, by mean validation loss"

    def test_no_heat_map_where_names_do_not_tell_the_values(self, clock: Clock, monkeypatch) -> None:
        # the name of a file may hold what parts the words of a cell's name
        cells: Cells = [
            ("path=a,b.csv,l2=0", {"path": "a,b.csv", L2: 0}),
            ("path=c.csv,l2=0", {"path": "c.csv", L2: 0}),
        ]
        found = self.fallback(monkeypatch, ("path", L2), cells, [row("path=c.csv,l2=0", 0.5)])
        assert found[1:] == ["best so far, by mean validation loss", "path=c.csv,l2=0  0.500  1/3 seeds"]

    def test_kinds_and_what_is_left_out(self, clock: Clock, monkeypatch) -> None:
        kinds, rates = ("sgd", "adam"), (None, 0.5)
        cells: Cells = [
            (f"optimizer.kind={kind},dropout={rate or 'none'}", {"optimizer.kind": kind, DROPOUT: rate})
            for kind, rate in product(kinds, rates)
        ]
        found = self.fallback(monkeypatch, ("optimizer.kind", DROPOUT), cells, [])
        assert found[1:5] == [
            "                dropout",
            " optimizer.kind    none     0.5",
            "            sgd       ·       ·",
            "           adam       ·       ·",
        ]
