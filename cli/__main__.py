"""`python -m sanctionsgraph.cli`."""

from . import main

main()
