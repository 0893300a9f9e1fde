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

TIMEOUT = "RIG_SITE_TIMEOUT"
DEFAULT_TIMEOUT = 20
LONGEST_TIMEOUT = 600


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
    written = environment.get(TIMEOUT) or str(DEFAULT_TIMEOUT)
    try:
        seconds = float(written)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= LONGEST_TIMEOUT:
        raise click.UsageError(f"{TIMEOUT} is {written!r}; it must be a number of seconds up to {LONGEST_TIMEOUT}")
    return HttpClient(f"rig-site/{version('rig-site')}", seconds)
