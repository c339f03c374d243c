"""Runs the command line as `python -m rapprochement.cli`."""

from rapprochement.cli import main

main()
