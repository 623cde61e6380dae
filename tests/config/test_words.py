from hypothesis import given
from hypothesis import strategies as st

from regexp.config.command_line import split_words
from regexp.config.scalars import write_scalar
from regexp.config.words import Word, comma_parts

KEYS = st.from_regex(r"[a-z0-9_]{1,8}(\.[a-z0-9_]{1,8}){0,2}", fullmatch=True)
NUMBERS = st.integers(-(10**9), 10**9) | st.floats(allow_nan=False, allow_infinity=False)


def one(typed: str) -> Word:
    words, problems = split_words([typed], {})
    assert not problems
    return words[0]


@given(KEYS, NUMBERS | st.booleans() | st.from_regex(r"[a-z][a-z0-9_x]{0,9}", fullmatch=True))
def test_key_value(key: str, value: object) -> None:
    word = one(f"{key}={write_scalar(value)}")  # type: ignore[arg-type]
    assert (word.key, word.value(), word.is_several) == (key, value, False)


@given(KEYS, st.lists(NUMBERS | st.text("abc256x", min_size=1), min_size=2, max_size=5))
def test_commas_outside_brackets_make_several_values(key: str, values: list[object]) -> None:
    joined = ",".join(write_scalar(value) for value in values)  # type: ignore[arg-type]
    assert one(f"{key}={joined}").is_several
    assert not one(f"{key}=[{joined}]").is_several
    assert one(f"{key}=[{joined}]").value() == values


def test_commas_in_brackets_and_quotes_do_not_count() -> None:
    assert comma_parts("[1,2],'a,b',{c: [d,e]},\"f,g\",it's,x") == [
        "[1,2]", "'a,b'", "{c: [d,e]}", '"f,g"', "it's", "x",
    ]  # fmt: skip


@given(KEYS, st.sampled_from(["log", "lin"]), NUMBERS, NUMBERS, st.integers(2, 20))
def test_ranges_are_several_values(key: str, scale: str, start: float, stop: float, points: int) -> None:
    assert one(f"{key}={scale}:{start}:{stop}:{points}").is_several


@given(st.text())
def test_any_word_is_an_override_or_a_problem(typed: str) -> None:
    words, problems = split_words([typed], {})
    assert len(words) + len(problems) == 1


def test_values_follow_yaml() -> None:
    typed = [
        "a=1e-3",
        "b={kind: sgd, momentum: 0.9}",
        "c=none",
        "d=~",
        "e='1,2'",
        'f="x"',
        "g=a=b",
        "h= 0x10 ",
    ]
    assert [one(word).value() for word in typed] == [
        0.001, {"kind": "sgd", "momentum": 0.9}, "none", None, "1,2", "x", "a=b", 16,
    ]  # fmt: skip


def test_options_are_words_at_the_end_and_names_are_taken_literally() -> None:
    words, problems = split_words(["l2=1"], {"seed": "3", "name": "1e-3"})
    assert not problems
    assert [(word.typed, word.key, word.value()) for word in words] == [
        ("l2=1", "l2", 1),
        ("--seed 3", "seed", 3),
        ("--name 1e-3", "name", "1e-3"),
    ]


def test_options_of_other_tools_keep_their_value() -> None:
    words, problems = split_words(["--l2", "1e-3", "--alpha=2", "--nesterov", "lr=1"], {})
    assert [(word.typed, word.key, word.text) for word in words] == [
        ("--l2 1e-3", "--l2", "1e-3"),
        ("--alpha=2", "--alpha", "2"),
        ("lr=1", "lr", "1"),
    ]
    assert [problem.text for problem in problems] == ["must be key=value, such as nesterov=VALUE"]
