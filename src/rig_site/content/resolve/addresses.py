"""Addresses as organisers write them: web addresses, e-mail addresses, paths of files in static/."""

from __future__ import annotations

import os
import re
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from rig_site.content.findings import FieldError, Findings, Meant, cite, guess
from rig_site.content.known_words import KnownWords
from rig_site.content.resolve.static_files import names
from rig_site.content.schema.decode import Decoded
from rig_site.content.schema.formats import is_email
from rig_site.content.schema.pasted import unpasted
from rig_site.content.schema.places import Keys
from rig_site.content.sources.plain_text import link_in
from rig_site.diagnostics import Position
from rig_site.model.file_names import fault_of_path, has_invisible, visible

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST_AND_PORT = re.compile(r"(?:localhost|[\w-]+(?:\.[\w-]+)+):\d", re.ASCII)
_HOST = re.compile(r"(?:[\w-]+\.)+(?P<top>[a-z]{2,})(?::\d+)?(?P<more>[/?#].*)?", re.IGNORECASE)
_FILE_ENDINGS = re.compile(
    r"bib|csv|docx?|gif|gz|html?|ics|ipynb|jpe?g|json|key|md|mov|mp[34]?|od[pt]|pdf|png|pptx?|ps|py|svg|tar|tex|txt|"
    r"webm|webp|xlsx?|ya?ml|zip",
    re.IGNORECASE,
)
_ALLOWED = "an address that begins with https://, http:// or mailto:"
_SAFE = "!#$%&'()*+,/:;=?@[]~"


def web_address(text: str) -> str:
    """Return an absolute http or https address with everything outside ASCII percent-encoded (RFC 3987, 3.1).

    >>> web_address("https://ja.wikipedia.org/wiki/日本")
    'https://ja.wikipedia.org/wiki/%E6%97%A5%E6%9C%AC'
    """
    if has_invisible(text):
        raise FieldError(f"{cite(visible(text))} has characters in it that cannot be seen", suggestion="delete them")
    if bare := _unwrapped(text):
        raise FieldError(f"{cite(text)} is not a web address", allowed=_ALLOWED, meant=Meant(bare))
    if re.search(r"\s", text):
        if re.search(r"\s(?:and\s+|or\s+)?\W*(?:https?://|www\.)", text):
            raise FieldError(f"{cite(text)} is more than one address", suggestion="write a link for each")
        written = re.sub(r"\s", "%20", text)
        raise FieldError("an address cannot have a blank in it", meant=Meant(written))
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        if not host.isascii():
            netloc = parts.netloc.lower().replace(host, host.encode("idna").decode())
            text = parts._replace(netloc=netloc).geturl()
        usable = parts.scheme in ("http", "https") and bool(host) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or "\\" in text:
        allowed = "an address such as https://example.org/page"
        raise FieldError(f"{cite(text)} is not a web address", allowed=allowed, meant=_with_slashes(text))
    return quote(text, safe=_SAFE)


def _with_slashes(text: str) -> Meant | None:
    """Return an address in which one slash of `https://` is missing, or both, or the colon."""
    slashed = text.replace("\\", "/")
    match = re.fullmatch(
        r"(https?)(?::?/{1,2}|:)(?!/)((?:[\w-]+\.)+[a-z]{2,}(?::\d+)?(?:[/?#].*)?)", slashed, re.IGNORECASE
    )
    meant = f"{match[1]}://{match[2]}" if match else text
    return Meant(meant) if meant != text else None


def _unwrapped(text: str) -> str:
    """Return an address without what mail, chats and Markdown put around it; nothing where they put nothing."""
    linked = link_in(text)
    plain = unpasted(text)
    bare = linked[1] if linked else plain[1:-1].strip() if plain[:1] + plain[-1:] == "<>" else plain
    return bare if bare != text.strip() and re.fullmatch(r"(?:https?://|mailto:)\S+", bare) else ""


class OwnAddress(Struct, frozen=True):
    """An address into the site itself as written in a field, which the map of the site has to know."""

    written: str
    position: Position


