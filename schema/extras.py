"""Packages that only some functions need: what an error says where one is not installed."""

from __future__ import annotations

from .errors import SanctionsGraphError


def missing_package(package: str, extra: str, need: str = "") -> SanctionsGraphError:
    """Return the error for a package that is not installed, with the commands that install it."""
    return SanctionsGraphError(f"{need or package + ' is not installed'}: {install_hint(package, extra)}")


def install_hint(package: str, extra: str) -> str:
    """Return how to install a package: as an extra of the checkout, or by itself."""
    return f"pip install -e '.[{extra}]' in the checkout, or pip install {package}"
