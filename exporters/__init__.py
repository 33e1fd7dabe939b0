"""How a graph goes out: RDF, FollowTheMoney, GraphML, files for `neo4j-admin database import`."""
