"""One thing on several lists: what may be one, what speaks for it and against it, and what was decided."""
