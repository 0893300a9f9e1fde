"""What the environment says of other hosts: the addresses of services, and how long to wait for them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.metadata import version

import click

from rig_site.network.client import HttpClient, is_web
from rig_site.network.services import ACL, DOI

SERVICES = {"RIG_SITE_DOI_SERVICE": DOI, "RIG_SITE_ACL_SERVICE": ACL}
"""The variables that name another address for a service."""

TIMEOUT, PAUSE = "RIG_SITE_TIMEOUT", "RIG_SITE_PAUSE"
DEFAULT_TIMEOUT, DEFAULT_PAUSE = 20, 1
LONGEST = 600
"""How many seconds may be set for either."""


def services(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the addresses that take the place of services' own; one that is none is a usage error."""
    found = {}
    for name, service in SERVICES.items():
        if address := environment.get(name):
            if not is_web(address):
                raise click.UsageError(f"{name} is {address!r}; it must be an address like {service}")
            found[service] = address.rstrip("/") + "/"
    return found


def client(environment: Mapping[str, str] = os.environ) -> HttpClient:
    """Return what asks other hosts, for as long as RIG_SITE_TIMEOUT says, in seconds."""
    return HttpClient(
        f"rig-site/{version('rig-site')}", _seconds(TIMEOUT, DEFAULT_TIMEOUT, environment) or DEFAULT_TIMEOUT
    )


def pause(environment: Mapping[str, str] = os.environ) -> float:
    """Return how many seconds lie between two requests to one host."""
    return _seconds(PAUSE, DEFAULT_PAUSE, environment)


def _seconds(name: str, default: float, environment: Mapping[str, str]) -> float:
    written = environment.get(name) or str(default)
    try:
        seconds = float(written)
    except ValueError:
        seconds = -1
    if not 0 <= seconds <= LONGEST:
        raise click.UsageError(f"{name} is {written!r}; it must be a number of seconds up to {LONGEST}")
    return seconds
