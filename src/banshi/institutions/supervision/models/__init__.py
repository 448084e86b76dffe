"""The room's tables; Django finds them here."""

from banshi.institutions.supervision.models.appraisal import (
    AppraisalFigure,
    AppraisalObjection,
    AppraisalPeriod,
    AppraisalSheet,
)
from banshi.institutions.supervision.models.findings import Correction, Finding, Late, Reply
from banshi.institutions.supervision.models.posts import KeyPost, PostCheck
from banshi.institutions.supervision.models.procedures import LawChange, Procedure, Unaffected
from banshi.institutions.supervision.models.runs import Part, Run, Seen

__all__ = [
    "AppraisalFigure",
    "AppraisalObjection",
    "AppraisalPeriod",
    "AppraisalSheet",
    "Correction",
    "Finding",
    "KeyPost",
    "Late",
    "LawChange",
    "Part",
    "PostCheck",
    "Procedure",
    "Reply",
    "Run",
    "Seen",
    "Unaffected",
]
