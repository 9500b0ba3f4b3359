"""The trained network as the files that ship: half-precision weights without those that only training needs, and what the numbers mean."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from training.corpus import FEATURES, Coder
from training.network import Network

LEFT_OUT = ("guess.", "masked", "heads.names")


def export(network: Network, coder: Coder, folder: Path) -> None:
    """`weights.npz` and `model.json` stand in the folder."""
    weights = {
        name: value.detach().numpy().astype(np.float16) for name, value in network.state_dict().items() if not name.startswith(LEFT_OUT)
    }
    np.savez(folder / "weights.npz", **weights)
    tasks = ("stts", "upos", "label", *FEATURES)
    written = {
        "features": list(FEATURES),
        "values": {task: ordered(coder.values[task]) for task in tasks},
        "vocabulary": ordered(coder.vocabulary),
    }
    (folder / "model.json").write_text(json.dumps(written, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def ordered(numbers: Mapping[str, int]) -> Sequence[str]:
    """The values in the order of their numbers."""
    return sorted(numbers, key=numbers.__getitem__)
