"""Configs: read, checked, changed by the command line, and written."""

from regexp.config.checks import situation_of, watchers
from regexp.config.dump import config_hash, to_yaml
from regexp.config.editor import json_schema
from regexp.config.load import Loaded, load_config
from regexp.config.schema import MONITORS, Config, Evaluation
from regexp.config.shipped import shipped_folder, shipped_names
from regexp.config.trees import changed, input_files, to_tree

__all__ = [
    "MONITORS",
    "Config",
    "Evaluation",
    "Loaded",
    "changed",
    "config_hash",
    "input_files",
    "json_schema",
    "load_config",
    "shipped_folder",
    "shipped_names",
    "situation_of",
    "to_tree",
    "to_yaml",
    "watchers",
]
