"""What a report says, read from its text: its own lines, the things it names, its days, counts and words of doubt."""
