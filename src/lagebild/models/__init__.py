"""The language models, one folder each: weights made by `training/`, and the tables that go with them."""
