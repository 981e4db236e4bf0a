"""Hands over to the command line, so that `python -m forwhom` works."""

import sys

from forwhom.cli import main

if __name__ == "__main__":
    sys.exit(main())
