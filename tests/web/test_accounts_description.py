from __future__ import annotations

from app.web.openapi import describe


async def test_answers_without_a_body_are_described() -> None:
    paths = (await describe())["paths"]

    def answers(method: str, path: str) -> dict[str, object]:
        return {str(status): answer for status, answer in paths[path][method]["responses"].items()}

    assert answers("post", "/api/sign-out") == {"204": {"description": "No Content"}}
    assert answers("post", "/api/forgot-password") == {"202": {"description": "Accepted"}}
    assert answers("post", "/api/reset-password") == {"204": {"description": "No Content"}}
    assert answers("post", "/api/verify-email/send") == {"202": {"description": "Accepted"}}
    assert answers("delete", "/api/vehicles/{id}") == {"204": {"description": "No Content"}}
    assert list(answers("patch", "/api/vehicles/{id}")) == ["200"]


async def test_no_request_of_accounts_can_name_a_role() -> None:
    paths = (await describe())["paths"]
    offered: set[str] = set()
    for path, operations in paths.items():
        if path.startswith(
            ("/api/sign-", "/api/me", "/api/vehicles", "/api/verify", "/api/reset", "/api/forgot")
        ):
            for operation in operations.values():
                body = operation.get("requestBody", {"content": {"application/json": {"schema": {}}}})
                schema = body["content"]["application/json"]["schema"]
                assert schema.get("additionalProperties", False) is False
                offered |= set(schema.get("properties", {}))

    vehicle = {"plateNumber", "make", "model", "colour", "isDefault"}
    assert offered == {"email", "password", "name", "language", "token", "preferences"} | vehicle


async def test_an_address_is_described_with_all_its_parts() -> None:
    paths = (await describe())["paths"]

    assert "/api/admin/lots/{slug}/spots/{space_id}" in paths
    assert "delete" in paths["/api/admin/lots/{slug}/staff/{grant_id}"]
