"""What every loader uses."""
