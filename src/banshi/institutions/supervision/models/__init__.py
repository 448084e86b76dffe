"""The room's tables; Django finds them here."""

from banshi.institutions.supervision.models.appraisal import (
    AppraisalFigure,
    AppraisalObjection,
    AppraisalPeriod,
    AppraisalSheet,
)

__all__ = ["AppraisalFigure", "AppraisalObjection", "AppraisalPeriod", "AppraisalSheet"]
