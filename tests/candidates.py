"""Candidates that say nothing but what a test gives them."""

from schemas.candidates import Candidate
from schemas.words import OriginKind
from tasks.candidates import nothing_said


def candidate(number: int, **said: object) -> Candidate:
    one = nothing_said(f"https://news.example/{number}", "https://news.example/feed", OriginKind.FEED)
    return Candidate.model_validate({**dict(one), **said})
