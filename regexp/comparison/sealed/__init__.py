"""`--show-test`: what the sealed test rows say, and how often they have been asked."""

from regexp.comparison.sealed.look import sealed

__all__ = ["sealed"]
