"""What makes the language models and the parses of the pack examples."""
