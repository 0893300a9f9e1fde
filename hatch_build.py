"""What a wheel holds beside the source as it is: the catalogues, compiled."""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface[Any]):
    """Compiles the catalogues into a wheel; an editable install reads their sources."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the compiled catalogues to what goes into the wheel."""
        self.folder = Path(tempfile.mkdtemp())
        if version == "editable":
            return
        sys.path.insert(0, str(Path(self.root, "src")))
        from rig_site.language.catalogues import CATALOGUES, compile_catalogue

        for name in CATALOGUES:
            compiled = self.folder / f"{name}.mo"
            compiled.write_bytes(compile_catalogue(name))
            build_data["force_include"][str(compiled)] = f"rig_site/language/catalogues/{name}.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove what was compiled."""
        shutil.rmtree(self.folder)
