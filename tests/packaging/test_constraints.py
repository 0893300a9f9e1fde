"""`constraints.txt` pins every package there is, and no other."""

from __future__ import annotations

import re
from importlib.metadata import requires, version
from pathlib import Path

from packaging.requirements import Requirement

CONSTRAINTS = Path(__file__).parents[2] / "constraints.txt"
NOT_INSTALLED = {"pagefind-bin-extended": "pagefind-bin"}
"""What no test needs, with what is released beside it under the same number."""
BUILD_BACKENDS = {"babel", "editables", "hatchling", "setuptools"}


def needed(name: str, extras: set[str]) -> set[str]:
    """Return the normalised names of what a package requires, directly or not."""
    found: set[str] = set()
    waiting = [(name, extras)]
    while waiting:
        package, wanted = waiting.pop()
        package = NOT_INSTALLED.get(package, package)
        for line in requires(package) or ():
            requirement = Requirement(line)
            applies = requirement.marker is None or any(
                requirement.marker.evaluate({"extra": extra}) for extra in wanted or {""}
            )
            dependency = re.sub(r"[-_.]+", "-", requirement.name).lower()
            if applies and dependency not in found:
                found.add(dependency)
                waiting.append((dependency, requirement.extras))
    return found


def test_every_package_is_pinned_at_the_version_in_use() -> None:
    lines = [line for line in CONSTRAINTS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    assert lines == sorted(lines)
    names = needed("rig-site", {"test", "search-extended"}) | BUILD_BACKENDS
    for backend in BUILD_BACKENDS:
        names |= needed(backend, set())
    assert dict(line.split("==") for line in lines) == {name: version(NOT_INSTALLED.get(name, name)) for name in names}