class Addresses:
    """Reads the addresses of one content folder, which may lead to files in its static/, or to pages of the site.

    `own` are those that are neither elsewhere nor files: what they lead to
    is known when all has been read.
    """

    def __init__(self, folder: Path, base_url: str, findings: Findings) -> None:
        self.static = folder / "static"
        self.base_url = base_url
        self.findings = findings
        self.own: list[OwnAddress] = []

    def read(self, text: str, entry: Decoded[Any], *path: str | int, files: bool = True) -> str | None:
        """Return an address as the model has it, or None after adding what is wrong with it.

        It is written at a path of an entry.  The path of a file in static/
        (only with `files`) becomes relative to the site's own address, that
        of anything else on the site stays as it is written for now.
        What lacks only a scheme is completed, with a warning.
        """
        try:
            address = self._address(text, entry, path, files=files)
        except FieldError as wrong:
            self._report(wrong, entry, path)
            return None
        if address and address.startswith(self.base_url):
            self.own.append(OwnAddress(address, entry.at(*path)))
        return address

    def file(self, text: str, entry: Decoded[Any], *path: str | int) -> str | None:
        """Return the address of a file in static/, or None after adding that there is none."""
        try:
            if _SCHEME.match(text):
                raise FieldError(f"{cite(text)} is not a path in static/", suggestion="write it as 'url'")
            return self._file(text)
        except FieldError as wrong:
            self._report(wrong, entry, path)
            return None

    def _report(self, wrong: FieldError, entry: Decoded[Any], path: Keys) -> None:
        entry.refuse(wrong, self.findings, *path)

    def _address(self, text: str, entry: Decoded[Any], path: Keys, *, files: bool) -> str | None:
        scheme = _SCHEME.match(text)
        if has_invisible(text):
            raise FieldError(
                f"{cite(visible(text))} has characters in it that cannot be seen", suggestion="delete them"
            )
        if not text:
            self.findings.warning(entry.at(*path), "the link is empty", suggestion="leave it out until there is one")
            return None
        if bare := _unwrapped(text):
            raise FieldError(f"{cite(text)} is more than an address", allowed=_ALLOWED, meant=Meant(bare))
        if re.match(r"[A-Za-z]:[\\/]|file:", text):
            words = "put the file into static/, and write its path from there"
            raise FieldError(f"{cite(text)} is a file of one computer, which nobody else has", suggestion=words)
        if meant := _with_slashes(text):
            raise FieldError(f"{cite(text)} is not a web address", allowed=_ALLOWED, meant=meant)
        if scheme and not _HOST_AND_PORT.match(text):
            return _absolute(text, scheme[1].lower())
        if is_email(text):
            return self._completed(f"mailto:{text}", "this e-mail address is no link without mailto:", entry, path)
        if text.startswith("//") or _HOST_AND_PORT.match(text) or self._is_host(text):
            return self._completed(f"https://{text.lstrip('/')}", "this link has no scheme", entry, path)
        if not files:
            self.findings.warning(
                entry.at(*path), f"{cite(text)} is not an address, and no link is made of it", allowed=_ALLOWED
            )
            return None
        if text.partition("#")[0] in self.names or unquote(text.partition("#")[0]) in self.names or _climbs(text):
            return self._file(text)
        self.own.append(OwnAddress(text, entry.at(*path)))
        return text

    def _completed(self, address: str, what: str, entry: Decoded[Any], path: Keys) -> str:
        usable = _absolute(address, address.partition(":")[0])
        self.findings.warning(entry.at(*path), what, suggestion=entry.advise(Meant(address), *path))
        return usable

    def _is_host(self, text: str) -> bool:
        """Tell whether text begins like `www.example.org/page`, and is no file of that name."""
        match = _HOST.fullmatch(text)
        if not match or text in self.names:
            return False
        return bool(match["more"]) or not _FILE_ENDINGS.fullmatch(match["top"])

    def _file(self, text: str) -> str:
        path, mark, fragment = text.partition("#")
        path = path if path in self.names else unquote(path)
        if path in self.names:
            if not Path(os.path.realpath(self.static / path)).is_relative_to(os.path.realpath(self.static.parent)):
                raise FieldError(f"static/{path} is a link that leads out of the content folder")
            return quote(path) + mark + quote(fragment, safe=_SAFE)
        if _climbs(path) or path.startswith("/"):
            raise FieldError(
                f"{cite(text)} is not a path in static/",
                allowed="a path such as slides/first.pdf for static/slides/first.pdf",
                meant=self._file_meant(path.replace("\\", "/").lstrip("./")),
            )
        raise FieldError(f"there is no file {cite(path)} in static/", meant=self._file_meant(path))

    def _file_meant(self, path: str) -> Meant | None:
        """Return the file that is there at a path in static/ or under content/, or one that is called nearly so."""
        meant = path.removeprefix("content/").removeprefix("static/")
        return Meant(meant) if meant in self.names else guess(self._known.closest(meant))

    @cached_property
    def names(self) -> frozenset[str]:
        """The paths of the files in static/ that can be published, with forward slashes."""
        return frozenset(name for name in names(self.static) if not fault_of_path(name))

    @cached_property
    def _known(self) -> KnownWords:
        return KnownWords(self.names)


def _climbs(path: str) -> bool:
    """Tell whether a path is none within the site, whatever there is."""
    return "\\" in path or ".." in path.split("/")


def _absolute(text: str, scheme: str) -> str:
    if scheme in ("http", "https"):
        return web_address(text)
    if scheme == "mailto":
        if not is_email(text.partition(":")[2].partition("?")[0]):
            plain = re.sub(r"\s|[<>]|/(?=/)|(?<=:)/", "", text)
            meant = Meant(plain) if is_email(plain.partition(":")[2].partition("?")[0]) else None
            raise FieldError(f"{cite(text)} is not an e-mail address", allowed="mailto: and an address", meant=meant)
        return quote(text, safe=_SAFE)
    raise FieldError(f"an address cannot begin with '{scheme}:'", allowed=_ALLOWED)
