"""The OIDC debugger of the workbench: what the page asks of the local server, and what that keeps in memory."""
