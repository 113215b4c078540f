"""Run the command line with ``python -m mesograph``."""

from mesograph.cli import main

main()
