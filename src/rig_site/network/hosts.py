"""Hosts of the public Internet, and those of one's own network, which no other may make a program ask."""

from __future__ import annotations

import ipaddress
import socket


def is_private(host: str) -> bool:
    """Tell whether a host is this machine or one of its own network, by its address or by those its name has.

    A name that this machine cannot look up is none of its own: a proxy may
    know it.

    >>> is_private("127.0.0.1"), is_private("192.0.2.7"), is_private("::ffff:10.0.0.1"), is_private("8.8.8.8")
    (True, True, True, False)
    """
    try:
        return not _is_public(host)
    except ValueError:
        pass
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False
    return not all(_is_public(str(address[0])) for *_, address in found)


def _is_public(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_global
