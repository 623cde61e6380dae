"""Images and labels in MNIST's IDX format."""

import os
from typing import Annotated, ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from regexp.datasets.base import Dataset, Facts, Size, numbered
from regexp.datasets.data import TEST, TRAIN, Table
from regexp.datasets.idx_format import read_idx
from regexp.datasets.preprocessing import Scale
from regexp.datasets.targets import class_numbers
from regexp.errors import DataError
from regexp.spec import Array, InputFile

STEMS = ("train-images-idx3", "train-labels-idx1", "t10k-images-idx3", "t10k-labels-idx1")


class Idx(Dataset):
    """Your own files of MNIST, Fashion-MNIST, KMNIST, ….

    A folder with train and, as the ready-made test split, t10k files; or a file of images and one of labels.
    Inputs are the pixels, 0 to 255; `scale: minmax` maps them to [0, 1].
    """

    main: ClassVar[str] = "path"
    facts: ClassVar[Facts] = Facts("any", "any", "classification")
    kind: Literal["idx"] = "idx"
    path: Annotated[str | None, InputFile] = Field(
        None,
        description="folder of train-images-idx3-ubyte, train-labels-idx1-ubyte and t10k-…, gzipped or not",
        examples=["mnist"],
    )
    images: Annotated[str | None, InputFile] = Field(
        None, description="a file of images, instead of a folder"
    )
    labels: Annotated[str | None, InputFile] = Field(None, description="the file of their labels")
    validation_size: Size = Field(0.2, description="validation rows, drawn from the train files, or fraction")
    scale: Scale | None = Field(
        "standard", description="standard, minmax or none, fitted on the training rows"
    )

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        given = tuple(name for name in ("path", "images", "labels") if getattr(self, name) is not None)
        if given not in (("path",), ("images", "labels")):
            raise ValueError("give either path: FOLDER, or images: FILE and labels: FILE")
        return self

    def title(self) -> str:
        """Return the path of the folder, or of the images."""
        return self.path or str(self.images)

    def table(self) -> Table:
        """Return all images as rows of pixels, those of t10k files as the test split; raises DataError."""
        sources = [(str(self.images), str(self.labels))] if self.path is None else files_in(self.path)
        pairs = [_pair(*source) for source in sources]
        widths = {images.shape[1] for images, _ in pairs}
        if len(widths) > 1:
            raise DataError(
                f"{self.title()}: images of {min(widths)} pixels and of {max(widths)} can't be mixed"
            )
        images, labels = (np.concatenate([pair[i] for pair in pairs]) for i in range(2))
        y, classes = class_numbers(labels)
        ready = np.repeat((TRAIN, TEST), [len(labels) for _, labels in pairs]) if len(pairs) > 1 else None
        return Table(images, y, numbered(images.shape[1]), classes, ready)


def files_in(folder: str) -> list[tuple[str, str]]:
    """Return the paths of images and labels for train and, where there is one, test; raises DataError."""
    if not os.path.isdir(folder):
        raise DataError(f"{folder}: no such folder")
    found = {stem: path for stem in STEMS if (path := _find(folder, stem))}
    needed = STEMS if any(stem in found for stem in STEMS[2:]) else STEMS[:2]
    for stem in needed:
        if stem not in found:
            raise DataError(f"{folder}: there is no {stem}-ubyte or {stem}-ubyte.gz in this folder")
    return [(found[images], found[labels]) for images, labels in zip(needed[::2], needed[1::2], strict=True)]


def _find(folder: str, stem: str) -> str | None:
    """Return the path of `train-images-idx3-ubyte`, also gzipped or with a dot before `idx`."""
    names = [
        f"{name}-ubyte{suffix}" for name in (stem, stem.replace("-idx", ".idx")) for suffix in ("", ".gz")
    ]
    paths = (os.path.join(folder, name) for name in names)
    return next((path for path in paths if os.path.exists(path)), None)


def _pair(images_path: str, labels_path: str) -> tuple[Array, Array]:
    """Return images as a matrix (N, pixels) and labels (N,)."""
    images, labels = read_idx(images_path), read_idx(labels_path)
    for path, array, axes in ((images_path, images, 3), (labels_path, labels, 1)):
        if array.ndim != axes:
            raise DataError(f"{path}: its array is {array.ndim}-dimensional; {axes} dimensions are needed")
    if len(images) != len(labels):
        raise DataError(
            f"{images_path}: has {len(images)} images, but {labels_path} has {len(labels)} labels"
        )
    return images.reshape(len(images), images.shape[1] * images.shape[2]), labels
