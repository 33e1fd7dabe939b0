"""Looking for a thing by what one remembers of it: words, parts of names, numbers, slips of spelling."""
