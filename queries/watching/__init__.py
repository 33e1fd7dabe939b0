"""Watch lists: what changed for the things and measures that somebody follows, since it was last looked at."""
