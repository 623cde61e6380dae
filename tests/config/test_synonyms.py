import pytest

from regexp.config.accepted import choices
from regexp.config.paths import catalogue, resolve, shortest
from regexp.config.suggestions import key_meant, key_meant_in, word_meant
from regexp.config.synonyms import FIELDS, KEYS, SETTINGS_BESIDE, VALUES


def test_every_target_is_a_key() -> None:
    keys = {".".join(path) for path in catalogue()}
    assert {target for _, target in KEYS} - keys == set()


def test_every_field_is_one_of_some_component() -> None:
    assert {target for _, target in FIELDS} - {path[-1] for path in catalogue()} == set()


def test_what_is_set_beside_is_accepted() -> None:
    for _, (key, value) in SETTINGS_BESIDE:
        assert value in choices(catalogue()[tuple(key.split("."))])


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
        ("gaussian_noise", "input_noise"),
        ("dataset.gaussian_noise", "feature_noise"),
        ("gaussian_dropout", "dropout"),
        ("batch_norm", "normalization"),
        ("batchnorm", "normalization"),
        ("layer_norm", "normalization"),
        ("regularization.batch_norm", "normalization"),
        ("clipnorm", "gradient_clip"),
        ("clip", "gradient_clip"),
        ("max_grad_norm", "gradient_clip"),
        ("clip_grad_norm", "gradient_clip"),
        ("orthogonal_regularizer", "orthogonal"),
        ("stddev", "input_noise.standard_deviation"),
        ("mixup.alpha", "concentration"),
        ("sam.rho", "radius"),
        ("ema.momentum", "ema.decay"),
        ("label_smoothing.epsilon", "amount"),
        ("gradient_clip.max_norm", "gradient_clip.limit"),
        ("gradient_clip.clipnorm", "gradient_clip.limit"),
        ("schedule.patience", "wait"),
        ("early_stopping.wait", "patience"),
        ("dropout.p", "dropout.rate"),
        ("l2.lambda", "l2.strength"),
        ("l2.alpha", "l2.strength"),
        ("input_noise.sigma", "input_noise.standard_deviation"),
        ("input_noise.std", "input_noise.standard_deviation"),
        ("weight_noise.stddev", "weight_noise.standard_deviation"),
        ("confidence_penalty.beta", "confidence_penalty.strength"),
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
