"""Whatever a call carries, it is answered as Telegram answers: done or refused, never broken."""

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from playground.client import Client

METHODS = (
    *("sendMessage", "editMessageText", "sendDocument", "sendMediaGroup", "editMessageMedia", "answerCallbackQuery"),
    *("setMyCommands", "getUpdates", "deleteMessage", "setWebhook", "getChatMember", "getFile", "sendChatAction"),
)
FIELDS = (
    *(
        "chat_id",
        "message_id",
        "text",
        "reply_markup",
        "reply_parameters",
        "media",
        "entities",
        "parse_mode",
        "commands",
    ),
    *("scope", "offset", "limit", "callback_query_id", "document", "user_id", "message_thread_id", "url", "file_id"),
)
JSON = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=30)
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=10), inner, max_size=3)),
    max_leaves=8,
)


def call(client: Client, method: str, **sent: object) -> httpx.Response:
    url = f"{client.url}/bot{client.token}/{method}"
    return httpx.post(url, trust_env=False, timeout=30, **sent)  # type: ignore[arg-type]


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(METHODS), st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=5))
def test_any_parameters(client: Client, method: str, parameters: dict[str, object]) -> None:
    if method == "getUpdates":
        parameters.pop("timeout", None)
    answer = call(client, method, json=parameters)

    assert answer.status_code < 500, (method, parameters, answer.text)
    assert answer.json()["ok"] is (answer.status_code == 200)


@pytest.mark.parametrize("body", [b"[" * 200_000, b'{"a":' * 100_000, b"\xff\xfe", b"{", b"null", b"[]", b'"x"'])
def test_any_body(client: Client, body: bytes) -> None:
    answer = call(client, "sendMessage", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 400
