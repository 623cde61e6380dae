"""A drawing of dots in a grid of characters: braille (4 × 2 dots a character), or plain ASCII (2 × 1)."""

import numpy as np

from regexp.spec import Array

BRAILLE_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]])
BRAILLE = " " + "".join(chr(0x2800 + code) for code in range(1, 256))
ASCII_BITS = np.array([[1], [2]])
ASCII = " '.:"


class Canvas:
    """Dots in `rows` × `columns` characters, at first none; `width` is the number of columns of dots."""

    def __init__(self, rows: int, columns: int, ascii: bool) -> None:
        """Choose the size in characters, and between braille and ASCII."""
        self.rows, self.columns = rows, columns
        self._bits, self._characters = (ASCII_BITS, ASCII) if ascii else (BRAILLE_BITS, BRAILLE)
        self._down, self._across = (int(size) for size in self._bits.shape)
        self.width = columns * self._across
        self._dots = np.zeros((rows * self._down, self.width), dtype=bool)

    def draw(self, levels: Array) -> None:
        """Draw a line with one level a column of dots: 0 at the bottom, 1 at the top, NaN for nothing.

        Levels beyond 0 and 1 are outside the picture; the line leaves it where it meets its edge.
        """
        measured = np.flatnonzero(np.isfinite(levels))
        height = len(self._dots)
        rows = np.clip(np.rint((1 - levels[measured]) * (height - 1)), -1, height).astype(int)
        before = np.concatenate([rows[:1], rows[:-1]])
        for column, left, row in zip(measured, before, rows, strict=True):
            first, last = (left + 1, row) if row > left else (row, max(row, left - 1))
            self._dots[max(first, 0) : last + 1, column] = True

    def column(self, across: float) -> int:
        """Return the column of characters that a place is in: 0 at the left, 1 at the right."""
        return int(np.rint(across * (self.width - 1))) // self._across

    def row(self, level: float) -> int:
        """Return the row of characters that a level is in, or the nearest one, counted from the top."""
        last = len(self._dots) - 1
        return int(np.clip(np.rint((1 - level) * last), 0, last)) // self._down

    def lines(self) -> list[str]:
        """Return the drawing, one text a row."""
        cells = self._dots.reshape(self.rows, self._down, self.columns, self._across)
        codes = np.einsum("rdca,da->rc", cells, self._bits)
        return ["".join(self._characters[code] for code in row) for row in codes]
