"""What `regexp show` prints of a run, of a setting over its seeds, and of a sweep."""

from regexp.showing.exported import exported
from regexp.showing.show import shown
from regexp.showing.shown import Shown

__all__ = ["Shown", "exported", "shown"]
