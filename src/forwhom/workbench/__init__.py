"""The workbench: the pages, the bridge from them to the engine, and the server on loopback."""
