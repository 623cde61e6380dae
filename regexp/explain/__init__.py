"""What a component does, in words, read from its class."""

from regexp.explain.components import FAMILIES, example_settings, explain, overview, plain

__all__ = ["FAMILIES", "example_settings", "explain", "overview", "plain"]
