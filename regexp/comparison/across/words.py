"""What a comparison over data sets is called: its settings, its heading, the command to try next."""

from dataclasses import replace
from textwrap import wrap

from regexp.comparison.across.contenders import Contender
from regexp.comparison.across.ranking import Ranking
from regexp.comparison.choosing import ARM
from regexp.comparison.head import names_of
from regexp.describe import counted
from regexp.history import higher_is_better
from regexp.panel.commands import command
from regexp.summary.naming import settings_in_words
from regexp.summary.ranking import WIDTH
from regexp.summary.wording import metric_name, seeds_in_words


def name_of(contender: Contender) -> str:
    """Return what a setting is called: `l2=0.01 dropout=0.5`, the name of an arm."""
    if list(contender.settings) == [ARM]:
        return str(contender.settings[ARM])
    return " ".join(settings_in_words(contender.settings)) or "the only setting"


def head(ranking: Ranking) -> list[str]:
    """Return how much is compared, by what, and which way is better."""
    seeds = [len(entry.runs) for data in ranking.data_sets for entry in data.entries]
    data_sets, contenders = len(ranking.data_sets), len(ranking.contenders)
    better = "higher" if higher_is_better(ranking.metric) else "lower"
    mean = f", mean over {seeds_in_words(min(seeds), max(seeds))}" if max(seeds) > 1 else ""
    sentences = [
        f"{names_of(ranking.collection)}: {counted(data_sets, 'data set')} x "
        f"{counted(contenders, what(ranking))}, {counted(len(ranking.runs), 'run')}",
        f"{metric_name(ranking.metric)} at the {ranking.request.at} epoch{mean}; {better} is better",
    ]
    return [line for one in sentences for line in wrap(one, WIDTH, subsequent_indent="  ")]


def next_command(ranking: Ranking) -> list[str]:
    """Return the command that compares within one data set, if a filter can name one."""
    kinds = [data.first.settings["dataset.kind"] for data in ranking.data_sets]
    alone = next((kind for kind in kinds if kinds.count(kind) == 1), None)
    if alone is None:
        return []
    given = ranking.request.filter
    condition = f'dataset.kind == "{alone}"'
    within = f"({given}) and {condition}" if given else condition
    return command(" Next  regexp compare", replace(ranking.request, over=None, filter=within).words())


def what(ranking: Ranking) -> str:
    """Return what is compared: arms or settings."""
    return "arm" if list(ranking.contenders[0].settings) == [ARM] else "setting"
