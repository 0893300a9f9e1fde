"""What is wrong with a group's own templates before any page is made: files that cannot be read, or that nothing shows.

Pages can ask for templates by names that are made when the page is; of
those nothing is said here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from rig_site.diagnostics import Position, Problem, Severity
from rig_site.render.html import environment
from rig_site.render.mistakes import in_own_template, position_in
from rig_site.render.theme import BUNDLED, Theme, template_names

if TYPE_CHECKING:
    from jinja2 import nodes

LOOKS_LIKE = 0.8
"""How much alike, by `difflib`, two names of static files are if one is a slip for the other."""

_STATIC = re.compile(r"static/([\w.-]+\w)")


def problems_of(theme: Theme) -> list[Problem]:
    """Return everything that is wrong with the group's own templates; nothing where it has none."""
    if theme.own is None:
        return []
    return [*_Templates(theme, theme.own).problems()]


class _Templates:
    """The group's own templates, with those of rig-site beside them."""

    def __init__(self, theme: Theme, own: Path) -> None:
        self.theme = theme
        self.own = own
        self.bundled = template_names(BUNDLED)
        self.names = template_names(own)
        self.trees: dict[str, nodes.Template | None] = {}
        self.faults: list[Problem] = []

    def problems(self) -> Iterator[Problem]:
        """Yield what is wrong, template by template."""
        used = self._used()
        yield from self.faults
        for name in self.names:
            if name not in used:
                yield self._unused(name)
        for name in sorted(used):
            yield from self._extended_in_a_circle(name)
            yield from self._hidden_blocks(name)
            yield from self._missing_blocks(name)
        yield from self._misnamed_static_files()

    def _used(self) -> set[str]:
        """Return which of the group's templates take the place of rig-site's, or are asked for by those that do."""
        from jinja2 import meta

        pending = [name for name in self.names if name in self.bundled]
        used: set[str] = set()
        while pending:
            name = pending.pop()
            if name in used or name not in self.names:
                continue
            used.add(name)
            tree = self._tree(name)
            asked = [*meta.find_referenced_templates(tree)] if tree else []
            if None in asked:
                pending += self.names
            pending += filter(None, asked)
        return used

    def _tree(self, name: str) -> nodes.Template | None:
        """Return a template's syntax; of one that cannot be read, add why, once."""
        if name not in self.trees:
            self.trees[name] = self._parsed(name)
        return self.trees[name]

    def _parsed(self, name: str) -> nodes.Template | None:
        from jinja2 import TemplateSyntaxError

        is_own = name in self.names
        file = self.own / name if is_own else BUNDLED / name.removeprefix("bundled/")
        if not file.is_file():
            return None
        content = file.read_bytes()
        try:
            return environment(self.theme).parse(content.decode(), name, str(file))
        except UnicodeDecodeError as error:
            self.faults.append(_not_utf_8(self._path(name), content, error.start))
        except TemplateSyntaxError as error:
            mistake = in_own_template(error, self.theme)
            if mistake is None:
                raise
            self.faults.append(mistake.problem)
        return None

    def _path(self, name: str) -> str:
        return f"../{self.own.name}/{name}"

    def _unused(self, name: str) -> Problem:
        stems = {each.partition(".")[0]: each for each in self.bundled if each not in self.names}
        close = [stems[stem] for stem in get_close_matches(name.rpartition("/")[2].partition(".")[0], stems, n=1)]
        return Problem(
            Position(self._path(name)),
            f"no page uses the template '{name}'",
            suggestion=f"did you mean '{close[0]}'?"
            if close
            else "'rig-site template' lists those that can be replaced",
            severity=Severity.WARNING,
        )

    def _parent(self, name: str) -> tuple[str, int] | None:
        """Return which template another one extends, and in which line it says so; None where it extends none."""
        from jinja2 import nodes

        tree = self._tree(name)
        for node in tree.body if tree else ():
            if isinstance(node, nodes.Extends):
                written = node.template.value if isinstance(node.template, nodes.Const) else None
                return (written if isinstance(written, str) else "", node.lineno)
        return None

    def _ancestors(self, name: str) -> list[str]:
        """Return what a template extends, directly and through others, up to one that comes again or is not known."""
        found: list[str] = []
        while (parent := self._parent(name)) is not None:
            name = parent[0]
            found.append(name)
            if found.count(name) > 1:
                break
        return found

    def _extended_in_a_circle(self, name: str) -> Iterator[Problem]:
        parent = self._parent(name)
        if parent and name in self._ancestors(name):
            itself = "itself" if parent[0] == name else f"'{parent[0]}', which extends it in turn"
            yield Problem(
                position_in(self.own / name, parent[1], self.own),
                f"the template '{name}' extends {itself}",
                suggestion=f"write 'bundled/{name}' to extend the one that comes with rig-site"
                if name in self.bundled
                else "",
            )

    def _blocks(self, name: str) -> dict[str, int]:
        """Return the blocks of a template with their lines."""
        from jinja2 import nodes

        tree = self._tree(name)
        return {block.name: block.lineno for block in tree.find_all(nodes.Block)} if tree else {}

    def _hidden_blocks(self, name: str) -> Iterator[Problem]:
        """Yield the blocks that stand outside of all others, and that nothing which is extended has a place for."""
        ancestors = self._ancestors(name)
        if not ancestors or not all(map(self._tree, ancestors)):
            return
        places = {block for ancestor in ancestors for block in self._blocks(ancestor)}
        tree = self._tree(name)
        shown = _named_blocks(tree) if tree else set()
        for block, line in _outermost(tree) if tree else ():
            if block not in places and block not in shown:
                close = get_close_matches(block, places, n=1)
                yield Problem(
                    position_in(self.own / name, line, self.own, word=block),
                    f"no page shows the block '{block}': '{ancestors[0]}' has none of this name",
                    allowed=", ".join(sorted(places)),
                    suggestion=f"did you mean '{close[0]}'?" if close else "",
                    severity=Severity.WARNING,
                )

    def _missing_blocks(self, name: str) -> Iterator[Problem]:
        """Yield the blocks that pages fill, and that a template they extend has no more, or under another name."""
        if name not in self.bundled or self._parent(name) or self._tree(name) is None:
            return
        if name not in {parent[0] for each in (*self.bundled, *self.names) if (parent := self._parent(each))}:
            return
        original, own = self._blocks(f"bundled/{name}"), self._blocks(name)
        for block in original.keys() - own.keys():
            others = [each for each in own if each not in original]
            close = get_close_matches(block, others, n=1)
            if close or block == _PAGE:
                line = own[close[0]] if close else 1
                yield Problem(
                    position_in(self.own / name, line, self.own, word=close[0] if close else ""),
                    f"the template '{name}' has no block '{block}', and what pages say in it is not shown",
                    allowed=", ".join(sorted(original)),
                    suggestion=f"it has '{close[0]}'; did you mean '{block}'?" if close else "",
                    severity=Severity.WARNING,
                )

    def _misnamed_static_files(self) -> Iterator[Problem]:
        """Yield the static files that are called nearly like one that pages load, and that no template mentions."""
        folder = self.own / "static"
        own = [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*")) if file.is_file()]
        missing = self._loaded - {*own}
        for name in own:
            close = get_close_matches(name, missing, n=1, cutoff=LOOKS_LIKE)
            if close and name not in self._loaded and name not in self._texts:
                yield Problem(
                    Position(self._path(f"static/{name}")),
                    f"no page loads 'static/{name}'",
                    suggestion=f"did you mean 'static/{close[0]}'?",
                    severity=Severity.WARNING,
                )

    @cached_property
    def _loaded(self) -> set[str]:
        """The static files that the pages of rig-site load."""
        bundled = ((BUNDLED / name).read_text(encoding="utf-8") for name in self.bundled)
        return {name for text in bundled for name in _STATIC.findall(text)}

    @cached_property
    def _texts(self) -> str:
        """All that the group's own templates, style sheets and scripts say."""
        files = (file for file in self.own.rglob("*") if file.suffix in (".html", ".xml", ".css", ".js"))
        return "\n".join(file.read_text(encoding="utf-8", errors="replace") for file in files if file.is_file())


_PAGE = "main"
"""The block of the frame that every page fills."""


def _named_blocks(tree: nodes.Template) -> set[str]:
    """Return the blocks that a template shows by their names, as in `self.title()`."""
    from jinja2 import nodes

    asked = (node for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name))
    return {node.attr for node in asked if isinstance(node.node, nodes.Name) and node.node.name == "self"}


def _outermost(node: nodes.Node) -> Iterator[tuple[str, int]]:
    """Yield the blocks inside a piece of a template that are in no other block, with their lines."""
    from jinja2 import nodes

    children: Iterable[nodes.Node] = node.iter_child_nodes()
    for child in children:
        if isinstance(child, nodes.Block):
            yield child.name, child.lineno
        else:
            yield from _outermost(child)


def _not_utf_8(path: str, content: bytes, start: int) -> Problem:
    """Return that a file is not UTF-8, at the first byte that begins no character."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return Problem(Position(path), "the template is UTF-16, not UTF-8", suggestion="save it as UTF-8")
    before = content[:start].decode()
    text = before + content[start:].decode("cp1252", "replace")
    begin = before.rfind("\n") + 1
    line = text[begin:].partition("\n")[0].rstrip("\r")
    return Problem(
        Position(path, before.count("\n") + 1, len(before) - begin + 1, 1, line),
        f"the template is not UTF-8: the byte 0x{content[start]:02X} begins no character",
        suggestion=f"if it is meant to be '{text[len(before)]}', save the file as UTF-8",
    )
