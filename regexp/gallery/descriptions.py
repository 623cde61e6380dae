"""What each kind of picture shows, in the words of `regexp plot --help`."""

DESCRIPTIONS = {
    "curves": "a run by epoch, or settings over each other",
    "validation-curve": "train and validation against a swept number such as l2",
    "heatmap": "the metric by two or three settings",
    "ranking": "a row a setting, best first: mean, interval, seeds",
    "gap": "how much worse validation is than training",
    "learning-curve": "both splits against the number of training rows",
    "capacity": "both splits against the size of the model: double descent",
    "weights": "norms of weights per layer, and their distribution",
    "sparsity": "how many weights are not zero, against lambda",
    "path": "coefficients of a linear model against lambda",
    "boundary": "decision regions of data with two inputs",
    "fit": "the function learned from one input",
    "bias-variance": "squared bias, variance and noise over seeds",
}
"""By the name that `--kind` takes."""
