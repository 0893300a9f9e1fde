"""`python -m rig_site`: the same as the `rig-site` command."""

from rig_site.cli import main

if __name__ == "__main__":
    main()
