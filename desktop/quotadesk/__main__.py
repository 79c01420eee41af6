"""Start Quotadesk: open the window, or run one command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; gives the exit status."""
    from quotadesk.bootstrap import services
    from quotadesk.cli.commands import main as commands

    result = commands.main(obj={"services": services()}, standalone_mode=True)
    return int(result or 0)


if __name__ == "__main__":
    sys.exit(main())
