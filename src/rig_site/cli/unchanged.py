"""A build with nothing to do: the last one is recorded, and while all that it depended on stays, so does what it said.

It is asked before anything else is imported, and imports little itself.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence

from rig_site.cache import FOLDER
from rig_site.cache.inputs import Edits, Inputs
from rig_site.cache.record import NAME, Record, identity
from rig_site.cli.surroundings.content_folder import content_folder, output_folder
from rig_site.cli.surroundings.head import head

_OUTPUT = ("--output", "-o")
_CONTENT = ("--content",)
_WITH_NUMBER = ("--jobs", "-j")
_OF_NO_CONSEQUENCE = ("--jobs=", "-j", "--quiet", "-q", "--verbose", "-v", "--durable")
"""How options begin that leave what is published as it is."""
_PROGRAM = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_THEME = os.path.join(os.path.dirname(os.path.dirname(_PROGRAM)), "templates")
"""Where a checkout has the bundled theme; an installed program has it among its own files."""


class Look:
    """What a build depends on, as it is before the build begins; only if it still is afterwards, it is recorded.

    `content` is the folder it reads and `output` the one it publishes into.
    """

    def __init__(self, content: str, output: str, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        self.folders = content, output
        self._places = places(content)
        self._circumstances = circumstances(content, arguments, environment)
        self._present = _present(environment)
        self._site = identity(output)
        records = filter(None, map(Record.load, _records(output)))
        self._known = next((record for record in records if record.site == self._site != ()), None)
        self._found: Inputs | None = None

    @classmethod
    def of(cls, arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> Look | None:
        """Return the look of the build that a command is, before the command is understood; None if it is none."""
        if arguments[:1] != ["build"] or "--full" in arguments:
            return None
        named = _option(arguments, _CONTENT)
        try:
            content = named or content_folder()
            if content is None:
                return None
            output = _option(arguments, _OUTPUT) or output_folder(content, named=bool(named))
            return cls(content, output, arguments, environment)
        except OSError:  # whatever it is, the build itself has better words for it
            return None

    def answer(self) -> bool:
        """Say what the last build said and return True, if it was the same command and nothing has changed since."""
        known = self._known
        if known is None or not self._holds(known) or known.circumstances != self._circumstances:
            return False
        try:
            if not self._inputs.agrees(known.inputs):
                return False
        except OSError:
            return False
        sys.stderr.write(known.errors)
        sys.stdout.write(known.output)
        return True

    @property
    def edits(self) -> Edits:
        """The edits since the last build of the same kind."""
        known = self._known
        if known and self._holds(known) and _deciding(known.circumstances) == _deciding(self._circumstances):
            return self._inputs.edits(known.inputs, "content")
        return Edits(self._inputs.digest())

    @property
    def version(self) -> bytes:
        """A digest of the program, and of what it works with."""
        from rig_site.cache.digest import digest

        return digest(self._inputs.digest(lambda path: path.startswith("program/")), *libraries(), sys.version)

    @property
    def _inputs(self) -> Inputs:
        """The files there were when they were first asked for."""
        if self._found is None:
            known = self._known.inputs if self._known else None
            self._found = Inputs.find(self._places, now=time.time_ns(), known=known)
        return self._found

    def _holds(self, known: Record) -> bool:
        return known.since <= self._present < known.until

    def record(
        self,
        workshop: str,
        *,
        refreshed: tuple[str, ...],
        since: float,
        until: float,
        site: tuple[int, ...],
        said: tuple[str, str],
    ) -> None:
        """Keep in the build's own folder of the cache what it depended on and what it would say if it ran again.

        Of the organisers' files it may have `refreshed` some itself.  What
        it said are the output and the errors.
        """
        now = Inputs.find(self._places, now=self._inputs.found_at, known=self._inputs)
        if now.agrees(self._inputs, but=refreshed):
            output, errors = said
            about = {"since": since, "until": until}
            record = Record(self._circumstances, now, site=site, output=output, errors=errors, **about)
            record.save(os.path.join(workshop, NAME))


def places(content: str) -> dict[str, str]:
    """Return where everything lies that a build of a content folder reads, by names of our own."""
    around = os.path.dirname(os.path.abspath(content))
    return {
        "content": content,
        "templates": os.path.join(around, "templates"),
        "README.md": os.path.join(around, "README.md"),
        "PREVIOUS.md": os.path.join(around, "PREVIOUS.md"),
        "program": _PROGRAM,
        "theme": _THEME,
    }


def circumstances(content: str, arguments: Sequence[str], environment: Mapping[str, str]) -> list[object]:
    """Return what a build depends on beside its files and the clock, as JSON keeps it."""
    variables = {name: value for name, value in environment.items() if name == "CI" or name.startswith("GIT_")}
    return [[*arguments], os.getcwd(), variables, sys.version, libraries(), head(content)]


def _deciding(found: object) -> object:
    """Return the circumstances that decide what is published, rather than what is said of it or how it is made."""
    if not isinstance(found, list):
        return found
    arguments, *others = found
    kept: list[str] = []
    words = iter(arguments)
    for word in words:
        if word in _WITH_NUMBER:
            next(words, None)
        elif not word.startswith(_OF_NO_CONSEQUENCE):
            kept.append(word)
    return [kept, *others]


def libraries() -> list[str]:
    """Return the installed distributions with their versions, as the names of their metadata say them."""
    found = []
    for path in sys.path:
        if path.endswith("-packages") and os.path.isdir(path):
            found += [name for name in os.listdir(path) if name.endswith((".dist-info", ".egg-info"))]
    return sorted(found)


def _present(environment: Mapping[str, str]) -> float:
    """Return the present in seconds since 1970, before all time where it is set to something else than a number."""
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return time.time()
    return float(epoch) if epoch.isdecimal() else -1


def _records(site: str) -> list[str]:
    """Return where the records of an output folder may be."""
    cache = os.path.join(os.path.dirname(os.path.abspath(site)), FOLDER)
    try:
        return [os.path.join(cache, name, NAME) for name in os.listdir(cache)]
    except OSError:
        return []


def _option(arguments: Sequence[str], names: tuple[str, ...]) -> str:
    """Return the value of an option, or nothing; with one written in an uncommon way, the record will not agree."""
    found = ""
    for number, argument in enumerate(arguments):
        for name in names:
            if argument == name and number + 1 < len(arguments):
                found = arguments[number + 1]
            elif argument.startswith(f"{name}="):
                found = argument.removeprefix(f"{name}=")
    return found
