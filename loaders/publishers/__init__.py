"""Files from their publishers: where they are published, and the one client that downloads them."""
