"""Counts that may leave this room (indicators CM and SV of domain 6). No row, name or word does.

A day belongs to the organisation: a moment counts on the day that it fell on there.
"""

from umai.cases.statistics.figures import NOT_RECORDED, Figure, dimensions, figure_of, figures
from umai.cases.statistics.measures import CHILDREN, MEASURES, Besides, Kind, Measure

__all__ = [
    "CHILDREN",
    "MEASURES",
    "NOT_RECORDED",
    "Besides",
    "Figure",
    "Kind",
    "Measure",
    "dimensions",
    "figure_of",
    "figures",
]
