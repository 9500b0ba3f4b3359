"""Language packs: TOML data with examples, loaded and checked."""
