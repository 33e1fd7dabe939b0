"""What entries of a list state of each other and of States, as links: resolved within the edition that states them."""
