"""What holds for every test: properties have no deadlines, and each reading that is written is in the format of the contract."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import wraps

import pytest
from hypothesis import settings

from lagebild.formats import reading as codec
from lagebild.model import Reading
from tests.checks import assert_in_schema

settings.register_profile("lagebild", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("lagebild")


@pytest.fixture(autouse=True, scope="session")
def every_reading_written_is_in_the_format() -> Iterator[None]:
    """Whatever test writes a reading fails unless the JSON Schema allows it."""
    to_json = codec.to_json

    @wraps(to_json)
    def checked(reading: Reading) -> codec.Json:
        written = to_json(reading)
        assert_in_schema(written)
        return written

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(codec, "to_json", checked)
        yield
