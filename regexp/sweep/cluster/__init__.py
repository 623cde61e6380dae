"""Sweeps on a Dask cluster."""

from regexp.sweep.cluster.cluster import Cluster
from regexp.sweep.cluster.connection import scheduler_of

__all__ = ["Cluster", "scheduler_of"]
