"""Names that a command takes and a shell completes: sessions by their ids, proposals by what they are about."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

from rig_site.cli.options import default_content

if TYPE_CHECKING:
    from rig_site.content.schema.written import WrittenContent


class SessionId(click.ParamType[str]):
    """The id of a session; a shell completes it, and shows the dates and titles, even where content has errors."""

    name = "ID"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the id as it is; whether there is such a session, its command says."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the ids that begin so, the latest sessions first."""
        found = sorted(_sessions(ctx), reverse=True)
        return [
            CompletionItem(name, help=f"{day} {title}".strip())
            for day, name, title in found
            if _begins(name, incomplete)
        ]


class ProposalName(click.ParamType[str]):
    """A proposal, by its number in proposals.yaml or by the beginning of its title; a shell completes it."""

    name = "PROPOSAL"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the name as it is."""
        return str(value)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return the titles that begin so, as they can be typed without quotes."""
        from rig_site.model.permalink import slug

        written = _written(ctx)
        proposals = written.proposals.value.root if written and written.proposals else []
        return [
            CompletionItem(slug(proposal.title), help=proposal.title)
            for proposal in proposals
            if _begins(slug(proposal.title), incomplete)
        ]


def _begins(name: str, incomplete: str) -> bool:
    return name.casefold().startswith(incomplete.casefold())


def _sessions(context: click.Context) -> Iterator[tuple[str, str, str]]:
    """Yield the day, the id and the title of each session."""
    from rig_site.content.findings import Findings
    from rig_site.content.resolve.ids import identify

    written = _written(context)
    for name, session in identify(written.sessions, Findings()) if written else ():
        value = session.entry.value
        yield value.date.isoformat(), name, value.title or value.status


def _written(context: click.Context) -> WrittenContent | None:
    """Return what the content folder says that the command line names so far; None where there is none."""
    from rig_site.content.findings import Findings
    from rig_site.content.schema.written import read

    content = Path(context.params.get("content") or default_content())
    return read(content, Findings(), {}) if content.is_dir() else None
