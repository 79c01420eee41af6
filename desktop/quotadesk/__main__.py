"""Start Quotadesk: open the window, or run one command."""

from __future__ import annotations


def main() -> None:
    """Run the command line; ends the program with the command's exit status."""
    from quotadesk.bootstrap import services
    from quotadesk.cli.commands import main as commands

    commands.main(obj={"services": services()})


if __name__ == "__main__":
    main()
