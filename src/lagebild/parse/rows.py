"""One word while it is being analysed: a list in the order of `Word`'s fields, up to `deprel`."""

from typing import Any

Row = list[Any]

FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL = range(7)
