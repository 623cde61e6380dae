"""What the rows of a sweep say: the closing panel and the overview picture."""

from regexp.summary.closing import closing
from regexp.summary.pictures import draw

__all__ = ["closing", "draw"]
