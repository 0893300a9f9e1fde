"""The theme: templates and static files, the group's own before the ones that come with rig-site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from rig_site.cache.digest import digest, digest_of_bytes
from rig_site.model.file_names import is_litter

_IN_PACKAGE = Path(__file__).parents[1] / "templates"
_BESIDE_SOURCES = Path(__file__).parents[3] / "templates"
BUNDLED = _IN_PACKAGE if _IN_PACKAGE.is_dir() else _BESIDE_SOURCES
"""The theme that comes with rig-site: a wheel puts it into the package, a checkout has it beside `src/`."""


class Theme(Struct, frozen=True):
    """Folders of templates, searched in order, so that a group overrides file by file."""

    folders: tuple[Path, ...]

    @classmethod
    def of(cls, own: Path) -> Theme:
        """Return the bundled theme, with the group's own folder before it where that exists."""
        return cls((own, BUNDLED) if own.is_dir() and own.resolve() != BUNDLED.resolve() else (BUNDLED,))

    @property
    def own(self) -> Path | None:
        """The group's own folder."""
        return self.folders[0] if len(self.folders) > 1 else None

    @property
    def digest(self) -> bytes:
        """A digest of the templates, and of which style sheets of the group's own there are."""
        files = ((folder, file) for folder in self.folders for file in sorted(folder.rglob("*")))
        templates = (
            (str(file.relative_to(folder)), digest_of_bytes(file.read_bytes()))
            for folder, file in files
            if file.is_file() and not file.is_relative_to(folder / "static")
        )
        return digest(tuple(templates), self.has_static("extra.css"))

    def has_static(self, name: str) -> bool:
        """Tell whether one of the folders has a static file of this name."""
        return any((folder / "static" / name).is_file() for folder in self.folders)

    def static_files(self) -> Mapping[str, Path]:
        """Return the files of the folders' `static/` by their path in it, in order, the first folder's own kept.

        Hidden files are left out, and so are links that lead out of the
        folder, since a site publishes nothing from elsewhere.
        """
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            static = (folder / "static").resolve()
            for file in static.rglob("*"):
                path = file.relative_to(static)
                hidden = any(part.startswith(".") for part in path.parts)
                if not hidden and file.is_file() and file.resolve().is_relative_to(static):
                    found[path.as_posix()] = file
        return dict(sorted(found.items()))


def template_names(folder: Path) -> tuple[str, ...]:
    """Return the paths of a folder's files beside its `static/`, without what editors and systems leave behind."""
    files = (file for file in folder.rglob("*") if file.is_file() and not file.is_relative_to(folder / "static"))
    names = (file.relative_to(folder).as_posix() for file in files)
    return tuple(sorted(name for name in names if not any(map(is_litter, name.split("/")))))
