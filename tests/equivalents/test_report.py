"""regexp explain KIND --as TOOL: what is printed, and what is refused."""

from pathlib import Path

import pytest
from support.command import command

from regexp.equivalents import TOOLS, equivalents
from regexp.equivalents.coefficient import coefficient_of
from regexp.losses import Loss
from regexp.regularizers import L1, L2, ElasticNet, Regularizer

RIDGE = """name: ridge
dataset: {kind: csv, path: points.csv, validation_size: 0, test_size: 0}
model: linear
optimizer: exact
regularization: {l2: 0.1}
"""


@pytest.fixture
def ridge(tmp_path: Path) -> Path:
    """A config with ten rows, whose targets 0, 1, …, 9 have the variance 8.25."""
    (tmp_path / "points.csv").write_text("x,target\n" + "".join(f"{i * i},{i}\n" for i in range(10)))
    path = tmp_path / "ridge.yaml"
    path.write_text(RIDGE)
    return path


def printed(*words: object) -> str:
    done = command("explain", *words)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if len(line) > 80] == []
    return done.out


def test_formulas_without_a_config() -> None:
    assert printed("l1", "--as", "keras") == (
        "l1 in keras\n"
        "\n"
        "  kernel_regularizer=L1(l1)\n"
        "    squared_error, absolute, huber, poisson, sigmoid_cross_entropy: l1 = λ/K;\n"
        "      λ = l1·K\n"
        "    half_squared_error: l1 = 2·λ/K; λ = l1·K/2\n"
        "    softmax_cross_entropy: l1 = λ; λ = l1\n"
        "    of Dense layers\n"
        "\n"
        "  K: outputs\n"
        "  scale: sum; for scale: mean write λ/m for λ\n"
    )


def test_numbers_with_a_config(ridge: Path) -> None:
    """Ridge: Σ(z − y)² + alpha·w² is 10 times our mean square and λ/2·w², so that alpha is 10·0.1/2."""
    assert printed("l2", ridge, "--as", "sklearn") == (
        "l2 of ridge in sklearn: model linear with squared_error and 1 output\n"
        "\n"
        "  Ridge(alpha)\n"
        "    alpha = λ·m/2; λ = 2·alpha/m\n"
        "    here l2=0.1, there alpha=0.5\n"
        "    there alpha=1 (the default), here l2=0.2\n"
        "  SGDRegressor(alpha, penalty='l2')\n"
        "    alpha = λ/2; λ = 2·alpha\n"
        "    here l2=0.1, there alpha=0.05\n"
        "    there alpha=0.0001 (the default), here l2=0.0002\n"
        "\n"
        "  m: training rows = 10\n"
    )


def test_the_spread_of_the_targets_counts_for_glmnet(ridge: Path) -> None:
    out = printed("l2", ridge, "l2=1", "loss=half_squared_error", "--as", "glmnet", "--value", 2 * 8.25**0.5)
    assert "    here l2=1, there lambda=2.87228\n" in out  # √8.25
    assert "    there lambda=5.74456, here l2=2\n" in out
    assert "  sd: standard deviation of y, that with 1/m, over the training rows = 2.87228\n" in out


def test_two_settings_of_an_elastic_net(ridge: Path) -> None:
    words = (ridge, "optimizer=gd", "learning_rate=0.1", "l2=none", "elastic_net=0.4")
    out = printed("elastic_net", *words, "elastic_net.l1_ratio=0.25", "--as", "keras")
    assert "    here elastic_net=0.4, there l1=0.1, l2=0.15\n" in out
    out = printed("elastic_net", *words, "elastic_net.l1_ratio=0", "--as", "keras")
    assert "    here elastic_net=0.4, there l1=0, l2=0.2\n" in out
    assert "    there l2=0.01 (the default) with l1=0, here elastic_net=0.02\n" in out


def test_the_other_setting_of_theirs_is_said(ridge: Path) -> None:
    """glmnet: alpha = ρ/r, r = ρ + (1 − ρ)·√8.25 = 2.40421; Keras: l2 = λ(1 − ρ)/2 with λ = l1/ρ = 0.04."""
    words = ("elastic_net", ridge, "optimizer=gd", "learning_rate=0.1", "l2=none", "elastic_net=0.4")
    tools = ("keras", "sklearn", "glmnet")
    said = {tool: printed(*words, "elastic_net.l1_ratio=0.25", "--as", tool) for tool in tools}
    assert "    there l1=0.01 (the default) with l2=0.015, here elastic_net=0.04\n" in said["keras"]
    assert "    there alpha=1 (the default) with l1_ratio=0.25, here elastic_net=2\n" in said["sklearn"]
    assert "    there lambda=1 with alpha=0.103984, here elastic_net=0.831874\n" in said["glmnet"]


def test_a_config_without_it_lends_its_data(ridge: Path) -> None:
    out = printed("l1", ridge, "--as", "sklearn")
    assert "    here l1=0.001 (an example), there alpha=0.0005\n" in out
    assert "here l2=0.01 (an example)," in printed("l2", ridge, "l2=0", "--as", "sklearn")


