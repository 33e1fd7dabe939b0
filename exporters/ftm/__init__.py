"""FollowTheMoney entities and statements from a graph."""
