import pytest

from regexp.config.accepted import choices
from regexp.config.paths import catalogue, resolve, shortest
from regexp.config.suggestions import key_meant, key_meant_in, word_meant
from regexp.config.synonyms import KEYS, VALUES


def test_every_target_is_a_key() -> None:
    keys = {".".join(path) for path in catalogue()}
    assert {target for _, target in KEYS} - keys == set()


def test_every_value_is_accepted_somewhere() -> None:
    accepted = {word for slot in catalogue().values() for word in choices(slot)}
    assert {target for _, target in VALUES} - accepted == set()


def test_no_synonym_hides_a_key() -> None:
    synonyms = {word for words, _ in KEYS for word in words.split()}
    assert [word for word in synonyms if resolve(word)] == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lr", "learning_rate"),
        ("wd", "weight_decay"),
        ("weight-decay", "weight_decay"),
        ("lambda", "l2"),
        ("alpha", "l2"),
        ("layers", "hidden"),
        ("units", "hidden"),
        ("hidden_layer_sizes", "hidden"),
        ("max_iter", "epochs"),
        ("n_epochs", "epochs"),
        ("early-stopping", "early_stopping"),
        ("--l2", "l2"),
        ("--Early-Stopping", "early_stopping"),
        ("random_state", "seed"),
        ("learningRate", "learning_rate"),
        ("lerning_rate", "learning_rate"),
        ("dropuot", "dropout"),
        ("optimizer.lr", "learning_rate"),
        ("optimizr.lr", "learning_rate"),
        ("regularization.ridge", "l2"),
        ("dataset.nosie", "noise"),
        ("warmup_epochs", "warmup"),
        ("gamma", "schedule.factor"),
        ("T_mult", "cycle_growth"),
        ("optimizer.alpha", "decay"),
        ("optimizer.rho", "decay"),
    ],
)
def test_what_people_type(typed: str, meant: str) -> None:
    path = key_meant(typed)
    assert path is not None
    assert shortest(path) == meant


def test_nothing_is_suggested_where_nothing_is_near() -> None:
    assert key_meant("qqqq") is None
    assert key_meant_in(("model",), "qqqq", ["hidden"]) is None
    assert word_meant("qqqq", ["relu"]) is None
    assert word_meant(3, ["relu"]) is None


def test_keys_of_the_same_mapping_come_first() -> None:
    assert key_meant_in(("optimizer",), "lr", ["learning_rate"]) == ("optimizer", "learning_rate")
    assert key_meant_in(("model",), "Hidden", ["hidden"]) == ("model", "hidden")
    assert key_meant_in((), "epochs", ["seed"]) == ("optimizer", "epochs")


def test_the_shortest_key_of_every_path_means_it() -> None:
    assert all(resolve(shortest(path)) == path for path in catalogue())
