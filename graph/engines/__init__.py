"""The stores behind a graph: kglite in the process, Neo4j on a server, py2neo."""
