"""What a question answers, and how it shows itself."""
