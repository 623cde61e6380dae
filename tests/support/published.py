"""Worked examples from the literature."""

SLEEP = (
    {0: 0.7, 1: -1.6, 2: -0.2, 3: -1.2, 4: -0.1, 5: 3.4, 6: 3.7, 7: 0.8, 8: 0.0, 9: 2.0},
    {0: 1.9, 1: 0.8, 2: 1.1, 3: 0.1, 4: -0.1, 5: 4.4, 6: 5.5, 7: 1.6, 8: 4.6, 9: 3.4},
)
"""Hours of sleep gained with two drugs by ten patients: Student (1908), The probable error of a mean."""

MAIZE = (49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48)
"""Darwin's crossed less self-fertilized maize, in ⅛ inch, from Fisher (1935), The design of experiments."""

TREES = (
    (0.763, 0.768, 0.771, 0.798),
    (0.599, 0.591, 0.590, 0.569),
    (0.954, 0.971, 0.968, 0.967),
    (0.628, 0.661, 0.654, 0.657),
    (0.882, 0.888, 0.886, 0.898),
    (0.936, 0.931, 0.916, 0.931),
    (0.661, 0.668, 0.609, 0.685),
    (0.583, 0.583, 0.563, 0.625),
    (0.775, 0.838, 0.866, 0.875),
    (1.000, 1.000, 1.000, 1.000),
    (0.940, 0.962, 0.965, 0.962),
    (0.619, 0.666, 0.614, 0.669),
    (0.972, 0.981, 0.975, 0.974),
    (0.957, 0.978, 0.946, 0.970),
)
"""AUC of C4.5 and of its tuned variants m, cf and both on 14 data sets: Table 6 of Demšar (2006),
Statistical comparisons of classifiers over multiple data sets."""
