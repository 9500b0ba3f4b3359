"""How properties are tested: no deadlines, since machines differ; in CI the same cases every time, elsewhere new ones."""

from __future__ import annotations

import os

from hypothesis import settings

settings.register_profile("lagebild", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("lagebild")
