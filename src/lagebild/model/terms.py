"""The words that a field may hold, as the reading format has them."""

from __future__ import annotations

from typing import Literal, get_args

PublishedBasis = Literal["given", "header", "inferred", "none"]
TimeType = Literal["DATE", "TIME", "DURATION", "SET"]
TimeExtent = Literal["within", "throughout"]
TimeBasis = Literal["explicit", "published", "context", "constraint"]
ActorKind = Literal["person", "organisation", "armed_group", "state", "media", "group", "unknown"]
ActorNumber = Literal["one", "several"]
AttributeKind = Literal["office", "rank", "age", "affiliation", "nationality", "appointed", "size", "dead", "other"]
Distance = Literal["so_called", "scare_quotes", "alleged", "only"]
Precision = Literal["site", "settlement", "district", "region", "country", "unresolved"]
FINENESS: tuple[Precision, ...] = get_args(Precision)  # the finest first; what is not resolved counts as coarsest
PlaceRelation = Literal["in", "near", "from", "to", "between", "along"]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Phase = Literal["begun", "ongoing", "ended", "resumed"]
RelationKind = Literal["result_of", "part_of", "response_to", "after", "before", "about"]
FigureKind = Literal["killed", "injured", "captured", "missing", "displaced"]
About = Literal[
    "occurrence", "killed", "injured", "captured", "missing", "displaced",
    "agent", "patient", "identity", "place", "time", "cause",
]  # fmt: skip
VictimStatus = Literal[
    "combatant", "civilian", "peacekeeper", "police", "official", "humanitarian", "journalist", "attacker", "mixed", "unknown"
]
Scope = Literal["whole", "part", "cumulative"]
Polarity = Literal["affirmed", "denied"]
Firmness = Literal["certain", "probable", "possible"]
Factuality = Literal["certain", "probable", "possible", "denied", "disputed", "unrealised"]
StatementForm = Literal["direct", "indirect", "according_to", "narration"]
SourceBasis = Literal["named", "carried", "forward", "unnamed"]
SourceType = Literal[
    "official", "military", "armed_group", "party", "medical", "witness", "relative", "ngo",
    "international", "media", "state_media", "anonymous", "unknown",
]  # fmt: skip
GapKind = Literal["undisclosed", "unclear", "no_comment", "unverified"]
GapAbout = Literal["casualties", "perpetrator", "victim", "cause", "time", "place", "reaction", "other"]
CoverageStatus = Literal["read", "not-coded", "unread"]
NameKind = Literal["person", "place", "organisation", "other"]

# acts that are done by saying something: PLOVER's verbal types without its meetings; a sanction is declared as well, and then imposed
VERBAL: frozenset[EventType] = frozenset(("AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"))
DECLARED: frozenset[EventType] = VERBAL | {"SANCTION"}
FIGURES: tuple[FigureKind, ...] = get_args(FigureKind)
