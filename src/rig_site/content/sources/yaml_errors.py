"""What libyaml says of text it cannot read, said for people who do not know YAML."""

from __future__ import annotations

import re

import yaml

from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem

_KEY_AND_VALUE = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[^\s:#{}\[\]'\"][^:{}\[\]]*:[ \t]+)(?P<value>\S.*)")
_GLUED = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*\w+):(?P<value>\S.*)$")
_WORDS = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[a-z_]+)[ \t]+(?P<value>[^-\s].*)$")


def explain(error: yaml.MarkedYAMLError, source: Source, last: tuple[int, int], bracket: int | None) -> Problem:
    """Return the problem that kept a file from being read.

    `last` are the offsets of the last thing that could be read, `bracket`
    is that of the innermost bracket still open: libyaml notices many
    mistakes only further on, and these tell where they began.
    """
    return _Complaint(error, source, last, bracket).explain()


def quoted(text: str) -> str:
    r"""Return text in the quotes that need least escaping.

    >>> print(quoted("A: B"), quoted('Say "hi": now'), quoted(r"\alpha"))
    "A: B" 'Say "hi": now' '\alpha'
    """
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


class _Complaint:
    """One error of libyaml's, with what is known of its surroundings."""

    def __init__(self, error: yaml.MarkedYAMLError, source: Source, last: tuple[int, int], bracket: int | None) -> None:
        self.problem = error.problem or ""
        self.source = source
        self.last = last
        self.bracket = bracket
        self.at = error.problem_mark.index if error.problem_mark else 0
        self.began = error.context_mark.index if error.context_mark else self.at
        self.context = error.context or ""

    def explain(self) -> Problem:
        """Return the first explanation that fits."""
        problem = self.problem
        character = self.source.text[self.at : self.at + 1]
        if character == "\t" or "tab character" in problem:
            return self._problem(
                self.at, "a tab is used for indentation, and YAML wants blanks", "put two blanks in place of each tab"
            )
        if problem == "mapping values are not allowed in this context":
            return self._colon()
        if problem == "could not find expected ':'":
            return self._no_colon(self.began)
        if "quoted scalar" in self.context:
            return self._quoted()
        if problem == "found character that cannot start any token":
            return self._to_quote(self.at, f"text that begins with '{character}' must be put in quotes")
        if "alphabetic or numeric character" in problem or "tag" in problem or "a tag" in self.context:
            first = self.source.text[self.began : self.began + 1]
            return self._to_quote(self.began, f"text that begins with '{first}' must be put in quotes")
        if "block scalar" in self.context:
            return self._to_quote(self.began, "after '|' or '>' the text begins in the next line")
        if problem == "block sequence entries are not allowed in this context":
            return self._problem(
                self.at,
                "a list begins in the line below its key",
                "put each item in a line of its own, beginning with '- '",
            )
        if self.bracket is not None:
            return self._flow(self.bracket)
        if "directive" in problem or "YAML document" in problem:
            start = self._line_start(self.at)
            return self._problem(start, "a line that begins with '%' is read as an instruction to YAML", "delete it")
        return self._block()

    def _colon(self) -> Problem:
        line = self._line(self.at)
        written = _KEY_AND_VALUE.match(line)
        if written and written.start("value") <= self.at - self._line_start(self.at):
            return self._to_quote(
                self._line_start(self.at) + written.start("value"),
                "text with a colon and a blank in it must be put in quotes",
            )
        above = self._line(max(0, self._line_start(self.at) - 1))
        if above.strip() and not re.search(r":(?:\s|$)", above):
            return self._no_colon(max(0, self._line_start(self.at) - len(above) - 1))
        return self._indentation(self.at, "this line is indented further than the key above it, which has its value")

    def _no_colon(self, start: int) -> Problem:
        line = self._line(start)
        what = "this line is no 'key: value': a colon and a blank are missing"
        match = _GLUED.match(line) or _WORDS.match(line)
        key = f"write `{match['before'].strip()}: {match['value']}`, or, " if match else ""
        return self._problem(
            start, what, f"{key}if it goes on with the text above, indent it by two blanks", to_end=True
        )

    def _quoted(self) -> Problem:
        if "unexpected" in self.problem:
            quote = self.source.text[self.began]
            return self._problem(
                self.began,
                f"the quotation mark {quote} that opens here is never closed",
                f"add {quote} where the text ends",
                to_end=True,
            )
        backslash = self.source.text.rfind("\\", self.began, self.at + 1)
        start = backslash if backslash >= 0 else self.at
        escape = re.match(r"\\(?:u\w{4}|U\w{8}|x\w\w|.)?", self.source.text[start:], re.DOTALL)
        written = escape[0] if escape else "\\"
        if re.fullmatch(r"\\[uU](?:0000)?[dD][89a-fA-F]\w\w", written):
            return self._problem(
                start, f"'{written}' is half of a character", "write the character itself", length=len(written)
            )
        return self._problem(
            start,
            f"'{written}' is no character: in double quotes a backslash begins an escape",
            "use single quotes, or write '\\\\' for a backslash",
            length=len(written),
        )

    def _flow(self, bracket: int) -> Problem:
        opening = self.source.text[bracket]
        closing = {"[": "]", "{": "}"}.get(opening, opening)
        character = self.source.text[self.at : self.at + 1]
        same_line = self.source.line_number(bracket) == self.source.line_number(self.at)
        if same_line and character == ",":
            return self._problem(self.at, "nothing stands between two commas", "delete one of them")
        if same_line and character and character not in "\r\n":
            return self._problem(self.at, f"a comma, or the closing '{closing}' of the bracket, is missing before this")
        hidden = re.search(r"[ \t]#\S", self._line(bracket))
        suggestion = "what stands after ' #' is a comment: put the text in quotes" if hidden else f"add '{closing}'"
        return self._problem(bracket, f"the bracket '{opening}' that opens here is never closed", suggestion)

    def _block(self) -> Problem:
        """Explain what follows a value in a mapping or list and does not belong there."""
        start, end = self.last
        closed = self.source.text[max(0, end - 1) : end]
        if closed and closed in "'\"]}" and self._same_line(end):
            if not self._same_line(start):
                what = f"the quotation mark {closed} that opens here is closed only further down"
                return self._problem(start, what, f"add {closed} where the text ends", to_end=True)
            return self._whole_value()
        character = self.source.text[self.at : self.at + 1]
        if character == ":":
            return self._problem(self.at, "a key is missing before this colon")
        if character and character in "]}":
            return self._problem(self.at, f"the bracket '{character}' closes nothing")
        if "expected '-'" in self.problem and not self._line(self.at).lstrip().startswith("-"):
            return self._indentation(self.at, "this line stands among the items of a list, which begin with '- '")
        if self._line(self.at).lstrip().startswith("- "):
            return self._indentation(self.at, "this list item stands among 'key: value' lines")
        return self._indentation(self.at, "this line is not indented like the lines it belongs to")

    def _whole_value(self) -> Problem:
        """Explain text after a closing quotation mark or bracket."""
        line = self._line(self.at)
        written = _KEY_AND_VALUE.match(line)
        start = self._line_start(self.at) + written.start("value") if written else self.at
        opening = self.source.text[start]
        if opening in "'\"":
            return self._to_quote(
                start, f"text goes on after the quotation mark {opening} that closes it", inner=opening
            )
        return self._to_quote(start, f"text that begins with '{opening}' must be put in quotes")

    def _indentation(self, start: int, what: str) -> Problem:
        return self._problem(
            start, what, "begin keys that belong together, and items of one list, in the same column", to_end=True
        )

    def _to_quote(self, start: int, what: str, *, inner: str = "") -> Problem:
        """Explain a value that needs quotation marks; the suggestion is its line with them."""
        line = self._line(start)
        column = start - self._line_start(start)
        value = line[column:].rstrip()
        if inner:
            value = value.removeprefix(inner).removesuffix(inner).replace(inner * 2, inner)
        value = re.sub(r"^[|>]\s+", "", value)
        return self._problem(start, what, f"write `{line[:column].strip()} {quoted(value)}`", to_end=True)

    def _problem(
        self, start: int, what: str, suggestion: str = "", *, length: int = 1, to_end: bool = False
    ) -> Problem:
        end = self._line_start(start) + len(self._line(start).rstrip()) if to_end else start + length
        return Problem(self.source.position(start, max(end, start + 1)), what, suggestion=suggestion)

    def _same_line(self, offset: int) -> bool:
        return self.source.line_number(offset) == self.source.line_number(self.at)

    def _line(self, offset: int) -> str:
        return self.source.line(self.source.line_number(offset))

    def _line_start(self, offset: int) -> int:
        return self.source.line_starts[self.source.line_number(offset) - 1]