def test_the_same_number() -> None:
    assert printed("dropout", "--as", "torch") == (
        "dropout in torch\n"
        "\n"
        "  nn.Dropout(p) after hidden layers  (noise: bernoulli)\n"
        "    p is rate, the same number\n"
    )
    out = printed("dropout", "digits", "dropout=0.3", "--as", "keras", "--value", 0.2)
    assert "    here dropout=0.3, there rate=0.3\n    there rate=0.2, here dropout=0.2\n" in out


def test_early_stopping_counts_epochs_from_0_there() -> None:
    assert printed("early_stopping", "--as", "keras") == (
        "early_stopping in keras\n"
        "\n"
        "  EarlyStopping(patience, restore_best_weights=True)  (relative: false)\n"
        "    patience is patience, the same number\n"
        "    with min_delta as here; start_from_epoch is one less there, where epochs\n"
        "      count from 0\n"
    )


def test_what_parts_averages_there_from_ours() -> None:
    assert printed("ema", "--as", "torch") == (
        "ema in torch\n"
        "\n"
        "  AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(decay))\n"
        "    decay is decay, the same number\n"
        "    update_parameters after each step; there the first average is θ₁, which\n"
        "      keeps the weight d^(t − 1) after t steps; ours divides by the sum of the\n"
        "      coefficients\n"
    )


def test_only_some_layers() -> None:
    words = ("l2.strength=1", "l2.layers=[0]")
    assert printed("l2", "digits", *words, "--as", "torch").endswith(
        "\n\n  ours acts on layers 0 only; so must theirs\n"
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["sam", "--as", "keras"], "sam: keras has no equivalent"),
        (["adam", "--as", "keras"], "adam: is no regularizer; --as is for those, such as l2"),
        (["l3", "--as", "keras"], "l3: is no regularizer; --as is for those, such as l2"),
        (
            ["l2", "--as", "sklern"],
            "--as sklern: is no tool known here (did you mean sklearn?); known are sklearn, keras, torch, "
            "glmnet",
        ),
        (["l2", "--as", "torch", "--value", "-1"], "--value -1: must be a number above 0"),
        (["l2", "--as", "torch", "--value", "nan"], "--value nan: must be a number above 0"),
        (
            ["l2", "--as", "sklearn", "--value", "1"],
            "--value 1: is converted for a config; give one: regexp explain l2 CONFIG --as sklearn --value 1",
        ),
        (
            ["dropout", "digits", "dropout.rate=0.3", "dropout.noise=gaussian", "--as", "torch"],
            "dropout: torch has no equivalent for noise: gaussian; regexp explain dropout --as torch "
            "says what it has",
        ),
        (
            ["early_stopping", "digits", "early_stopping.relative=true", "--as", "keras"],
            "early_stopping: keras has no equivalent for relative: true; regexp explain early_stopping --as "
            "keras says what it has",
        ),
        (
            ["l2", "digits", "--as", "glmnet"],
            "l2: glmnet has no equivalent for model mlp with softmax_cross_entropy and 10 outputs; "
            "regexp explain l2 --as glmnet says what it has",
        ),
    ],
)
def test_what_is_refused(words: list[str], message: str) -> None:
    done = command("explain", *words)
    assert (done.code, done.out, done.err) == (2, "", f"{message}\n")


def test_glmnet_refuses_equal_targets(ridge: Path) -> None:
    (ridge.parent / "points.csv").write_text("x,target\n" + "".join(f"{i},1.5\n" for i in range(10)))
    done = command("explain", "l2", ridge, "--as", "glmnet")
    assert (done.code, done.err) == (2, "l2: glmnet refuses targets that are all the same\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["l2", "digits"], "CONFIG and --value go with --as"),
        (["l2", "--value", "1"], "CONFIG and --value go with --as"),
        (["--as", "keras"], "give a kind, for example: regexp explain l2 --as sklearn"),
    ],
)
def test_wrong_usage(words: list[str], message: str) -> None:
    done = command("explain", *words)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(f"Error: Invalid value: {message}\n")


@pytest.mark.parametrize("tool", TOOLS)
def test_every_page_can_be_printed(tool: str) -> None:
    for kind in {row.kind for row in TOOLS[tool]}:
        lines = equivalents(kind, tool)
        assert lines[0] == f"{kind} in {tool}"
        assert [line for line in lines if len(line) > 78] == []


@pytest.mark.parametrize("tool", TOOLS)
def test_tables_name_what_there_is(tool: str) -> None:
    for row in TOOLS[tool]:
        fields = Regularizer.kinds()[row.kind].model_fields
        assert {name for name, _ in row.when} <= set(fields)
        assert set(row.losses or ()) <= set(Loss.kinds())


def test_coefficients_are_read_off_the_penalties() -> None:
    found = {
        f"{one.kind_name()} {one.scale}": str(coefficient_of(one))
        for one in (
            *(L2(strength=7, scale=scale) for scale in ("half", "sum", "half_mean")),
            *(L1(strength=7, scale=scale) for scale in ("sum", "mean")),
            *(ElasticNet(strength=7, l1_ratio=0.3, scale=scale) for scale in ("sum", "mean")),
        )
    }
    assert found == {
        "l2 half": "λ/2",
        "l2 sum": "λ",
        "l2 half_mean": "λ/(2·m)",
        "l1 sum": "λ",
        "l1 mean": "λ/m",
        "elastic_net sum": "λ",
        "elastic_net mean": "λ/m",
    }
