"""What several test modules use: engines, made-up files, the pages of the docs."""
