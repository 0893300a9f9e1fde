"""Links with a slip in their brackets are read as they can only have been meant, with a warning.

* `(words)[https://…]` and `[https://…](some words)`: the halves are swapped.
* `[words] (https://…)`: a blank between the halves; `[words]https://…)`: a parenthesis is missing.
* `[words](https://…/my file.pdf)`: a blank in the address; `[words](https://…`: it is never closed.
* `[words [other](https://…)](https://…)`: a link inside a link; each leads where it says.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from rig_site.markup.rules.autolink import without_prose

LONGEST = 1_000
"""How many characters the parentheses of a link may hold to be mended."""

_ADDRESS = re.compile(
    r"(?:(?!javascript)[a-z][a-z0-9+.-]*:|www\.|\.{0,2}/|#)\S|[\w./%-]*\.(?:\w{2,5}\b|\w+/)", re.IGNORECASE
)
_WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_WORDS_BEFORE = re.compile(r"\(([^()\n]+)\)\Z")
_TARGET = re.compile(
    r"\(\s*(?:<([^<>\n\\]*)>|((?:[^\s()<>]|\((?:[^\s()]|\([^\s()]*\))*\))+))(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_UNCLOSED = re.compile(r"\(\s*([^\s()<>]+)(?!\S)")
_BARE = re.compile(r"https?://[^\s<>\"`|\\^{}]+", re.IGNORECASE)


class _Found(NamedTuple):
    """Where a link leads, which words it has or else which text, where it ends, and what is wrong with it."""

    target: str
    words: tuple[int, int]
    end: int
    what: str
    text: str = ""


def enable(parser: MarkdownIt) -> None:
    """Mend links that are none as they are written."""
    parser.inline.ruler.after("link", "mended_link", _mended)
    parser.inline.ruler2.push("links_apart", _links_apart)


def _mended(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "[" or state.linkLevel:
        return False
    end = state.md.helpers.parseLinkLabel(state, state.pos, False)
    if end < 0:
        return False
    swapped = _WORDS_BEFORE.search(state.pending)
    label = state.src[state.pos + 1 : end].strip()
    if swapped and _ADDRESS.match(label) and " " not in label and state.src[end + 1 : end + 2] != "(":
        return _swapped(state, swapped, label, end + 1)
    found = _found(state, end)
    target = state.md.normalizeLink(found.target) if found else ""
    if found is None or not target or not state.md.validateLink(target):
        return False
    _push(state, found, target)
    return True


def _swapped(state: StateInline, words: re.Match[str], address: str, end: int) -> bool:
    """Push the link of words in parentheses before an address in brackets."""
    target = state.md.normalizeLink(address)
    if not state.md.validateLink(target):
        return False
    state.pending = state.pending[: words.start()]
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": target}
    opening.meta["mended"] = f"the brackets of the link '{_short(words[1])}' are swapped"
    state.push("text", "", 0).content = words[1]
    state.push("link_close", "a", -1)
    state.pos = end
    return True


def _found(state: StateInline, end: int) -> _Found | None:
    """Return the link whose words begin at the state's position and end before `end`."""
    source, words, after = state.src[: state.posMax], (state.pos + 1, end), end + 1
    label = source[slice(*words)]
    shown = _short(label)
    target = _TARGET.match(source, after)
    if target:
        inside = f"a link stands inside the link '{_plain(label)}'; both are kept"
        return _Found(target[1] or target[2], words, target.end(), inside)
    if source[after : after + 1] == "(":
        return _in_parentheses(source, words, after)
    blank = re.compile(r"[ \t]{1,2}").match(source, after)
    apart = _TARGET.match(source, blank.end()) if blank else None
    if apart and _ADDRESS.match(apart[1] or apart[2]):
        what = f"there is a blank between the two halves of the link '{shown}'"
        return _Found(apart[1] or apart[2], words, apart.end(), what)
    bare = _BARE.match(source, after)
    if bare and re.search(r"\w", label):
        address = without_prose(bare[0])
        closed = bare[0][len(address) :].startswith(")")
        what = f"the link '{shown}' has no parenthesis before its address"
        return _Found(address, words, after + len(address) + closed, what)
    return None


def _in_parentheses(source: str, words: tuple[int, int], opening: int) -> _Found | None:
    """Return the link of words and of parentheses that are no address as they stand."""
    end = _closing(source, opening)
    label, said = source[slice(*words)].strip(), source[opening + 1 : end].strip()
    if _WEB_ADDRESS.fullmatch(label) and re.search(r"\s", said) and not _ADDRESS.match(said):
        what = f"the address and the text of the link '{_short(said)}' are swapped"
        return _Found(label, words, len(source) if end is None else end + 1, what, said)
    unclosed = _UNCLOSED.match(source, opening) if end is None else None
    if unclosed:
        what = f"the parenthesis after '{_short(unclosed[1])}' is never closed"
        return _Found(unclosed[1], words, unclosed.end(), what) if _ADDRESS.match(unclosed[1]) else None
    if end is None or not _ADDRESS.match(said) or re.search(r"[<>\"]", said):
        return None
    address = re.sub(r"\s*\n\s*", "", said)
    return _Found(re.sub(r"\s", "%20", address), words, end + 1, f"there is a blank in the address '{_short(address)}'")


def _closing(source: str, position: int) -> int | None:
    """Return where the parenthesis at a place is closed, if that is not too far away."""
    depth = 0
    for place in range(position, min(len(source), position + LONGEST)):
        depth += (source[place] == "(") - (source[place] == ")")
        if not depth:
            return place
    return None


def _push(state: StateInline, found: _Found, target: str) -> None:
    """Push a link with its words."""
    most = state.posMax
    opening = state.push("link_open", "a", 1)
    before = len(state.tokens)
    opening.attrs = {"href": target}
    state.pos, state.posMax = found.words
    if found.text:
        state.push("text", "", 0).content = found.text
    else:
        state.linkLevel += 1
        state.md.inline.tokenize(state)
        state.linkLevel -= 1
    state.push("link_close", "a", -1)
    state.pos, state.posMax = found.end, most
    inner = [token.attrs["href"] for token in state.tokens[before:-1] if token.type == "link_open"]
    same = bool(inner) and all(address == target for address in inner)
    opening.meta["mended"] = "" if same else found.what


def _links_apart(state: StateInline) -> None:
    """Put links beside each other that stand in one another; what surrounds one of the same address is none."""
    if not any("mended" in token.meta for token in state.tokens):
        return
    pieces: list[Token] = []
    around: list[Token | None] = []
    for token in state.tokens:
        outer = next((each for each in reversed(around) if each), None)
        if token.type == "link_open" and outer and outer.attrs["href"] == token.attrs["href"]:
            around.append(None)
        elif token.type == "link_open":
            around.append(token)
            pieces += [Token("link_close", "a", -1), token] if outer else [token]
        elif token.type == "link_close" and around and pieces[-1].type == "link_open" and pieces[-1] not in around:
            pieces.pop()
            around.pop()
        elif token.type == "link_close" and around:
            if around.pop():
                again = next((each for each in reversed(around) if each), None)
                pieces += [token, Token("link_open", "a", 1, attrs=dict(again.attrs))] if again else [token]
        else:
            pieces.append(token)
    state.tokens[:] = pieces


def _plain(label: str) -> str:
    return _short(re.sub(r"\[([^\[\]]*)\]\([^()]*\)", r"\1", label))


def _short(text: str) -> str:
    """Return the beginning of a text, to be quoted in a message."""
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
