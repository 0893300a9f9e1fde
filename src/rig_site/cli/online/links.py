"""What `check --links` does: ask whether links lead somewhere, and remember for a week which do."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import click

from rig_site.cache import FOLDER
from rig_site.cli.clock import present
from rig_site.cli.online.environment import client, pause, services
from rig_site.diagnostics import Position, Problem, Severity
from rig_site.model.site import Site
from rig_site.network.client import host, status_in_words
from rig_site.network.dead_links import LinkInquiry, LinkState, Verdict, asked_instead
from rig_site.network.services import DOI

MOST = 1000
"""How many addresses are asked in a run; those that were asked longest ago come first."""

KEPT = timedelta(days=7)
"""How long an address that answered is not asked again."""

CACHE = "links.json"


def dead_links(content: Path, site: Site) -> tuple[list[Problem], bool]:
    """Return a warning for every place of a link that is dead, and whether any host answered if one was asked.

    How many were asked is said on the terminal.
    """
    from rig_site.content.outward import outward_links

    links = outward_links(content, site)
    memory = _Memory(content.parent / FOLDER / CACHE, present())
    due = memory.due(links)
    asked = due[:MOST]
    instead = services()
    inquiry = LinkInquiry(client(), pause(), (instead.get(DOI, DOI),))
    verdicts: dict[str, Verdict] = {}
    targets: dict[str, list[str]] = {}
    for address in asked:
        targets.setdefault(asked_instead(_resolved(address), instead), []).append(address)

    def tell(target: str, verdict: Verdict) -> None:
        verdicts.update(dict.fromkeys(targets[target], verdict))

    if asked:
        click.echo(f"links to ask for: {len(targets):,}, hosts: {len(set(map(host, targets))):,}", err=True)
    try:
        inquiry.verdicts(targets, tell)
    finally:
        memory.keep(links, verdicts)
    _summarise(len(links), len(links) - len(due), len(due) - len(asked), verdicts)
    answered = not verdicts or any(verdict.status is not None for verdict in verdicts.values())
    if not answered:
        click.echo("no host answered; is there a network?", err=True)
    problems = [
        _problem(address, verdict, position)
        for address, verdict in verdicts.items()
        if verdict.state is LinkState.DEAD
        for position in links[address]
    ]
    return problems, answered


def _resolved(address: str) -> str:
    """Return the address that tells whether a work exists: doi.org knows those of arXiv too, and refuses no program."""
    from rig_site.model.catalogue import arxiv_id, doi_of

    arxiv, doi = arxiv_id(address), doi_of(address)
    return f"{DOI}10.48550/arXiv.{arxiv}" if arxiv else f"{DOI}{quote(doi, safe='/:;()')}" if doi else address


def _problem(address: str, verdict: Verdict, position: Position) -> Problem:
    says = status_in_words(verdict.status or 0)
    target = _resolved(address)
    return Problem(
        position,
        f"this link is dead: {host(target)} answered twice with {says} for {address}",
        suggestion=f"correct it, or look for a copy: https://web.archive.org/web/{address}",
        severity=Severity.WARNING,
    )


def _summarise(links: int, known: int, left: int, verdicts: Mapping[str, Verdict]) -> None:
    found = Counter(verdict.state for verdict in verdicts.values())
    said = [f"answering {found[LinkState.ALIVE]:,}", f"dead {found[LinkState.DEAD]:,}"]
    said.append(f"unclear {found[LinkState.UNKNOWN]:,} (no answer, or none for programs)")
    if known:
        said.append(f"answered in the last {KEPT.days} days {known:,}")
    if left:
        said.append(f"left for another run {left:,}")
    click.echo(f"links elsewhere: {links:,}; {', '.join(said)}", err=True)


class _Memory:
    """Which addresses answered and when, from run to run; a damaged file is as good as none."""

    def __init__(self, file: Path, now: datetime) -> None:
        self.file = file
        self.now = now
        self.asked: dict[str, tuple[str, datetime]] = {}
        try:
            kept = json.loads(file.read_text(encoding="utf-8"))
            self.asked = {
                str(address): (str(state), datetime.fromisoformat(at)) for address, (state, at) in kept.items()
            }
            self.asked = {address: entry for address, entry in self.asked.items() if entry[1].tzinfo}
        except (OSError, ValueError, TypeError, AttributeError):
            self.asked = {}

    def due(self, addresses: Iterable[str]) -> list[str]:
        """Return the addresses to ask, those never asked first, then those asked longest ago."""
        found = []
        for address in addresses:
            state, at = self.asked.get(address, ("", None))
            if at is None or state != LinkState.ALIVE or not timedelta(0) <= self.now - at < KEPT:
                found.append((at.timestamp() if at else 0, address))
        return [address for _, address in sorted(found, key=lambda each: each[0])]

    def keep(self, addresses: Iterable[str], verdicts: Mapping[str, Verdict]) -> None:
        """Write what is known of these addresses; what cannot be written is asked again next time."""
        from rig_site.write.file import replace_file
        from rig_site.write.place import make_cache

        new = {address: (str(verdict.state), self.now) for address, verdict in verdicts.items()}
        known = {**self.asked, **new}
        kept = {address: known[address] for address in sorted(addresses) if address in known}
        lines = {address: (state, at.isoformat()) for address, (state, at) in kept.items()}
        try:
            make_cache(self.file.parent)
            replace_file(self.file, (json.dumps(lines, ensure_ascii=False, indent=1) + "\n").encode())
        except OSError:
            return
