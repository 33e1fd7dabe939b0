"""Versions of records: how the editions of a list become intervals, in bulk or one by one."""
