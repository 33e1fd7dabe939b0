"""The project's own files, and files of their form, in YAML."""
