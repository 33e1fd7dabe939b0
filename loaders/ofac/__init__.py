"""Lists of the US Office of Foreign Assets Control."""
