"""Templates in a language: phrases that are the same on every page are put into them when they are compiled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

PHRASES = ("_", "gettext", "pgettext")
"""The functions that make the same of the same words, whatever page they stand on."""


class WordedEnvironment(Environment):
    """An environment that knows its language's words when it compiles a template."""

    def _generate(self, source: nodes.Template, *values: Any, **options: Any) -> str:
        """Return the Python that a template becomes (a hook of Jinja's)."""
        return super()._generate(_Worder(self).visit(source), *values, **options)


class _Worder(NodeTransformer):
    """Puts phrases in the place of calls that ask for them."""

    def __init__(self, environment: Environment) -> None:
        self._globals: Mapping[str, Any] = environment.globals

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:  # noqa: N802 - Jinja's name for it
        """Return a phrase, or the call where it has variables."""
        self.generic_visit(node)
        words = [each.value for each in node.args if isinstance(each, nodes.Const)]
        named = isinstance(node.node, nodes.Name) and node.node.name
        if named not in PHRASES or len(words) < len(node.args) or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        phrase = self._globals[named](*words)
        constant = nodes.Const(str(phrase), lineno=node.lineno)
        return nodes.MarkSafe(constant, lineno=node.lineno) if isinstance(phrase, Markup) else constant
