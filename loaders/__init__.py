"""How sources come in: one module a source, each ending in the same account."""

from .registry import LOADERS, Loader, load

__all__ = ["LOADERS", "Loader", "load"]
