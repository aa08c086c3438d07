"""The reason that a failure gives: of which kind it is decides what becomes of the run."""

from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response

from briefings.items import Reason, ReasonKind
from briefings.network.failures import ForbiddenByRobots, reason_of, status_reason
from briefings.runs.stopping import RunEnding

URL = "http://press.varenia.example/1.htm"


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, ReasonKind.NOT_FOUND),
        (410, ReasonKind.NOT_FOUND),
        (401, ReasonKind.REFUSED),
        (403, ReasonKind.REFUSED),
        (451, ReasonKind.REFUSED),
        (999, ReasonKind.REFUSED),
        (429, ReasonKind.RATE_LIMITED),
        (500, ReasonKind.SERVER_ERROR),
        (503, ReasonKind.SERVER_ERROR),
        (206, ReasonKind.UNEXPECTED_STATUS),
        (400, ReasonKind.UNEXPECTED_STATUS),
    ],
)
def test_a_status_has_a_kind(status: int, kind: ReasonKind) -> None:
    assert status_reason(Response(URL, status=status)).kind is kind


def test_a_503_that_names_a_time_limits_the_rate() -> None:
    assert status_reason(Response(URL, status=503, headers={"Retry-After": "5"})).kind is ReasonKind.RATE_LIMITED


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (CannotResolveHostError(), ReasonKind.CONNECTION),
        (DownloadFailedError(), ReasonKind.CONNECTION),
        (DownloadTimeoutError(), ReasonKind.TIMEOUT),
        (ResponseDataLossError(), ReasonKind.TRUNCATED),
        (IgnoreRequest("max redirections reached"), ReasonKind.REDIRECTED),
        (RunEnding(), ReasonKind.RUN_ENDING),
        (KeyError("x"), ReasonKind.OTHER),
    ],
)
def test_an_error_has_a_kind(error: Exception, kind: ReasonKind) -> None:
    assert reason_of(error).kind is kind


@pytest.mark.parametrize(
    ("unreachable", "kind"),
    [
        (None, ReasonKind.REFUSED),
        (Reason(ReasonKind.SERVER_ERROR, "http 500"), ReasonKind.REFUSED),
        (Reason(ReasonKind.RATE_LIMITED, "http 429 (rate limited)"), ReasonKind.RATE_LIMITED),
        (Reason(ReasonKind.TIMEOUT, "timeout"), ReasonKind.TIMEOUT),
        (Reason(ReasonKind.CONNECTION, "connection refused"), ReasonKind.CONNECTION),
    ],
)
def test_a_robots_txt_refuses_with_its_rules_or_an_error_and_not_with_silence(
    unreachable: Reason | None, kind: ReasonKind
) -> None:
    assert ForbiddenByRobots(unreachable).reason.kind is kind
