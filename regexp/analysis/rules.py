"""The rules of the verdict, in the order they are asked; the first that holds decides.

  1. diverged            the run diverged, or ended with a training loss above `DIVERGED` times both the
                         first one and a constant predictor's, or `HOPELESS` times the latter
  2. no validation data  there is no validation loss to look at
  3. overfit             *rises*: after its lowest stretch the validation loss rises for good, by at
                         least `MATERIAL` of it and `STANDARD_ERRORS` standard errors, while the
                         training loss does not rise along (by `ALONG` of that rise)
  4. underfit            *rises along*: the same from `LARGE` on, but the training loss rises too: what is
                         wrong is the penalty or the learning rate
  5. overfit             *memorizes*: `MEMORIZED` of the flipped labels are predicted as flipped and the
                         training loss ends below `TINY` of the validation loss
  6. overfit             *misses*: training took off the training loss of a constant predictor, but less
                         than `CARRIED` of that share off its validation loss; or it left less than
                         `PERFECT` of a constant predictor's training loss, but more than `MISSED` of its
                         validation loss; or, where there is no curve to judge, the validation loss is
                         above `RATIO` times the training loss and the gap above `GAP` of what a constant
                         predictor scores
  7. too noisy to say    fewer than `FEWEST_ROWS` epochs were evaluated
  8. still improving     the validation loss falls from the last fifth but one to the last fifth, by at
                         least `MATERIAL` of it and `STANDARD_ERRORS` standard errors
  9. underfit            the training loss ends above `UNDERFIT` of a constant predictor's
 10. too noisy to say    the validation loss seems to rise by `LARGE` of its lowest level, but that may be
                         chance; or chance alone moves it by `BLUR`
 11. good fit            everything else

Levels are means over many epochs and their standard errors come from the curve's own noise, neighbouring
epochs counted as the relatives they are (`curve.py`, `noise.py`). Losses are compared with each other and
with a constant predictor's only, so that the unit of the loss changes nothing; what is below `NEGLIGIBLE`
of a constant predictor's loss counts as nothing. A run that early stopping ended keeps its best epoch, so
its rise counts from `LARGE` on, rules 5 and 6 (`PERFECT`) look at that epoch, and rule 10 is not asked.

So a good fit may end above its best epoch by more than `MATERIAL`, even by more than `LARGE`: the best of
many noisy epochs is lower than the level around it, and the evidence says so. `STANDARD_ERRORS` are widened
as Student's t where few epochs tell the noise (`noise.py`). Over seeds a verdict is what more than half of
the runs show (`agreement.py`), dated by the geometric mean of their onsets (`onset.py`).
"""

from math import isfinite

import numpy as np

from regexp.analysis.curve import Curve
from regexp.analysis.findings import Findings
from regexp.analysis.noise import STANDARD_ERRORS

MATERIAL = 0.02
LARGE = 0.10
NEGLIGIBLE = 0.001
ALONG = 0.5
DIVERGED = 2.0
HOPELESS = 1000.0
UNDERFIT = 0.75
MEMORIZED = 0.9
TINY = 0.1
CARRIED = 0.1
PERFECT = 0.01
MISSED = 1 / 3
RATIO = 3.0
GAP = 0.05
BLUR = 0.25


def diverged(run: Findings) -> bool:
    """Tell whether training blew up."""
    losses = run.train_loss if unvalidated(run) else run.train_loss + run.validation_loss
    bound = DIVERGED * max(float(run.train[0]), run.baseline.train_loss)
    hopeless = run.train_loss > HOPELESS * run.baseline.train_loss > 0
    return run.status == "diverged" or not isfinite(losses) or run.train_loss > bound or hopeless


def unvalidated(run: Findings) -> bool:
    """Tell whether there is no validation loss."""
    return bool(np.isnan(run.validation).all())


def rises(run: Findings) -> bool:
    """Tell whether training on made the validation loss worse and the training loss no worse."""
    curve = run.curve
    share = LARGE if run.status == "early_stopped" else MATERIAL
    return curve is not None and _risen(run, curve, share) and curve.train_rise < ALONG * curve.rise


def rises_along(run: Findings) -> bool:
    """Tell whether training on made both losses worse."""
    curve = run.curve
    return curve is not None and _risen(run, curve, LARGE) and curve.train_rise >= ALONG * curve.rise


def memorizes(run: Findings) -> bool:
    """Tell whether the weights that are kept have learned the flipped labels and pay for it."""
    kept = _kept_row(run)
    learned = "memorized" in run.history and run.history["memorized"][kept] >= MEMORIZED
    return bool(learned and run.train[kept] < TINY * run.validation[kept])


def misses(run: Findings) -> bool:
    """Tell whether the fit holds for the training rows only."""
    constant = run.baseline.validation_loss
    end = run.validation_loss if run.curve is None else run.curve.end
    carries = _carries(run, end) and not _by_heart(run, end)
    if not (explains_little(run) or carries or still_falls(run)):
        return True
    return run.curve is None and end > RATIO * run.train_loss and run.gap > GAP * constant


def too_short(run: Findings) -> bool:
    """Tell whether there are too few rows for a curve, though the model was trained in epochs."""
    return run.curve is None and not run.closed_form


def still_falls(run: Findings) -> bool:
    """Tell whether the validation loss was still getting better at the end."""
    curve = run.curve
    return curve is not None and _beyond_chance(run, curve.fall, curve.fall_error, MATERIAL * curve.end)


def explains_little(run: Findings) -> bool:
    """Tell whether the training loss is hardly below a constant predictor's."""
    return run.train_loss > UNDERFIT * run.baseline.train_loss


def blurred(run: Findings) -> bool:
    """Tell whether noise may hide a rise."""
    if run.curve is None or run.status == "early_stopped":
        return False
    return suspicious(run.curve) or STANDARD_ERRORS * run.curve.blur > BLUR * run.curve.end


def suspicious(curve: Curve) -> bool:
    """Tell whether the validation loss seems to rise by much, chance or not."""
    return curve.rise > LARGE * curve.lowest


def fits(run: Findings) -> bool:
    """Hold for every run: nothing else was found."""
    return True


def _carries(run: Findings, validation_loss: float) -> bool:
    """Tell whether what training took off the training loss also came off the validation loss.

    Both as shares of a constant predictor's loss: for squared errors, R² on new rows and on known ones.
    """
    constant = run.baseline
    new = (constant.validation_loss - validation_loss) * constant.train_loss
    known = (constant.train_loss - run.train_loss) * constant.validation_loss
    return new >= CARRIED * known


def _by_heart(run: Findings, validation_loss: float) -> bool:
    """Tell whether the weights that are kept fit the training rows perfectly and miss much of new rows."""
    kept, constant = _kept_row(run), run.baseline
    lower = min(validation_loss, float(run.validation[kept]))
    perfect = run.train[kept] < PERFECT * constant.train_loss
    return bool(perfect and lower > MISSED * constant.validation_loss)


def _kept_row(run: Findings) -> int:
    """Return the row of the weights that are kept."""
    return run.best_row if run.status == "early_stopped" else -1


def _risen(run: Findings, curve: Curve, share: float) -> bool:
    """Tell whether the rise of the validation loss is neither chance nor below this share of its lowest."""
    return _beyond_chance(run, curve.rise, curve.rise_error, share * curve.lowest)


def _beyond_chance(run: Findings, change: float, error: float, material: float) -> bool:
    """Tell whether a change of the loss is at least material and larger than chance makes it."""
    least = np.fmax(material, NEGLIGIBLE * run.baseline.validation_loss)
    return change > 0 and bool(change >= least and change > STANDARD_ERRORS * error)
