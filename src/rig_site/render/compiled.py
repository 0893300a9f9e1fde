"""The bundled templates, compiled once: kept where Python keeps its compiled modules, and as far trusted as these.

A group's own templates are compiled by every process, so that nothing
which runs comes from a cache that travels with a group.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket

from rig_site.cache.digest import digest
from rig_site.language.language import Language
from rig_site.render.theme import BUNDLED


class CompiledTemplates(BytecodeCache):
    """The bundled templates as they are compiled for a language, whose words may become part of them."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._words = language.tag, language.catalogue

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name that a template is kept under."""
        return digest(name, filename, self._language.phrases, self._words, jinja2.__version__).hex()

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return what is kept of a template, which is nothing if it is a group's own."""
        if filename is None or not Path(filename).is_relative_to(BUNDLED):
            return Bucket(environment, "", "")
        return super().get_bucket(environment, name, filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up what is kept, if it was compiled from the same source."""
        with suppress(OSError, EOFError, pickle.UnpicklingError), self._file(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, unless Python is told to keep nothing or there is no place for it."""
        if not bucket.key or sys.dont_write_bytecode:
            return
        file = self._file(bucket)
        fresh = file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_bytes(bucket.bytecode_to_string())
            fresh.replace(file)

    def _file(self, bucket: Bucket) -> Path:
        return Path(cache_from_source(str(Path(__file__).with_name(f"{bucket.key}.py"))))
