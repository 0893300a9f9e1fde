"""The way back: documents kept by hand become content files, with nothing lost and every decision said.

The stages, in order: a document is read into blocks (`READERS`, by the
ending of its name), the forms find sessions among them (`IMPORTERS`),
dates are resolved, cells untangled, sessions found twice merged, and
files planned.  Nothing here reads or writes a disk.
"""

from __future__ import annotations

from rig_site.importers.draft import Settings, SourceDocument
from rig_site.importers.run import IMPORTERS, READERS, Imported, import_documents

__all__ = ["IMPORTERS", "READERS", "Imported", "Settings", "SourceDocument", "import_documents"]
