"""What libyaml says of text it cannot read, said for people who do not know YAML."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from rig_site.content.sources.field_names import FIELDS, LISTS
from rig_site.content.sources.places import Change, changed, fix_of
from rig_site.content.sources.plain_text import instead_of_text, quoted, single_quoted, text_of_lines, value_in_flow
from rig_site.content.sources.source import Source
from rig_site.diagnostics import Problem

_KEY_AND_VALUE = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[^\s:#{}\[\]'\"][^:{}\[\]]*:[ \t]+)(?P<value>\S.*)")
_ITEM = re.compile(r"[ \t]*(?:-[ \t]+)+(?P<value>\S.*)")
_GLUED = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*\w+):(?P<value>\S.*)$")
_WORDS = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[a-z_]+)[ \t]+(?P<value>[^-\s].*)$")


def explain(error: yaml.MarkedYAMLError, source: Source, last: tuple[int, int], bracket: int | None) -> Problem:
    """Return the problem that kept a file from being read.

    `last` are the offsets of the last thing that could be read, `bracket`
    is that of the innermost bracket still open: libyaml notices many
    mistakes only further on, and these tell where they began.
    """
    return _Complaint(error, source, last, bracket).explain()


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
            what = "a tab is used for indentation, and YAML wants blanks"
            return self._problem(self.at, what, "put two blanks in place of each tab", changes=self._untabbed())
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
            return self._after_the_bar()
        if problem == "block sequence entries are not allowed in this context":
            return self._list_on_the_line()
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
        begun = _KEY_AND_VALUE.match(above)
        if begun and line.strip().partition(":")[0] not in FIELDS:
            start = self._line_start(self.at) - len(above) - len(self._line_end()) + begun.start("value")
            what = "text with a colon and a blank in it must be put in quotes"
            text = f"{above[begun.start('value') :].rstrip()} {line.strip()}"
            end = self._line_start(self.at) + len(line.rstrip())
            words = f"write `{begun['before'].strip()} {quoted(text)}`"
            change = (start, end, quoted(text))
            return self._problem(self.at, what, words, to_end=True, changes=[change], safe=False)
        return self._indentation(self.at, "this line is indented further than the key above it, which has its value")

    def _no_colon(self, start: int) -> Problem:
        line = self._line(start)
        what = "this line is no 'key: value': a colon and a blank are missing"
        match = _GLUED.match(line) or _WORDS.match(line)
        begin = self._line_start(start)
        if match and match["before"].strip(" -") in FIELDS:
            change = (begin + match.end("before"), begin + match.start("value"), ": ")
            words = f"write `{match['before'].strip()}: {match['value']}`"
            return self._problem(start, what, words, to_end=True, changes=[change])
        words = "if it goes on with the text above, indent it by two blanks"
        return self._problem(start, what, words, to_end=True, changes=[(begin, begin, "  ")], safe=False)

    def _list_on_the_line(self) -> Problem:
        line = self._line(self.at)
        written = _KEY_AND_VALUE.match(line)
        key = written["before"].strip(" -:\t") if written else ""
        if written and key not in LISTS:
            start = self._line_start(self.at) + written.start("value")
            return self._to_quote(start, "text that begins with '- ' must be put in quotes", safe=False)
        what, words = (
            "a list begins in the line below its key",
            "put each item in a line of its own, beginning with '- '",
        )
        if not written:
            return self._problem(self.at, what, words)
        begin = self._line_start(self.at)
        gap = re.search(r":[ \t]+$", written["before"])
        margin = self._line_end() + " " * written.start("value")
        change = (begin + (gap.start() + 1 if gap else written.start("value")), begin + written.start("value"), margin)
        return self._problem(self.at, what, words, changes=[change])

    def _after_the_bar(self) -> Problem:
        """Explain text that stands behind the `|` or `>` that it should stand below."""
        bar = re.match(r"[|>][+-]?\d?[ \t]+", self.source.text[self.began :])
        what, words = (
            "after '|' or '>' the text begins in the next line",
            "put the text in the next line, and indent it",
        )
        if not bar:
            return self._problem(self.began, what, words, to_end=True)
        line = self._line(self.began)
        own = len(line) - len(line.lstrip(" -"))
        below = self._line_below(self.began)
        deeper = len(below) - len(below.lstrip(" "))
        margin = self._line_end() + " " * (deeper if below.strip() and deeper > own else own + 2)
        end = self.began + len(bar[0])
        change = (self.began + len(bar[0].rstrip()), end, margin)
        return self._problem(self.began, what, words, to_end=True, changes=[change])

    def _quoted(self) -> Problem:
        if "unexpected" in self.problem:
            quote = self.source.text[self.began]
            what = f"the quotation mark {quote} that opens here is never closed"
            words = f"add {quote} where the text ends"
            return self._problem(self.began, what, words, to_end=True, changes=[self._at_line_end(self.began, quote)])
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
            changes=single_quoted(self.source.text, self.began),
        )

    def _flow(self, bracket: int) -> Problem:
        opening = self.source.text[bracket]
        closing = {"[": "]", "{": "}"}.get(opening, opening)
        character = self.source.text[self.at : self.at + 1]
        same_line = self.source.line_number(bracket) == self.source.line_number(self.at)
        if same_line and character == ",":
            comma = [(self.at, self.at + 1, "")]
            return self._problem(self.at, "nothing stands between two commas", "delete one of them", changes=comma)
        if self.problem.startswith("mapping values") or (character == ":" and same_line):
            return self._in_flow("text with a colon and a blank in it must be put in quotes")
        hidden = re.search(r"[ \t](#\S.*?)[ \t]*[\]}]*[ \t]*$", self._line(bracket))
        if same_line and character and character not in "\r\n" and not hidden:
            what = f"a comma, or the closing '{closing}' of the bracket, is missing before this"
            before = self.at - (len(self.source.text[: self.at]) - len(self.source.text[: self.at].rstrip(" \t")))
            text = closing if character in "]}" and character != closing else ", "
            change = (self.at, self.at, text) if text == closing else (before, self.at, text)
            return self._problem(self.at, what, f"add '{text.strip()}'", changes=[change])
        what = f"the bracket '{opening}' that opens here is never closed"
        begin = self._line_start(bracket)
        key = self._line(bracket)[: bracket - begin].strip(" -:")
        if opening == "[" and key in FIELDS - LISTS and self._line(bracket)[bracket - begin + 1 :].strip():
            self.bracket = None
            return self._to_quote(bracket, f"text that begins with '{opening}' must be put in quotes")
        if hidden:
            change = (begin + hidden.start(1), begin + hidden.end(1), quoted(hidden[1]))
            words = f"what stands after ' #' is a comment: write {quoted(hidden[1])}"
            return self._problem(bracket, what, words, changes=[change])
        if not self.source.text[bracket + 1 : begin + len(self._line(bracket))].strip():
            alone = self._problem(bracket, what, "delete it", changes=[(bracket, bracket + 1, "")], safe=False)
            if alone.fix:
                return alone
        return self._problem(bracket, what, f"add '{closing}'", changes=[self._at_line_end(bracket, closing)])

    def _in_flow(self, what: str) -> Problem:
        """Explain a value in brackets that needs quotation marks."""
        start, end = value_in_flow(self.source.text, self.at)
        key = re.search(r"([\w-]+):[ \t]*\[?[^\]{}]*$", self.source.text[self._line_start(start) : start])
        text = instead_of_text(self.source.text[start:end], key[1] if key else "", self._owners(start))
        return self._problem(start, what, f"write {text}", length=end - start, changes=[(start, end, text)])

    def _block(self) -> Problem:
        """Explain what follows a value in a mapping or list and does not belong there."""
        start, end = self.last
        closed = self.source.text[max(0, end - 1) : end]
        if closed and closed in "'\"]}" and self._same_line(end):
            if not self._same_line(start):
                what = f"the quotation mark {closed} that opens here is closed only further down"
                words = f"add {closed} where the text ends"
                return self._problem(start, what, words, to_end=True, changes=[self._at_line_end(start, closed)])
            return self._whole_value()
        character = self.source.text[self.at : self.at + 1]
        if character == ":":
            return self._problem(self.at, "a key is missing before this colon")
        if character and character in "]}":
            return self._problem(
                self.at, f"the bracket '{character}' closes nothing", "delete it", changes=[(self.at, self.at + 1, "")]
            )
        if "expected '-'" in self.problem and not self._line(self.at).lstrip().startswith("-"):
            return self._indentation(self.at, "this line stands among the items of a list, which begin with '- '")
        if self._line(self.at).lstrip().startswith("- "):
            return self._indentation(self.at, "this list item stands among 'key: value' lines")
        return self._indentation(self.at, "this line is not indented like the lines it belongs to")

    def _whole_value(self) -> Problem:
        """Explain text after a closing quotation mark or bracket."""
        line = self._line(self.at)
        written = _KEY_AND_VALUE.match(line) or _ITEM.match(line)
        start = self._line_start(self.at) + written.start("value") if written else self.at
        opening = self.source.text[start]
        if opening in "'\"":
            return self._to_quote(start, f"text goes on after the quotation mark {opening} that closes it")
        return self._to_quote(start, f"text that begins with '{opening}' must be put in quotes")

    def _indentation(self, start: int, what: str) -> Problem:
        words = "begin keys that belong together, and items of one list, in the same column"
        line = self._line(start)
        begin, own = self._line_start(start), len(line) - len(line.lstrip(" "))
        above = self.source.text[:begin].splitlines()[::-1]
        columns = {len(each) - len(each.lstrip(" -")) for each in above[:50] if each.strip()}
        nearest = sorted(columns - {own}, key=lambda column: abs(column - own))
        for column in nearest[:3]:
            found = self._problem(
                start, what, words, to_end=True, changes=[(begin, begin + own, " " * column)], safe=False
            )
            if found.fix:
                return found
        return self._problem(start, what, words, to_end=True)

    def _to_quote(self, start: int, what: str, *, safe: bool = True) -> Problem:
        """Explain a value that needs quotation marks; the suggestion is its line with them."""
        if self.bracket is not None and self.bracket < start:
            return self._in_flow(what)
        line = self._line(start)
        column = start - self._line_start(start)
        written = text_of_lines(self.source, start)
        value = instead_of_text(written.text, line[:column], self._owners(start))
        changes = [(start, written.end, value)]
        return self._problem(
            start, what, f"write `{line[:column].strip()} {value}`", to_end=True, changes=changes, safe=safe
        )

    def _owners(self, start: int) -> list[str]:
        """Return the keys that a line stands under, the nearest first."""
        found = []
        indent = len(self._line(start)) - len(self._line(start).lstrip(" "))
        for line in self.source.text[: self._line_start(start)].splitlines()[::-1]:
            depth = len(line) - len(line.lstrip(" "))
            if line.strip() and (depth < indent or (depth == indent and not line.lstrip().startswith("-"))):
                found.append(line.strip(" -").partition(":")[0])
                indent = depth
            if depth == 0 and line.strip() and not line.startswith("-"):
                break
        return found

    def _untabbed(self) -> list[Change]:
        """Return the changes that put two blanks in place of each tab that a line begins with."""
        found = []
        for number, start in enumerate(self.source.line_starts, 1):
            margin = re.match(r"[ \t]*", self.source.line(number))
            if margin and "\t" in margin[0]:
                found.append((start, start + len(margin[0]), margin[0].replace("\t", "  ")))
        return found or [(self.at, self.at + 1, " ")]

    def _at_line_end(self, start: int, text: str) -> Change:
        end = self._line_start(start) + len(self._line(start).rstrip())
        return end, end, text

    def _line_below(self, offset: int) -> str:
        number = self.source.line_number(offset)
        return self.source.line(number + 1) if number < len(self.source.line_starts) else ""

    def _line_end(self) -> str:
        return "\r\n" if "\r\n" in self.source.text else "\n"

    def _problem(
        self,
        start: int,
        what: str,
        suggestion: str = "",
        *,
        length: int = 1,
        to_end: bool = False,
        changes: Sequence[Change] = (),
        safe: bool = True,
    ) -> Problem:
        """Return the problem, with changes as a fix if the file reads further with them."""
        end = self._line_start(start) + len(self._line(start).rstrip()) if to_end else start + length
        mends = changes and self._reads_further(changes)
        fix = fix_of(self.source, changes, safe=safe) if mends else None
        return Problem(self.source.position(start, max(end, start + 1)), what, suggestion=suggestion, fix=fix)

    def _reads_further(self, changes: Sequence[Change]) -> bool:
        text = changed(self.source.text, changes)
        try:
            for _ in yaml.parse(text, Loader=yaml.CSafeLoader):
                pass
        except yaml.MarkedYAMLError as error:
            at = error.problem_mark.index if error.problem_mark else 0
            grown = max((end for _, end, _ in changes), default=0) + len(text) - len(self.source.text)
            return at > max(grown, self.at + len(text) - len(self.source.text)) and "\n" in text[grown:at]
        return True

    def _same_line(self, offset: int) -> bool:
        return self.source.line_number(offset) == self.source.line_number(self.at)

    def _line(self, offset: int) -> str:
        return self.source.line(self.source.line_number(offset))

    def _line_start(self, offset: int) -> int:
        return self.source.line_starts[self.source.line_number(offset) - 1]
