"""Where each page stands, and links from one page to another."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from docs._generator.markdown import code, link, prose
from forwhom.catalogue import Catalogue

ERRORS = "errors.md"
MATRIX = "reference/matrix.md"
REFERENCE = "reference/README.md"
FINDINGS = "reference/findings/README.md"
VERIFIERS = "reference/verifiers/README.md"
PROVIDERS = "reference/providers/README.md"


@dataclass(frozen=True, slots=True)
class Links:
    """The links that the page at `here` can make; all paths are relative to `docs/`."""

    here: str
    catalogue: Catalogue

    def to(self, label: str, path: str) -> str:
        """A link to the page at `path`."""
        return link(label, posixpath.relpath(path, posixpath.dirname(self.here) or "."))

    def finding(self, identifier: str) -> str:
        """A link to a finding, or its code alone when it has no page."""
        return (
            self.to(code(identifier), finding(identifier)) if identifier in self.catalogue.kinds else code(identifier)
        )

    def findings(self, codes: tuple[str, ...]) -> str:
        """Links to several findings, in this order."""
        return ", ".join(map(self.finding, codes))

    def verifier(self, identifier: str) -> str:
        """A link to a verifier under its name, or its id alone when it has no page."""
        known = self.catalogue.verifiers.get(identifier)
        return self.to(prose(known.name), verifier(identifier)) if known else code(identifier)

    def provider(self, identifier: str) -> str:
        """A link to a provider under its name, or its id alone when it has no page."""
        known = self.catalogue.providers.get(identifier)
        return self.to(prose(known.name), provider(identifier)) if known else code(identifier)


def finding(identifier: str) -> str:
    """The path of a finding's page."""
    return f"reference/findings/{identifier}.md"


def verifier(identifier: str) -> str:
    """The path of a verifier's page."""
    return f"reference/verifiers/{identifier}.md"


def provider(identifier: str) -> str:
    """The path of a provider's page."""
    return f"reference/providers/{identifier}.md"
