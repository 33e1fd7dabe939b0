"""The description of the HTTP answers, tried by schemathesis on a running server: no fault, answers of the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sanctionsgraph as sg
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from sanctionsgraph.serve.http import application
from sanctionsgraph.serve.operations import OPERATIONS
from schemathesis import checks

from helpers.serving import served

#: Requests for each operation: the same in each run, so that a failure is of the change that is tested.
REQUESTS = 6


@pytest.fixture(scope="module")
def address(embedded_case: sg.Graph) -> Iterator[str]:
    with served(application(sg.Workspace(embedded_case))) as address:
        yield address


def test_whatever_the_description_allows_is_answered_as_it_says(address: str) -> None:
    checks.load_all_checks()
    asked = checks.CHECKS.get_by_names(["not_a_server_error", "response_schema_conformance", "status_code_conformance"])
    schema = schemathesis.openapi.from_url(f"{address}/openapi.json")
    operations = [result.ok() for result in schema.get_all_operations()]
    assert len(operations) == len(OPERATIONS)
    for operation in operations:

        @settings(
            max_examples=REQUESTS,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def conforms(case: Any) -> None:
            case.call_and_validate(checks=asked)

        conforms()
