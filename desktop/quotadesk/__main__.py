"""Start Quotadesk: open the window, or run one command."""

from __future__ import annotations

import sys

from quotadesk.places import wanted_window


def main() -> None:
    """Run the command line; ends the program with the command's exit status."""
    where = wanted_window(sys.argv[1:])
    if where is not None:  # painted at once; everything else is loaded behind it
        from quotadesk.ui.frame import open_frame

        open_frame(where.settings)
    from quotadesk.bootstrap import services, watch
    from quotadesk.cli.commands import main as commands

    watch()
    commands.main(obj={"services": services()})


if __name__ == "__main__":
    main()
