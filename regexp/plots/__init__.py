"""Figures and terminal plots of histories; matplotlib is imported only when a figure is drawn."""

from regexp.plots.curves import draw_curves
from regexp.plots.figures import warm_up
from regexp.plots.picture import Fit, Picture
from regexp.plots.terminal import curves_in_text

__all__ = ["Fit", "Picture", "curves_in_text", "draw_curves", "warm_up"]
