"""What libyaml says of text it cannot read, said for people who do not know YAML."""

from __future__ import annotations

import re

import yaml

from rig_site.content.sources.brackets import Brackets
from rig_site.content.sources.field_names import FIELDS, LISTS, TEXTS
from rig_site.content.sources.places import Change
from rig_site.content.sources.plain_text import quoted, single_quoted
from rig_site.content.sources.source import Source
from rig_site.content.sources.surroundings import ITEM
from rig_site.diagnostics import Problem

_KEY_AND_VALUE = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[^\s:#{}\[\]'\"][^:{}\[\]]*:[ \t]+)(?P<value>\S.*)")
_ITEM = re.compile(r"[ \t]*(?:-[ \t]+)+(?P<value>\S.*)")
_GLUED = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*\w+)\s*[:\uff1a\ufe55=]\s*(?P<value>\S.*)$")
_BLOCK = re.compile(r"[^#\s][^#]*:\s*[|>][+-]?\d?[ \t]*(?:#.*)?$")
_KEY = re.compile(r"(?:- )?([\w-]+):(?:\s|$)")
_WORDS = re.compile(r"(?P<before>[ \t]*(?:-[ \t]+)*[a-z_]+)[ \t]+(?P<value>[^-\s].*)$")


def explain(error: yaml.MarkedYAMLError, source: Source, last: tuple[int, int], bracket: int | None) -> Problem:
    """Return the problem that kept a file from being read.

    `last` are the offsets of the last thing that could be read, `bracket`
    is that of the innermost bracket still open: libyaml notices many
    mistakes only further on, and these tell where they began.
    """
    return _Complaint(error, source, last, bracket).explain()


