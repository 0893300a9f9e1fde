"""What the group would publish at an address that is taken, by the site or by something else of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from rig_site.diagnostics import Position, Problem
from rig_site.model.permalink import folded
from rig_site.model.site import Site
from rig_site.outputs.pages.redirects import alias_file

THE_SITE = "the site itself"

Owners = Mapping[str, tuple[str, str]]
"""A name as it is spelled, and whose it is, by what all its spellings have in common."""


def collisions(paths: Iterable[str], site: Site) -> Iterator[Problem]:
    """Yield an error for each text, old address and file of the group's own that cannot stand where it should.

    `paths` are those of everything planned.  Names that differ only in
    case are one name to some file systems, and none can be both a file's
    and a folder's.
    """
    authored = tuple(_authored(site))
    generated = Counter(paths) - Counter(path for path, _ in authored)
    files = {folded(path): (path, THE_SITE) for path in generated}
    folders = {folded(folder): (folder, THE_SITE) for path in generated for folder in _folders(path)}
    for path, source in authored:
        if in_the_way := _in_the_way(path, files, folders):
            name, owner = in_the_way
            taken = "which" if name == path else f"but '{name}'"
            yield Problem(
                Position(source),
                f"this would be published as '{path}', {taken} is taken by {owner}",
                suggestion="give it another name",
            )
            continue
        files[folded(path)] = path, source
        for folder in _folders(path):
            folders.setdefault(folded(folder), (folder, source))


def _in_the_way(path: str, files: Owners, folders: Owners) -> tuple[str, str] | None:
    """Return the name, and whose it is, that keeps a file from standing at a path."""
    if same := files.get(folded(path)) or folders.get(folded(path)):
        return same
    for folder in _folders(path):
        if file := files.get(folded(folder)):
            return file
        other = folders.get(folded(folder))
        if other and other[0] != folder:
            return other
    return None


def _authored(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the path of everything whose address the group itself chose, and the file it comes from."""
    for page in site.pages:
        yield f"{page.path}index.html", page.source
    for session in site.sessions:
        for alias in session.aliases:
            yield alias_file(alias), session.source
    for file in site.files:
        yield file.path, f"static/{file.path}"
    for picture in site.pictures:
        yield picture.path, picture.path


def _folders(path: str) -> Iterator[str]:
    """Yield the folders a path lies in."""
    while path := path.rpartition("/")[0]:
        yield path
