"""Filters: what they mean, and what they refuse, with whole messages. Expected values are counted by hand."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.made_runs import made_run, made_sweep

from regexp.collection import finished_run
from regexp.collection.filter import fact_name, facts, filter_of
from regexp.errors import ConfigError
from regexp.record import RunDirectory, Setting

ACCEPTED = "accepted are comparisons such as l2 > 1e-4, joined by and, or, not"

FACTS: Mapping[str, Setting] = {
    "regularization.l2.strength": 0.01,
    "regularization.dropout.rate": 0.0,
    "best.validation_loss": 0.25,
    "best.epoch": 40,
    "last.epoch": 200,
    "verdict.onset": None,
    "status": "completed",
    "name": "digits",
    "seed": 3,
    "model.hidden": (64,),
    "optimizer.nesterov": True,
}


@pytest.mark.parametrize(
    "condition",
    [
        "l2 > 1e-4 and best.validation_loss < 0.3 and status == 'completed'",
        'l2 > 1e-4 and validation_loss < 0.3 and status == "completed"',
        "0 < l2 <= 1e-2",
        "not dropout",
        "seed in (1, 3)",
        "seed not in [1, 2]",
        "'dig' in name and 'x' not in name",
        "status in ('completed', 'early_stopped')",
        "best_epoch * 2 + 120 == last.epoch and best.epoch / 4 == 10 and last.epoch - 1 > 198",
        "l2 > -1",
        "+l2 > 0",
        "l2 == 0.01 or name == 'x'",
        "hidden == 64",
        "hidden == '64'",
        "hidden == (64,)",
        "hidden != '64x64'",
        "nesterov == true",
        "nesterov != False",
        "onset == None",
        "onset is None",
        "status is not None",
        "status != none",
        "not onset",
        "name < 'e'",
        " l2 > 0 ",
        "(seed\n== 3)",
    ],
)
def test_what_fits(condition: str) -> None:
    assert filter_of(condition)(FACTS)


@pytest.mark.parametrize(
    "condition",
    [
        "l2 < 1e-4",
        "dropout",
        "onset > 3",
        "onset < 3",
        "onset != 3",
        "onset in (1, 2)",
        "onset not in (1, 2)",
        "3 > onset",
        "onset + 1 > 0",
        "-onset < 0",
        "status + 1 == 2",
        "nesterov == 1",
        "nesterov > 0",
        "seed in 3",
        "seed in name",
        "seed not in name",
        "hidden > 3",
        "hidden == None",
        "momentum == 0.9",
        "momentum != 0.9",
        "l2 / 0 > 0",
        "l2 / dropout < 1",
        "1 < seed < 3",
        "hidden != 64",
    ],
)
def test_what_does_not_fit(condition: str) -> None:
    assert not filter_of(condition)(FACTS)


REFUSED = [
    ("open('x')", f"column 1: open('x') is no part of a filter; {ACCEPTED}"),
    ("l2 > 0 and f()", f"column 12: f() is no part of a filter; {ACCEPTED}"),
    ("l2[0] > 1", f"column 1: l2[0] is no part of a filter; {ACCEPTED}"),
    ("seed in (lambda: 1)", f"column 10: lambda: 1 is no part of a filter; {ACCEPTED}"),
    ("[x for x in (1,)]", f"column 1: [x for x in (1,)] is no part of a filter; {ACCEPTED}"),
    ("(x := 3) > l2", f"column 2: x := 3 is no part of a filter; {ACCEPTED}"),
    ("f'{l2}' == '1'", f"column 1: f'{{l2}}' is no part of a filter; {ACCEPTED}"),
    ("l2 ** 9 > 1", f"column 1: l2 ** 9 is no part of a filter; {ACCEPTED}"),
    ("l2 % 2 > 1", f"column 1: l2 % 2 is no part of a filter; {ACCEPTED}"),
    ("~seed > 1", f"column 1: ~seed is no part of a filter; {ACCEPTED}"),
    ("seed is 3", f"column 1: seed is 3 is no part of a filter; {ACCEPTED}"),
    ("l2 > 1j", f"column 6: 1j is no part of a filter; {ACCEPTED}"),
    ("name == b'x'", f"column 9: b'x' is no part of a filter; {ACCEPTED}"),
    ("seed in {1: 2}", f"column 9: {{1: 2}} is no part of a filter; {ACCEPTED}"),
    ("seed in (*name,)", f"column 10: *name is no part of a filter; {ACCEPTED}"),
    ("'x'.upper == name", f"column 1: 'x'.upper is no part of a filter; {ACCEPTED}"),
    ("l2 if seed else 3", f"column 1: l2 if seed else 3 is no part of a filter; {ACCEPTED}"),
    ("...", f"column 1: ... is no part of a filter; {ACCEPTED}"),
    (
        "name == 'a' and print('a very long text that goes on')",
        f"column 17: print('a very long text that g… is no part of a filter; {ACCEPTED}",
    ),
    ("'λλ' == name and g()", f"column 18: g() is no part of a filter; {ACCEPTED}"),
    ("l2 = 3", "column 4: can't be understood; equality is =="),
    ("l2 > 1 && seed > 1", "column 9: can't be understood; write and"),
    ("l2 > 1 || seed > 1", "column 9: can't be understood; write or"),
    ("!l2", "column 1: can't be understood; write not"),
    ("lambda > 1", "column 8: can't be understood; λ is called l2 or l1"),
    ("l2 >", f"column 5: ends too early; {ACCEPTED}"),
    ("", f"column 1: ends too early; {ACCEPTED}"),
    ("l2 > 0; seed", f"column 7: can't be understood; {ACCEPTED}"),
    ("lr > 1", "column 1: lr is no setting, metric or property of a run (did you mean learning_rate?)"),
    (
        "val_loss < 1",
        "column 1: val_loss is no setting, metric or property of a run (did you mean validation_loss?)",
    ),
    ("status == completed", "column 11: completed is no setting, metric or property of a run"),
    ("l2 > 'a'", "column 6: l2 is a number, and 'a' is text"),
    ("0 < seed != '3'", "column 13: seed is a number, and '3' is text"),
    ("best.validation_loss < 'x'", "column 24: best.validation_loss is a number, and 'x' is text"),
    ("status == 3", "column 11: status is text, and 3 is a number"),
    ("seed > 0 and 3 < name", "column 18: name is text, and 3 is a number"),
    ("dataset.kind == 1", "column 17: dataset.kind is text, and 1 is a number"),
    ("l2.__class__ == 1", "column 1: l2.__class__ is no setting, metric or property of a run"),
]


@pytest.mark.parametrize(("condition", "message"), REFUSED)
def test_what_is_refused(condition: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        filter_of(condition)
    quotes = "; text stands in quotes" if "of a run" in message else ""
    assert str(caught.value) == f"--filter: {message}{quotes}"


def test_bare_widths_are_no_numbers() -> None:
    with pytest.raises(ConfigError) as caught:
        filter_of("hidden == 64x64")
    place, text = str(caught.value).split(": can't ")
    assert place in ("--filter: column 12", "--filter: column 13")  # Python's versions differ
    assert text == 'be understood; widths stand in quotes: "256x256"'


def test_a_filter_without_facts_is_a_mistake() -> None:
    with pytest.raises(ConfigError) as caught:
        filter_of("1 < 2")
    assert str(caught.value) == f"--filter: '1 < 2' names no setting or metric; {ACCEPTED}"


def test_length_and_depth_are_limited() -> None:
    with pytest.raises(ConfigError) as caught:
        filter_of("l2 > 0 and " * 100 + "seed")
    assert str(caught.value) == "--filter: has 1,104 characters; accepted are at most 1,000"
    with pytest.raises(ConfigError) as caught:
        filter_of("-" * 60 + "l2")
    assert (
        str(caught.value) == "--filter: column 51: ----------l2 stands in 50 other parts, which are too many"
    )
    with pytest.raises(ConfigError) as caught:
        filter_of("a." * 400 + "a > 1")
    assert str(caught.value).endswith("is no setting, metric or property of a run; text stands in quotes")
    with pytest.raises(ConfigError) as caught:
        filter_of("\0")
    assert str(caught.value) in (
        f"--filter: can't be understood; {ACCEPTED}",
        f"--filter: column 1: can't be understood; {ACCEPTED}",
        f"--filter: column 2: ends too early; {ACCEPTED}",
    )


@given(st.text(alphabet="l2sed.<>=!()[],'\"+-*/ andortife10\\#:\n", max_size=40))
def test_whatever_is_typed_is_understood_or_refused(text: str) -> None:
    with suppress(ConfigError):
        assert filter_of(text)(FACTS) in (True, False)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("l2", "regularization.l2.strength"),
        ("dropout", "regularization.dropout.rate"),
        ("dropout.rate", "regularization.dropout.rate"),
        ("learning_rate", "optimizer.learning_rate"),
        ("optimizer", "optimizer.kind"),
        ("hidden", "model.hidden"),
        ("validation_loss", "best.validation_loss"),
        ("best_validation_loss", "best.validation_loss"),
        ("last_epoch", "last.epoch"),
        ("epoch", "best.epoch"),
        ("epochs", "epochs"),
        ("weight_norm", "best.weight_norm"),
        ("onset", "verdict.onset"),
        ("flipped", "rows.flipped"),
        ("loss", "loss"),
        ("seed", "seed"),
    ],
)
def test_names_of_facts(word: str, name: str) -> None:
    assert fact_name(word) == name


def test_further_names_go_first() -> None:
    assert fact_name("model", ["model"]) == "model"
    assert fact_name("model") == "model.kind"


def test_ambiguous_and_unknown_names() -> None:
    with pytest.raises(ConfigError) as caught:
        fact_name("samples_of_nothing")
    assert str(caught.value).startswith("samples_of_nothing is no setting, metric or property of a run")
    with pytest.raises(ConfigError) as caught:
        fact_name("schedule.kin")
    assert str(caught.value) == (
        "schedule.kin is no setting, metric or property of a run (did you mean schedule.kind?)"
    )
    with pytest.raises(ConfigError) as caught:
        fact_name("method")
    assert str(caught.value) == (
        "method could be regularization.elastic_net.method, regularization.group_lasso.method or "
        "regularization.l1.method"
    )


def test_a_run_of_a_sweep_has_the_name_of_the_sweep(tmp_path: Path) -> None:
    """It is the name that other commands take, in every filter; that of the config is another one."""
    sweep = made_sweep(tmp_path, "mine", {"regularization.l2": [0.1]})
    found = facts(finished_run(RunDirectory(sweep / "cells" / "l2=0.1" / "seed=0")))
    assert (found["name"], found["config_name"]) == ("mine", "digits")


def test_facts_of_a_run(tmp_path: Path) -> None:
    settings = {"regularization.l2": 0.5, "optimizer.learning_rate": 0.25}
    path = made_run(tmp_path / "one", settings=settings, seed=7, best={"validation_loss": 0.125}, seconds=3.5)
    found = facts(finished_run(RunDirectory(path)))
    expected = {
        "regularization.l2.strength": 0.5,
        "regularization.l1.strength": 0.0,
        "regularization.dropout.rate": 0.0,
        "optimizer.learning_rate": 0.25,
        "model.hidden": (16,),
        "seed": 7,
        "name": "one",
        "config_name": "digits",
        "path": str(path),
        "status": "completed",
        "seconds": 3.5,
        "rows.train": 400,
        "best.validation_loss": 0.125,
        "loss": "softmax_cross_entropy",
    }
    assert {name: found[name] for name in expected} == expected
    assert all(fact_name(name) == name for name in found)
