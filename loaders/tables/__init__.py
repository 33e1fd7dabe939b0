"""Event tables: CSV, TSV, JSON and Excel files of which a mapping in YAML names the columns."""
