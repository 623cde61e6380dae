"""What `regexp sweep` prints at its end, for people and for programs."""

import json
from dataclasses import asdict

from regexp.summary.closing import closing
from regexp.sweep.sweep import Finished


def report(finished: Finished) -> list[str]:
    """Return the closing panel of a sweep."""
    directory, grid = finished.directory, finished.grid
    return closing(
        finished.rows,
        grid.axes,
        finished.monitor,
        directory.path,
        str(directory.description),
        planned=grid.runs,
        trained=finished.trained,
    )


def report_in_json(finished: Finished) -> list[str]:
    """Return the rows of a sweep as JSON, as results.csv has them."""
    rows = [asdict(row) for row in finished.rows]
    content = {"path": str(finished.directory.path), "axes": finished.grid.axes, "runs": rows}
    return [json.dumps(content, indent=2, ensure_ascii=False, allow_nan=False)]
