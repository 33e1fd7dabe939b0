// A reader's role and a loader's role, for a database of the name neo4j: run it as an administrator, in the database `system`.
