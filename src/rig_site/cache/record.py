"""The record of a build: all that it depended on, and what it said; while the one stays, so does the other."""

from __future__ import annotations

import json
import os

from rig_site.cache import LISTING
from rig_site.cache.inputs import Inputs

NAME = "record.json"
"""The record's file, beside the store."""

_FORM = 1


class Record:
    """What a build depended on beside its files, what it said, and from when until when that is so.

    `circumstances` is anything JSON can hold: how the program was called,
    and of what versions it is.  `since` and `until` are seconds since
    1970, the end excluded.  `site` tells the folder that was published from
    any other.
    """

    def __init__(
        self,
        circumstances: object,
        inputs: Inputs,
        *,
        since: float,
        until: float,
        site: tuple[int, ...],
        output: str,
        errors: str,
    ) -> None:
        self.circumstances = circumstances
        self.inputs = inputs
        self.since = since
        self.until = until
        self.site = site
        self.output = output
        self.errors = errors

    @classmethod
    def load(cls, path: str) -> Record | None:
        """Return the record in a file, None where there is none that can be read."""
        try:
            with open(path, "rb") as file:
                kept = json.load(file)
            if kept["form"] != _FORM:
                return None
            files = {name: (int(size), int(time), str(digest)) for name, (size, time, digest) in kept["files"].items()}
            return cls(
                kept["circumstances"],
                Inputs(files, int(kept["found_at"])),
                since=float(kept["since"]),
                until=float(kept["until"]),
                site=tuple(kept["site"]),
                output=str(kept["output"]),
                errors=str(kept["errors"]),
            )
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None

    def save(self, path: str) -> None:
        """Keep the record in a file, in one step; where that cannot be written nothing is kept."""
        kept = {name: value for name, value in vars(self).items() if name != "inputs"}
        kept |= {"form": _FORM, "files": self.inputs.files, "found_at": self.inputs.found_at}
        part = f"{path}.part"
        try:
            with open(part, "w", encoding="ascii") as file:
                file.write(json.dumps(kept, separators=(",", ":")))
            os.replace(part, path)
        except OSError:
            return


def identity(site: str) -> tuple[int, ...]:
    """Return what tells a published folder from any other, by itself and the list of its files; empty for none."""
    try:
        folder, listed = os.stat(site), os.stat(os.path.join(site, LISTING))
    except OSError:
        return ()
    return folder.st_dev, folder.st_ino, listed.st_ino, listed.st_size, listed.st_mtime_ns
