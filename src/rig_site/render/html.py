"""Views become pages through the theme's templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

from rig_site.language.language import ENGLISH, Language
from rig_site.render.mistakes import in_own_template
from rig_site.render.theme import BUNDLED, Theme

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

    Macro = Callable[..., Markup]

MOST_KEPT = 10_000
"""How many rows of tables are kept, of one to two kilobytes each: the same sessions stand in many tables."""


class PageView(Protocol):
    """A view that names its template; the template sees it as `page`."""

    template: ClassVar[str]


def encode_page(view: PageView, *, theme: Theme, language: Language = ENGLISH) -> bytes:
    """Return a view's page as UTF-8; a mistake in one of the group's own templates is a ContentError."""
    try:
        return environment(theme, language).get_template(view.template).render(page=view).encode()
    except Exception as error:
        mistake = in_own_template(error, theme)
        if mistake is None:
            raise
        raise mistake from error


@cache
def environment(theme: Theme, language: Language = ENGLISH) -> Environment:
    """Return the theme's templates in a language, compiled once a process or, those of rig-site, once.

    Every template escapes what it is given, whatever its name ends in: all
    of them make HTML or XML.  A name that does not exist is an error.  A
    template that replaces one of rig-site's finds the original as
    `bundled/<name>`, to extend it instead of repeating it.  What a macro
    makes of values alone, `once(macro, ...)` makes but once.
    """
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

    from rig_site.render.compiled import CompiledTemplates
    from rig_site.render.environment import WordedEnvironment
    from rig_site.render.filters import FILTERS
    from rig_site.render.phrases import Phrases
    from rig_site.render.unknown import Unknown

    originals = PrefixLoader({"bundled": FileSystemLoader(BUNDLED)})
    made = WordedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(theme.folders), originals]),
        autoescape=True,
        undefined=Unknown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=CompiledTemplates(language),
    )
    made.filters.update(FILTERS)
    made.extend(newstyle_gettext=True)
    made.add_extension("jinja2.ext.i18n")
    Phrases(language).teach(made)
    made.globals["once"] = Once()
    return made


class Once:
    """What macros make of values alone, made once in a process."""

    def __init__(self) -> None:
        self._made: dict[tuple[Any, ...], Markup] = {}

    def __call__(self, macro: Macro, *values: object) -> Markup:
        """Return what a macro makes of some values."""
        key = (macro, *values)
        if key not in self._made:
            self.know(macro(*values), macro, *values)
        return self._made[key]

    def knows(self, macro: Macro, *values: object) -> bool:
        """Tell whether it is made already."""
        return (macro, *values) in self._made

    def know(self, made: Markup, macro: Macro, *values: object) -> None:
        """Take what was made before."""
        if len(self._made) >= MOST_KEPT:
            self._made.clear()
        self._made[(macro, *values)] = made
