"""Cold processes: `regexp train` of one epoch to the finished picture, and `regexp --help`.

The peer is what one would write instead: a script that imports scikit-learn and matplotlib, fits one epoch
on digits, and saves the same two panels.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from measure import report, side_by_side, without_blas_variables

without_blas_variables()

SCRIPT = """
import warnings
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import StandardScaler
warnings.simplefilter("ignore")
x, y = load_digits(return_X_y=True)
parts = train_test_split(x, y, train_size=400, stratify=y, random_state=0)
x_train, x_validation, y_train, y_validation = parts
scaler = StandardScaler().fit(x_train)
model = MLPClassifier((256, 256), batch_size=64, max_iter=1).fit(scaler.transform(x_train), y_train)
splits = [(x_train, y_train), (x_validation, y_validation)]
scores = [model.score(scaler.transform(x), y) for x, y in splits]
figure, axes = plt.subplots(1, 2, figsize=(10, 4.5))
axes[0].plot(model.loss_curve_)
axes[1].bar(["train", "validation"], scores)
figure.savefig("curves.png", dpi=120)
"""


def run(*command: str) -> None:
    """Run a command in a new folder."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(command, cwd=folder, check=True, capture_output=True)


if __name__ == "__main__":
    regexp = str(Path(sys.executable).with_name("regexp"))
    run(regexp, "train", "digits", "epochs=1")  # once, so that the data set is in the cache
    contenders = {
        "regexp train digits epochs=1": lambda: run(regexp, "train", "digits", "epochs=1"),
        "script with scikit-learn and matplotlib": lambda: run(sys.executable, "-c", SCRIPT),
        "regexp --help": lambda: run(regexp, "--help"),
    }
    report(side_by_side(contenders, 5), "regexp train digits epochs=1")
