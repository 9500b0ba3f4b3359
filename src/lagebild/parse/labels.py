"""The relations of Universal Dependencies, and the one convention of several that Lagebild's rules are written for."""

UNIVERSAL = frozenset({
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj", "dep", "det",
    "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl",
    "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp",
})  # fmt: skip

# Finer labels that only some treebanks use, and what stands for them.
PLAIN = {
    "flat:name": "flat",
    "acl:relcl": "acl",
    "obl:tmod": "obl",
    "nmod:poss": "nmod",
    "cc:preconj": "cc",
    "csubj:pass": "csubj",
    "nsubj:outer": "nsubj",
    "iobj": "obl:arg",
    "goeswith": "flat",
    "reparandum": "dep",
}

# Tags that have two names in STTS, and the one that is used here.
TAGS = {"PROAV": "PAV", "PIDAT": "PIAT"}
