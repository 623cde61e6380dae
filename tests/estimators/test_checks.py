"""scikit-learn's own checks, all of them: none may fail, be skipped or be expected to fail.

They run in a process of their own, as one of them is skipped unless SCIPY_ARRAY_API is set before SciPy is
imported.
"""

import json

import pytest
from support.command import in_a_process

PROGRAM = """
import json, sys
from sklearn.utils.estimator_checks import check_estimator
from regexp import sklearn
estimator = getattr(sklearn, sys.argv[1])(**json.loads(sys.argv[2]))
found = check_estimator(estimator, on_skip=None, on_fail=None)
others = [[one["check_name"], one["status"], str(one["exception"])] for one in found]
print(json.dumps([len(found), [one for one in others if one[1] != "passed"]]))
"""
LEAST = 50
"""scikit-learn 1.6 and 1.9 have 55 checks for a classifier and 53 for a regressor."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("RegexpClassifier", {}),
        ("RegexpRegressor", {}),
        ("RegexpRegressor", {"hidden": [], "optimizer": "exact"}),
        ("RegexpClassifier", {"hidden": [16], "epochs": 60, "learning_rate": 0.01, "validation_size": 0.2}),
    ],
)
def test_scikit_learns_checks_pass(name: str, arguments: dict[str, object]) -> None:
    done = in_a_process(name, json.dumps(arguments), program=PROGRAM, SCIPY_ARRAY_API="1")
    assert (done.code, done.err) == (0, "")
    count, others = json.loads(done.out)
    assert others == []
    assert count >= LEAST