class _Complaint(Brackets):
    """One error of libyaml's, explained."""

    def explain(self) -> Problem:
        """Return the first explanation that fits."""
        problem = self.problem
        character = self.source.text[self.at : self.at + 1]
        if character == "\t" or "tab character" in problem:
            what = "a tab is used for indentation, and YAML wants blanks"
            return self._problem(self.at, what, "put two blanks in place of each tab", changes=self._untabbed())
        if problem == "mapping values are not allowed in this context":
            return self._colon()
        if problem == "mapping keys are not allowed in this context":
            return self._to_quote(self.at, "text that begins with '? ' must be put in quotes")
        begin = self.source.line_starts[self._first_line() - 1]
        if "<document start>" in problem and not re.match(r"[\w-]+:(?:\s|$)|[\[{-]", self.source.text[begin:]):
            return self._no_colon(begin)
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
            if two := self._two_keys(
                self._line_start(self.at) + written.start("value"), written["before"].strip(" -:")
            ):
                return two
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

    def _two_keys(self, start: int, key: str) -> Problem | None:
        """Explain a second key on the line of one whose value is not words; None where there is none."""
        second = re.search(r"([ \t]+)([a-z_]+)$", self.source.text[start : self.at])
        if key in TEXTS or key not in FIELDS or not second or second[2] not in FIELDS:
            return None
        line = self._line(self.at)
        margin = self._line_end() + " " * (len(line) - len(line.lstrip(" -")))
        change = (start + second.start(), start + second.start(2), margin)
        what = f"the keys '{key}' and '{second[2]}' stand on one line"
        return self._problem(change[1], what, "put each key on a line of its own", changes=[change], safe=False)

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
        above = self._line(max(0, begin - 1)) if begin else ""
        key = self._key_above(start)
        if _BLOCK.match(above.lstrip(" -")):
            changes: list[Change] = [(at, at, "  ") for at in self._text_from(start)]
        elif key in TEXTS or key == ITEM:
            changes = [(begin, begin, "  ")]
        else:
            words = "begin it with '# ' if it is a remark; text that belongs to a key is indented further than the key"
            changes = [(begin, begin, "# ")] if re.search(r"\w", line) else []
        return self._problem(start, what, words, to_end=True, changes=changes, safe=False)

    def _text_from(self, start: int) -> list[int]:
        """Return where the lines begin from one on that do not begin with the name of a field."""
        found = []
        for number in range(self.source.line_number(start), len(self.source.line_starts) + 1):
            key = _KEY.match(self.source.line(number).lstrip())
            if key and key[1] in FIELDS:
                break
            if self.source.line(number).strip():
                found.append(self.source.line_starts[number - 1])
        return found

    def _first_line(self) -> int:
        """Return the number of the first line that is no remark."""
        lines = self.source.text.splitlines()
        return next((at for at, line in enumerate(lines, 1) if line.strip() and not line.lstrip().startswith("#")), 1)

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
            if (dash := self._without_dash()) is not None:
                return dash
            return self._indentation(self.at, "this line stands among the items of a list, which begin with '- '")
        if self._line(self.at).lstrip().startswith("- "):
            return self._indentation(self.at, "this list item stands among 'key: value' lines")
        return self._indentation(self.at, "this line is not indented like the lines it belongs to")

    def _without_dash(self) -> Problem | None:
        """Explain the first key of an item that lacks its dash; None where it cannot be one."""
        line = self._line(self.at)
        begin, own = self._line_start(self.at), len(line) - len(line.lstrip(" "))
        key = _KEY.match(line.lstrip())
        if not key or key[1] not in FIELDS or not re.search(rf"^ {{{own}}}- ", self.source.text[:begin], re.MULTILINE):
            return None
        what = "this line stands among the items of a list, which begin with '- '"
        changes = [(begin + own, begin + own, "- ")]
        found = self._problem(self.at, what, f"write '- {line.strip()}'", to_end=True, changes=changes, safe=False)
        return found if found.fix else None

    def _whole_value(self) -> Problem:
        """Explain text after a closing quotation mark or bracket."""
        line = self._line(self.at)
        written = _KEY_AND_VALUE.match(line) or _ITEM.match(line)
        start = self._line_start(self.at) + written.start("value") if written else self.at
        opening = self.source.text[start]
        if extra := re.fullmatch(r"([\]}]+)\s*(?:#.*)?", line[self.at - self._line_start(self.at) :]):
            changes = [(self.at, self.at + len(extra[1]), "")]
            what = f"the bracket '{extra[1][0]}' closes nothing"
            return self._problem(self.at, what, "delete it", length=len(extra[1]), changes=changes)
        if opening in "'\"":
            return self._to_quote(start, f"text goes on after the quotation mark {opening} that closes it")
        return self._to_quote(start, f"text that begins with '{opening}' must be put in quotes")

    def _indentation(self, start: int, what: str) -> Problem:
        words = "begin keys that belong together, and items of one list, in the same column"
        line = self._line(start)
        begin, own = self._line_start(start), len(line) - len(line.lstrip(" "))
        above = self.source.text[:begin].splitlines()[::-1]
        columns = {len(each) - len(each.lstrip(" -")) for each in above[:50] if each.strip()}
        last = next((len(each) - len(each.lstrip(" -")) for each in above if each.strip()), 0)
        nearest = sorted(columns - {own}, key=lambda column: (abs(column - own), column != last))
        for column in nearest[:3]:
            found = self._problem(
                start, what, words, to_end=True, changes=[(begin, begin + own, " " * column)], safe=False
            )
            if found.fix:
                return found
        return self._problem(start, what, words, to_end=True)

    def _untabbed(self) -> list[Change]:
        """Return the changes that put two blanks in place of each tab that a line begins with."""
        found = []
        for number, start in enumerate(self.source.line_starts, 1):
            margin = re.match(r"[ \t]*", self.source.line(number))
            if margin and "\t" in margin[0]:
                found.append((start, start + len(margin[0]), margin[0].replace("\t", "  ")))
        return found or [(self.at, self.at + 1, " ")]
