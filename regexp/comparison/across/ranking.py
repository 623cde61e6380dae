"""Settings ranked over data sets: what is compared, what can be, and with what."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from regexp.collection import Collection, FinishedRun
from regexp.comparison.across.contenders import Contender, against, contenders_of
from regexp.comparison.across.data_sets import DataSet, compared_keys, data_sets_of, keys_besides, keys_within
from regexp.comparison.baseline import candidates, full_key
from regexp.comparison.compare import filtered
from regexp.comparison.metric import metric_of
from regexp.comparison.request import Request
from regexp.errors import ConfigError
from regexp.summary.comparable import obstacle
from regexp.summary.wording import metric_name


@dataclass(frozen=True, eq=False)
class Ranking:
    """Settings over data sets, `contenders`, from the best mean rank to the worst; `baseline` is one or None.

    `runs` are those that pass the filter, `keys` what differs within a data set, `besides` what differs with
    the data set only, `metric` a column such as `validation_loss`.
    """

    request: Request
    collection: Collection
    runs: Sequence[FinishedRun]
    keys: tuple[str, ...]
    besides: tuple[str, ...]
    metric: str
    data_sets: Sequence[DataSet]
    contenders: Sequence[Contender]
    baseline: Contender | None

    @property
    def leaders(self) -> list[Contender]:
        """The contenders with the best mean rank: none where nothing is ranked or there is only one."""
        best = self.contenders[0].mean_rank
        is_ranked = isfinite(best) and len(self.contenders) > 1
        return [one for one in self.contenders if is_ranked and one.mean_rank == best]

    @property
    def compared(self) -> int:
        """How many differences from the baseline were tested."""
        return sum(isfinite(one.p) for one in self.contenders)


def ranking_of(collection: Collection, request: Request) -> Ranking:
    """Return the settings of some runs compared over data sets; raises ConfigError where that can't be."""
    runs = filtered(collection, request)
    metric = metric_of(runs, request.metric)
    keys = keys_within(collection, runs)
    by = tuple(full_key(word, keys, "--by") for word in request.by)
    data_sets = data_sets_of(runs, keys, by, metric, request.at)
    _check(request, data_sets, keys, metric)
    names = compared_keys(keys, by)
    contenders = contenders_of(data_sets, names, metric, request.at)
    baseline = _baseline(contenders, names, request.baseline)
    if baseline is not None:
        contenders = against(baseline, contenders, data_sets, metric, request)
    besides = keys_besides(runs, keys)
    return Ranking(request, collection, runs, keys, besides, metric, data_sets, contenders, baseline)


def _check(request: Request, data_sets: Sequence[DataSet], keys: Sequence[str], metric: str) -> None:
    """Raise ConfigError for options that mean nothing here, and for what can't be compared."""
    if request.sort is not None:
        raise ConfigError("--over dataset --sort: settings stand by mean rank; leave --sort out")
    if request.significance in ("permutation", "welch"):
        raise ConfigError(
            f"--over dataset --significance {request.significance}: settings are compared by Wilcoxon's "
            "signed-rank test over data sets, or by none; leave --significance out"
        )
    if len(data_sets) == 1:
        raise ConfigError(
            f"--over dataset: all runs are of one data set, {data_sets[0].name}; leave --over out"
        )
    if hindrance := obstacle(keys, metric):
        raise ConfigError(
            f"--over dataset: settings with {hindrance} can't be compared by {metric_name(metric)}; "
            "name another --metric"
        )


def _baseline(contenders: Sequence[Contender], keys: Sequence[str], asked: str | None) -> Contender | None:
    """Return the baseline: of several that are meant, the plainest, and of these the one that ranks best."""
    meant = candidates([one.merged for one in contenders], keys, asked)
    return next((one for one in contenders if meant and one.merged is meant[0]), None)
