"""One override on the command line: a `key=value` word, or an option that stands for one."""

import re
from dataclasses import dataclass
from typing import Any

from regexp.config.nodes import Mark, YamlError
from regexp.config.problems import Place, Problem
from regexp.config.yaml_loader import parse_yaml

NO_OPTION = "is no option of this command"
"""What is said about a word such as `--quiet` that is no key either."""

_RANGE = re.compile(r"(log|lin):.*", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """One override: `typed` is what stands on the command line, at position `number`."""

    typed: str
    key: str
    text: str
    number: int
    option: str | None = None

    @property
    def place(self) -> Place:
        """Where messages say that it stands."""
        return Place(True, self.number, 0, f"command line: {' '.join(self.typed.split())}")

    @property
    def is_several(self) -> bool:
        """Whether it gives several values: `0,1e-3`, `log:1e-5:1:11` or `lin:0:0.8:5`."""
        listed = len(comma_parts(self.text)) > 1 or _RANGE.fullmatch(self.text)
        return self.option != "name" and bool(listed)

    def problem(self, text: str) -> Problem:
        """Return a problem at this word."""
        return Problem(self.place, text)

    def value(self) -> Any:
        """Return its value by the rules of YAML; raises YamlError."""
        if self.option == "name":
            return self.text
        value = parse_yaml(self.text).value
        if isinstance(value, dict | list) and self.text[0] not in "[{":
            raise YamlError(
                Mark(1, 1), "must be one value; write {key: value} for a mapping and [1, 2] for a list"
            )
        return value


def comma_parts(text: str) -> list[str]:
    """Return the parts of a text between its commas, those in quotes and brackets apart."""
    parts, depth, quote = [""], 0, ""
    for character in text:
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and (depth or not parts[-1].strip()):
            quote = character
        elif character in "[{":
            depth += 1
        elif character in "]}":
            depth -= 1
        elif character == "," and depth == 0:
            parts.append("")
            continue
        parts[-1] += character
    return parts
