// A reader's role and a loader's role, for a database of the name neo4j: run it as an administrator, in the database `system`.
CREATE ROLE sanctions_reader IF NOT EXISTS;
GRANT ACCESS ON DATABASE neo4j TO sanctions_reader;
GRANT MATCH {*} ON GRAPH neo4j TO sanctions_reader;
DENY LOAD ON ALL DATA TO sanctions_reader;
CREATE ROLE sanctions_loader IF NOT EXISTS;
GRANT ACCESS ON DATABASE neo4j TO sanctions_loader;
GRANT MATCH {*} ON GRAPH neo4j TO sanctions_loader;
GRANT WRITE ON GRAPH neo4j TO sanctions_loader;
GRANT NAME MANAGEMENT ON DATABASE neo4j TO sanctions_loader;
GRANT INDEX MANAGEMENT ON DATABASE neo4j TO sanctions_loader;
GRANT CONSTRAINT MANAGEMENT ON DATABASE neo4j TO sanctions_loader;
DENY LOAD ON ALL DATA TO sanctions_loader;
// The users are examples.
GRANT ROLE sanctions_reader TO analyst;
GRANT ROLE sanctions_loader TO librarian;
