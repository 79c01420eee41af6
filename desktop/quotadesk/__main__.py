"""Start Quotadesk: open the window, or run one command."""

from __future__ import annotations

import sys

from quotadesk.places import SCHEME, Places, wanted_window, with_link


def main() -> None:
    """Run the command line; ends the program with the command's exit status."""
    arguments = with_link(sys.argv[1:])
    where = wanted_window(arguments)
    if where is not None and _handed_over(where, arguments[-1:]):
        return
    if where is not None:  # painted at once; everything else is loaded behind it
        from quotadesk.ui.frame import open_frame

        open_frame(where.settings)
    from quotadesk.bootstrap import services, watch
    from quotadesk.cli.commands import main as commands

    watch()
    commands.main(args=arguments, obj={"services": services()})


def _handed_over(where: Places, last: list[str]) -> bool:
    """Give a link to the window that is open already; False when there is no link or no such window."""
    if not last or not last[0].casefold().startswith(SCHEME) or not where.door.exists():
        return False
    from quotadesk.ui.handover import hand_over

    return hand_over(where.door, last[0])


if __name__ == "__main__":
    main()
