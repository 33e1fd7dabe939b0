"""What exists: entities, events, statements, sources and law, and the rules of their ids, names and dates.

Nothing here knows of a graph store, a file format or a question. Everything else imports from here.
"""
