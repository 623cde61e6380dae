"""The text of a condition as a tree, or what is wrong with it."""

import ast
import re
import warnings

from regexp.errors import ConfigError

LONGEST = 1000
"""How many characters a condition may have."""

_SLIPS = (
    (r"(?<![=!<>])=(?!=)", "equality is =="),
    (r"&", "write and"),
    (r"\|", "write or"),
    (r"!(?!=)", "write not"),
    (r"<>", "inequality is !="),
    (r"\blambda\b", "λ is called l2 or l1"),
    (r"\d+x\d+", 'widths stand in quotes: "256x256"'),
)

ACCEPTED = "accepted are comparisons such as l2 > 1e-4, joined by and, or, not"


def parsed(condition: str) -> ast.expr:
    """Return the tree of a condition; raises ConfigError that names the column."""
    if len(condition) > LONGEST:
        raise ConfigError(f"--filter: has {len(condition):,} characters; accepted are at most {LONGEST:,}")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's advice on how to write Python
            return ast.parse(condition, mode="eval").body
    except SyntaxError as error:
        column = min(error.offset or len(condition) + 1, len(condition) + 1)
        slip = next((advice for pattern, advice in _SLIPS if re.search(pattern, condition)), None)
        end = "ends too early" if column > len(condition) else "can't be understood"
        raise ConfigError(f"--filter: column {column}: {end}; {slip or ACCEPTED}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise ConfigError(f"--filter: can't be understood; {ACCEPTED}") from error
