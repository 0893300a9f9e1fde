"""The way back: documents kept by hand become content files, with nothing lost and every decision said.

The stages, a folder each: a document is read into blocks (`READERS`, by
the ending of its name), the forms find sessions in their outline
(`IMPORTERS`), it is decided what each says, and files are planned.
Nothing here reads or writes a disk.
"""

from __future__ import annotations

from rig_site.importers.draft import Settings, SourceDocument
from rig_site.importers.run import IMPORTERS, READERS, Imported, import_documents

__all__ = ["IMPORTERS", "READERS", "Imported", "Settings", "SourceDocument", "import_documents"]
