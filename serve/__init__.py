"""The answers over HTTP, as a page, and as tools for a language model. Read-only.

    from sanctionsgraph import open
    from sanctionsgraph.serve.http import application

    uvicorn.run(application(open("case.kgl")))

`operations` is the one list of what can be asked; `http`, `explorer` and `mcp` are its faces.
"""
