"""regexp predict: rows of a CSV file in, a line of CSV for each out."""

import csv
from pathlib import Path

import numpy as np
import pytest
from support.command import command
from support.made_runs import made_run, made_sweep
from support.runs import rewrite_result, trained
from support.sweeps import runs_of, swept

import regexp
from regexp.datasets import load

pytestmark = pytest.mark.usefixtures("no_pictures", "no_overview")

HEADER = "petal width (cm),name,sepal width (cm),sepal length (cm),petal length (cm),target\n"
ROWS = "0.2,first,3.5,5.1,1.4,setosa\n1.6,second,2.7,6.0,5.1,versicolor\n"
IN_ORDER = [[5.1, 3.5, 1.4, 0.2], [6.0, 2.7, 5.1, 1.6]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Two flowers, with the inputs in another order and other columns between them."""
    path = tmp_path / "flowers.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


@pytest.fixture
def run(flowers: Path, runs: Path) -> Path:
    return trained(flowers, runs)


def predicted(*words: object) -> list[list[str]]:
    """Return the lines that were printed."""
    done = command("predict", *words)
    assert (done.code, done.err) == (0, "")
    return list(csv.reader(done.out.splitlines()))


def refused(*words: object) -> tuple[int, str]:
    done = command("predict", *words)
    assert done.out == ""
    return done.code, done.err


def test_a_line_for_each_row(run: Path, file: Path) -> None:
    labels = regexp.open(run).predict(IN_ORDER)
    assert predicted(run, file) == [["prediction"], *([label] for label in labels)]
    assert predicted("last", file, "--runs-dir", run.parent) == predicted(run, file)


@pytest.mark.parametrize("at", ["best", "last"])
def test_probabilities(at: str, run: Path, file: Path) -> None:
    expected = regexp.open(run).predict_proba(IN_ORDER, at)
    heading, *lines = predicted(run, file, "--probabilities", "--at", at)
    assert heading == [
        "prediction",
        "probability_setosa",
        "probability_versicolor",
        "probability_virginica",
    ]
    found = np.array([line[1:] for line in lines], dtype=np.float32)
    np.testing.assert_array_equal(found, expected)
    assert [line[0] for line in lines] == [
        heading[1 + k].removeprefix("probability_") for k in expected.argmax(axis=1)
    ]


def test_numbers_have_every_digit_of_their_precision(line: Path, runs: Path, tmp_path: Path) -> None:
    run = trained(line, runs)
    (tmp_path / "x.csv").write_text("x\n0.1\n-0.7\n")
    heading, *lines = predicted(run, tmp_path / "x.csv")
    assert heading == ["prediction"]
    assert [text for (text,) in lines] == [str(value) for value in regexp.open(run).predict([[0.1], [-0.7]])]


def test_several_targets(runs: Path, tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    np.savez(tmp_path / "points.npz", x=rng.normal(size=(40, 2)), y=rng.normal(size=(40, 2)))
    config = tmp_path / "exp.yaml"
    config.write_text(f"dataset: {tmp_path}/points.npz\nmodel: linear\noptimizer: exact\n")
    (tmp_path / "x.csv").write_text("x1,x2\n0.1,1\n-0.7,2\n")
    run = trained(config, runs)
    assert predicted(run, tmp_path / "x.csv")[0] == ["prediction_1", "prediction_2"]


def test_the_rows_of_its_own_file(runs: Path, tmp_path: Path) -> None:
    """What the run makes of its own CSV file is as good as was measured, over all splits together."""
    text = "".join(f"{i % 7};{i % 5};{'yes' if i % 7 + i % 5 > 5 else 'no'}\n" for i in range(80))
    (tmp_path / "data.csv").write_text(f"a;b;bought\n{text}")
    config = tmp_path / "exp.yaml"
    config.write_text(
        "dataset: {kind: csv, path: data.csv, target: bought, delimiter: ';', test_size: 0}\n"
        "model: {kind: mlp, hidden: [8]}\noptimizer: {kind: adam, epochs: 10, batch_size: 8}\n"
    )
    run = regexp.open(trained(config, runs))
    table = load(run.config.dataset)
    found = [label for (label,) in predicted(run.path, tmp_path / "data.csv")[1:]]
    right = sum(one == table.classes[y] for one, y in zip(found, table.y, strict=True))
    counts = run.result["rows"]
    of_splits = sum(counts[part] * run.best[f"{part}_accuracy"] for part in ("train", "validation"))
    assert right == pytest.approx(of_splits)


def test_into_a_file(run: Path, file: Path, tmp_path: Path) -> None:
    done = command("predict", run, file, "-o", tmp_path / "out.csv")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "out.csv").read_text() == command("predict", run, file).out


def test_a_file_is_replaced_only_when_told(run: Path, file: Path) -> None:
    before = file.read_text()
    assert refused(run, file, "-o", file) == (2, f"{file}: is there already; --force replaces it\n")
    assert file.read_text() == before
    assert command("predict", run, file, "-o", file, "--force").code == 0
    assert file.read_text().startswith("prediction\n")


def test_the_newest_of_several_is_named(run: Path, runs: Path, file: Path) -> None:
    made_run(runs / f"{run.name}-begun", status="unfinished")
    begun = runs / f"{run.name}-begun"
    done = command("predict", f"{run.name}*", file, "--runs-dir", runs)
    assert done.err.splitlines()[0] == f"{begun}: the newest of 2 that fit {run.name}*"


def test_a_swept_run_is_trained_again(flowers: Path, runs: Path, file: Path) -> None:
    (run,) = runs_of(swept(flowers, runs))
    rewrite_result(run, seconds=7.2)
    done = command("predict", run, file)
    assert (done.code, done.err) == (0, "retraining 1 run without stored weights, about 7 s\n")
    assert done.out.startswith("prediction\n")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        (HEADER, "there are no rows"),
        (
            HEADER + ROWS.replace("2.7", "wide"),
            "line 3, column sepal width (cm): 'wide' is not a number",
        ),
        (
            HEADER + ROWS.replace("2.7", "NA"),
            "column sepal width (cm): 1 missing value; fill them in or leave out these rows",
        ),
        (HEADER + "1,2\n", "line 2 has 2 values, but the header has 6 columns"),
        (
            HEADER + ROWS.replace("2.7", "1e101"),
            "column sepal width (cm): 1 value infinite or beyond 1e100",
        ),
        (
            HEADER.replace("sepal", "leaf") + ROWS,
            "there are no columns sepal length (cm), sepal width (cm); the columns are petal width (cm), "
            "name, leaf width (cm), leaf length (cm), petal length (cm), target",
        ),
        (
            HEADER.replace("sepal width (cm)", "sepal width") + ROWS,
            "there is no column sepal width (cm) (did you mean sepal width?); the columns are petal width "
            "(cm), name, sepal width, sepal length (cm), petal length (cm), target",
        ),
    ],
)
def test_files_that_do_not_fit(content: str, message: str, run: Path, file: Path) -> None:
    file.write_text(content)
    assert refused(run, file) == (3, f"{file}: {message}\n")


def test_no_file(run: Path, tmp_path: Path) -> None:
    assert refused(run, tmp_path / "no.csv") == (3, f"{tmp_path}/no.csv: no such file\n")


def test_no_run(runs: Path, file: Path) -> None:
    made_run(runs / "begun", status="unfinished")
    made_sweep(runs, "two", {"regularization.l2": [0, 1]})
    first = runs / "two" / "cells" / "l2=0" / "seed=0"
    assert refused("nothing", file, "--runs-dir", runs) == (
        2,
        f"nothing: no such run or sweep in {runs}; give a path, a name or last\n",
    )
    assert refused("two", file, "--runs-dir", runs) == (
        2,
        f"{runs}/two: is a sweep with 2 finished runs; give one of them, such as {first}\n",
    )
    assert refused("begun", file, "--runs-dir", runs) == (
        1,
        f"{runs}/begun: is not finished; the command that began it goes on with it\n",
    )


def test_no_probabilities(line: Path, runs: Path, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("x\n0.1\n")
    assert refused(trained(line, runs), tmp_path / "x.csv", "--probabilities") == (
        2,
        "a model trained with squared_error predicts no probabilities\n",
    )


def test_labels_are_safe_for_a_terminal(runs: Path, tmp_path: Path) -> None:
    odd = '"\x1b[31m, yes"'
    rows = "".join(f"{i},{'[red]no' if i % 2 else odd}\n" for i in range(40))
    (tmp_path / "data.csv").write_text(f"a,target\n{rows}")
    config = tmp_path / "exp.yaml"
    config.write_text(f"dataset: {tmp_path}/data.csv\nmodel: linear\noptimizer: {{kind: adam, epochs: 2}}\n")
    done = command("predict", trained(config, runs), tmp_path / "data.csv", "--probabilities")
    assert (done.code, done.err) == (0, "")
    heading = done.out.splitlines()[0]
    assert heading == r'prediction,"probability_\x1b[31m, yes",probability_[red]no'
