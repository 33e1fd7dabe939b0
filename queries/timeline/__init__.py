"""Lists and statements through time."""
