"""What `regexp show --json` prints, for programs."""

import json
from typing import Any

from regexp.analysis.agreed import agreed
from regexp.collection import CellDirectory, Found, collect
from regexp.record import RunDirectory
from regexp.showing.shown import Shown


def exported(found: Found) -> Shown:
    """Return result.json of a run; of a setting or a sweep the results of its runs, and what they agree on.

    Raises FileError for a run without a result, DamagedFile.
    """
    if isinstance(found, RunDirectory):
        found.check_file("result.json")
        return Shown(_lines(found.result), (), True)
    collection = collect([found])
    runs = [{"path": str(run.directory.path), **run.result} for run in collection.runs]
    content: dict[str, Any] = {"path": str(found.path), "planned": collection.planned}
    if isinstance(found, CellDirectory) and runs:
        content["agreement"] = agreed(collection.runs).to_json()
    return Shown(_lines(content | {"runs": runs}), collection.problems, True)


def _lines(content: Any) -> tuple[str, ...]:
    return tuple(json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False).splitlines())
