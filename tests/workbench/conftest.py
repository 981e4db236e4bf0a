"""The provider that the OIDC debugger of the workbench is tested with."""

from __future__ import annotations

from tests.oidc.conftest import demo

__all__ = ["demo"]
