"""Dask's logs."""

import logging
from importlib import import_module

LOGGERS = ("distributed", "distributed.client", "distributed.gc", "tornado", "tornado.application", "asyncio")
"""Those that have a level of their own."""


def silence() -> None:
    """Keep the logs off the terminal; what they tell of workers that go is told in other words."""
    import_module("distributed")  # which sets levels of its own
    for name in LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
