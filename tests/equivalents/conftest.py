"""scikit-learn's products of small matrices on one thread, where more would only wait for each other."""

from collections.abc import Iterator

import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Limit BLAS and OpenMP to one thread."""
    with threadpool_limits(1):
        yield
