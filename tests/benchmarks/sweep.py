"""A sweep of 8 strengths of L2 × 4 dropout rates on digits: the engine against JAX, PyTorch and scikit-learn.

Everyone uses both cores: two processes with one thread each, or one process whose library has two threads;
where a library can do both, both are shown. Everyone measures loss and accuracy on all
training and validation rows after each epoch. Needs the `bench` extra and takes about six minutes.
"""

from statistics import median

from measure import side_by_side, without_blas_variables

without_blas_variables()

from contenders import Contender, Team
from study import settings

from regexp.engine import blas, runs_per_stack

RUNS, EPOCHS, ROUNDS = 32, 20, 5
MANY, FEW_EPOCHS = 1024, 5

OURS = Contender("regexp", "engine", "prepare", 2)
PEERS = [
    Contender("regexp, one run at a time", "engine", "prepare_singly", 2),
    Contender("JAX, vmap and jit", "jax_vmap", "prepare"),
    Contender("JAX, vmap and jit, two processes", "jax_vmap", "prepare", 2),
    Contender("JAX, with compilation", "jax_vmap", "prepare_compiling"),
    Contender("PyTorch, a loop on two threads", "pytorch", "prepare_threads"),
    Contender("PyTorch, loops in two processes", "pytorch", "prepare", 2),
    Contender("scikit-learn, two processes, no dropout", "scikit_learn", "prepare", 2),
]
GOALS = {
    "JAX after compilation": (1.5, PEERS[1:2]),
    "JAX with compilation": (4.0, PEERS[3:4]),
    "PyTorch, a loop": (7.0, PEERS[4:5]),
    "PyTorch, a loop in each of two processes": (None, PEERS[5:6]),
    "scikit-learn": (3.0, PEERS[6:7]),
}


def compare() -> None:
    """Let everyone train the same sweep in turns, and print seconds, and ratios beside their goals."""
    teams = {each.name: Team(each, settings(RUNS), EPOCHS) for each in (OURS, *PEERS)}
    accuracy = {name: team()[:, -1, 3].mean() for name, team in teams.items()}  # warms up, compiles
    seconds = side_by_side(teams, ROUNDS)
    for name, values in seconds.items():
        print(
            f"{name:<40} best {min(values):6.2f} s  median {median(values):6.2f} s  "
            f"accuracy {accuracy[name]:.3f}"
        )
    for name, (goal, peers) in GOALS.items():
        fastest = min((seconds[peer.name] for peer in peers), key=median)
        say(name, median(fastest) / median(seconds[OURS.name]), goal)


def scale() -> None:
    """Compare the cost of a run among 1,024 with that among 32."""
    teams = {f"{runs}": Team(OURS, settings(runs), FEW_EPOCHS) for runs in (RUNS, MANY)}
    seconds = side_by_side(teams, ROUNDS)
    few, many = (min(values) / int(runs) for runs, values in seconds.items())
    print(f"a run of {FEW_EPOCHS} epochs: {few * 1e3:.1f} ms among {RUNS}, {many * 1e3:.1f} ms among {MANY}")
    say(f"a run among {RUNS} : among {MANY}", few / many, 1.0)


def say(name: str, ratio: float, goal: float | None) -> None:
    """Print a ratio (how many times our time), beside its goal if it has one."""
    verdict = "" if goal is None else f", goal {goal:g}: {'reached' if ratio >= goal else 'NOT reached'}"
    print(f"{name:<40} {ratio:6.2f} times{verdict}")


if __name__ == "__main__":
    from peers.engine import problems_of

    size = runs_per_stack(problems_of(settings(1), EPOCHS)[0])
    kernel = blas()["architecture"]
    print(f"{RUNS} runs of {EPOCHS} epochs in stacks of {size}, kernel {kernel}, {ROUNDS} rounds", flush=True)
    compare()
    scale()
