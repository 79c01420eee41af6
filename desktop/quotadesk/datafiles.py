"""Find the folders of data that ship with the program: the same in a checkout, a wheel and a bundle."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

_PACKAGE = Path(__file__).resolve().parent


def data_dir(name: Literal["templates", "resources"]) -> Path:
    """Give the folder `name`: beside the package (wheel, bundle) or else in the root of the checkout.

    Raises FileNotFoundError when neither exists, which means that the installation is incomplete.
    """
    for folder in (_PACKAGE / name, _PACKAGE.parents[1] / name):
        if folder.is_dir():
            return folder
    message = f"the folder {name!r} is missing beside {_PACKAGE}; install Quotadesk again"
    raise FileNotFoundError(message)
