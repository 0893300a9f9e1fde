"""The `rig-site` command, and `python -m rig_site`: an interrupt ends it in a sentence, however early it comes."""

from __future__ import annotations

import sys

INTERRUPTED = 130
"""The exit code that shells give a command ended by Ctrl-C."""


def main() -> None:
    """Run the command line and exit; see `rig_site.cli.program.main` for the codes."""
    try:
        from rig_site.cli.surroundings.console import show_what_can_be_shown
        from rig_site.cli.unchanged import Look

        show_what_can_be_shown()
        look = Look.of(sys.argv[1:])
        if look is None or not look.answer():
            from rig_site.cli.program import main as run

            run(look)
    except KeyboardInterrupt:
        sys.stderr.write("Interrupted; the published site is as it was.\n")
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
