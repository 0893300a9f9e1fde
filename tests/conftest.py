"""What all tests share: the flag that refreshes golden files, and properties that hold at any speed and repeat."""

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("repository", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("repository")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--refresh", action="store_true", help="write golden files anew instead of comparing with them")


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are written anew; the result is reviewed as a diff."""
    return bool(request.config.getoption("--refresh"))
