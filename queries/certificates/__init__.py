"""Certificates of a search: what was asked of which editions on which day, and what the answer was."""
