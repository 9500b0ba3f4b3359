"""Points on the earth in degrees: how far apart they are, and where a way from one of them ends."""

from __future__ import annotations

import math

Point = tuple[float, float]  # latitude and longitude, degrees
RADIUS = 6371.0  # kilometres
DEGREE = math.pi * RADIUS / 180  # kilometres along a meridian


def distance_km(a: Point, b: Point) -> float:
    """The great-circle distance in kilometres between two points."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * RADIUS * math.asin(min(1.0, math.sqrt(h)))


def moved(point: Point, north: int, east: int, kilometres: float) -> Point:
    """The point that lies so far from the other in the direction that north and east (-1, 0 or 1) name; right for ways of a day's drive."""
    length = math.hypot(north, east) or 1.0
    lat = max(-90.0, min(90.0, point[0] + north / length * kilometres / DEGREE))
    per_degree = DEGREE * max(0.01, math.cos(math.radians(point[0])))
    lon = point[1] + east / length * kilometres / per_degree
    return lat, (lon + 180.0) % 360.0 - 180.0
