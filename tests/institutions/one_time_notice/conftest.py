"""The browsers of the workbench, for the pages of this room."""

from tests.entrypoints.workbench.conftest import at_desk

__all__ = ["at_desk"]
