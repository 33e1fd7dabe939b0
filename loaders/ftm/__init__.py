"""FollowTheMoney entities, whole or as deltas."""
