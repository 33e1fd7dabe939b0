"""Which measure may an event break: its elements, the law, exemptions, ceilings, and the answer."""

from . import render as render  # registers the texts
