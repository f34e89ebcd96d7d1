"""The chat page, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from playground.client import Client
from playground.persons import Person
from playground.server import Playground

SAMPLES = Path(__file__).parents[1] / "samples"
HOSTILE = "<img src=x onerror=hacked=1>"
MENU = {"inline_keyboard": [[{"text": "🎧 MP3", "callback_data": "mp3"}, {"text": "More…", "callback_data": "more"}]]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Robot:
    """The bot's side, one call at a time."""

    def __init__(self, client: Client, http: httpx.Client) -> None:
        self.client = client
        self.http = http
        self.offset = 0

    def call(self, method: str, files: Any = None, **values: Any) -> Any:
        url = f"/bot{self.client.token}/{method}"
        sent = {"data": values, "files": files} if files else {"json": values}
        answer = self.http.post(url, timeout=20, **sent).json()
        assert answer["ok"], answer
        return answer["result"]

    def update(self, kind: str) -> Any:
        """The next update of a kind."""
        while True:
            for update in self.call("getUpdates", offset=self.offset, limit=1, timeout=10):
                self.offset = update["update_id"] + 1
                if kind in update:
                    return update[kind]


@pytest.fixture
def robot(client: Client, http: httpx.Client) -> Robot:
    robot = Robot(client, http)
    robot.call("setMyCommands", commands=[{"command": "start", "description": "Begin"}])
    robot.call("setMyDescription", description="I turn files into other files.")
    robot.call("setMyDescription", description="Преобразую файлы.", language_code="ru")
    return robot


def open_page(browser: Browser, client: Client, **options: Any) -> Iterator[Page]:
    """The page as Ann sees it; fails on errors, on warnings and on anything fetched from elsewhere."""
    context = browser.new_context(**options)
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda line: problems.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on(
        "request", lambda sent: problems.append(sent.url) if not sent.url.startswith((client.url, "blob:")) else None
    )
    page.add_init_script(f"localStorage.setItem('playground.bot', {client.bot})")
    page.goto(client.url)
    page.locator(".row").first.wait_for()
    yield page
    context.close()
    assert problems == []


@pytest.fixture
def page(browser: Browser, client: Client, robot: Robot) -> Iterator[Page]:
    yield from open_page(browser, client, viewport={"width": 1200, "height": 800})


@pytest.fixture
def phone(browser: Browser, client: Client, robot: Robot) -> Iterator[Page]:
    yield from open_page(browser, client, viewport={"width": 390, "height": 780}, color_scheme="dark")


def pick(page: Page, *paths: Path) -> None:
    page.set_input_files("input[type=file]", list(paths))


def messages(page: Page) -> Locator:
    return page.get_by_role("log")


def press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_a_file_goes_in_a_button_is_pressed_and_the_result_is_saved(page: Page, robot: Robot, tmp_path: Path) -> None:
    expect(page.get_by_text("I turn files into other files.")).to_be_visible()
    pick(page, SAMPLES / "sample.wav")
    page.get_by_label("Message", exact=True).fill("my song")
    press(page, "Send")

    received = robot.update("message")
    assert (received["document"]["file_name"], received["caption"]) == ("sample.wav", "my song")
    reply = {"message_id": received["message_id"]}
    menu = robot.call("sendMessage", chat_id=1001, text="Which?", reply_markup=MENU, reply_parameters=reply)
    press(page, "🎧 MP3")
    expect(page.locator(".key.busy")).to_have_text("🎧 MP3")
    query = robot.update("callback_query")
    robot.call("answerCallbackQuery", callback_query_id=query["id"], text="On it")
    expect(page.locator(".toast")).to_have_text("On it")
    expect(page.locator(".key.busy")).to_have_count(0)

    ids = {"chat_id": 1001, "message_id": menu["message_id"]}
    robot.call("editMessageText", text="⏳ 50 %", **ids)
    expect(messages(page)).to_contain_text("⏳ 50 %")
    robot.call("sendChatAction", chat_id=1001, action="upload_document")
    expect(page.locator(".who .doing")).to_have_text("is sending a file…")
    media = '{"type": "document", "media": "attach://result", "caption": "Done"}'
    robot.call(
        "editMessageMedia", files={"result": ("song.mp3", (SAMPLES / "sample.mp3").read_bytes())}, media=media, **ids
    )
    with page.expect_download() as download:
        page.get_by_role("link", name="Save file: song.mp3").click()
    download.value.save_as(tmp_path / "song.mp3")
    assert download.value.suggested_filename == "song.mp3"
    assert (tmp_path / "song.mp3").read_bytes() == (SAMPLES / "sample.mp3").read_bytes()


def test_several_files_go_as_an_album_of_the_chosen_kind(page: Page, robot: Robot, ann: Person) -> None:
    expect(messages(page)).to_contain_text("hello")
    pick(page, SAMPLES / "sample.mp3", SAMPLES / "sample.m4a")
    press(page, "Audio")
    press(page, "Send")

    robot.update("message")
    first, second = robot.update("message"), robot.update("message")
    assert first["audio"]["file_name"] == "sample.mp3"
    assert first["media_group_id"] == second["media_group_id"]
    expect(page.locator(".album audio")).to_have_count(2)


def test_a_dropped_file_waits_in_the_tray(page: Page, robot: Robot) -> None:
    page.evaluate("""() => {
        const data = new DataTransfer();
        data.items.add(new File(["dropped"], "dropped.txt"));
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }""")
    expect(page.locator(".tray .file-name")).to_have_text("dropped.txt")
    page.keyboard.press("Enter")

    assert robot.update("message")["document"]["file_size"] == 7


def test_an_alert_asks_to_be_closed(page: Page, robot: Robot, ann: Person) -> None:
    robot.call("sendMessage", chat_id=ann.id, text="Which?", reply_markup=MENU)
    press(page, "More…")
    query = robot.update("callback_query")
    robot.call("answerCallbackQuery", callback_query_id=query["id"], text="Nothing more", show_alert=True)

    expect(page.get_by_role("dialog")).to_contain_text("Nothing more")
    press(page, "OK")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_each_person_reads_their_own_language_and_chats(page: Page, robot: Robot, ann: Person) -> None:
    expect(messages(page)).to_contain_text("hello")
    press(page, "Борис")

    expect(page.get_by_text("Преобразую файлы.")).to_be_visible()
    expect(messages(page)).not_to_contain_text("hello")
    press(page, "Начать")
    robot.update("message")
    assert robot.update("message")["from"]["language_code"] == "ru"


def test_everything_works_by_keyboard(page: Page, robot: Robot) -> None:
    page.keyboard.type("/st")
    expect(page.locator(".hints").get_by_role("option")).to_have_text("/startBegin")
    page.keyboard.press("Enter")
    assert robot.update("message")["text"] == "/start"
    robot.call("sendMessage", chat_id=1001, text="Which?", reply_markup=MENU)
    key = page.get_by_role("button", name="🎧 MP3", exact=True)
    key.wait_for()
    while page.evaluate("document.activeElement.textContent") != "🎧 MP3":
        page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert robot.update("callback_query")["data"] == "mp3"


def test_messages_are_answered_edited_and_deleted(page: Page, robot: Robot, ann: Person) -> None:
    robot.update("message")
    bubble = page.locator(".bubble", has_text="hello")
    bubble.click(button="right")
    page.get_by_role("menuitem", name="Reply").click()
    page.keyboard.type("again")
    page.keyboard.press("Enter")
    assert robot.update("message")["reply_to_message"]["text"] == "hello"
    expect(messages(page)).to_contain_text("again")
    page.keyboard.press("ArrowUp")
    page.keyboard.type(" and again")
    page.keyboard.press("Enter")
    assert robot.update("edited_message")["text"] == "again and again"
    bubble.first.click(button="right")
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.locator(".bubble")).to_have_count(1)
    expect(page.locator(".quote")).to_have_text("Deleted message")


def test_a_blocked_bot_can_be_taken_back(page: Page, robot: Robot, ann: Person) -> None:
    page.locator(".head").get_by_role("button", name="Menu").click()
    page.get_by_role("menuitem", name="Block the bot").click()
    press(page, "Unblock the bot")
    robot.call("sendMessage", chat_id=ann.id, text="thank you")
    expect(messages(page)).to_contain_text("thank you")


def test_hostile_names_and_texts_stay_texts(page: Page, client: Client, robot: Robot, ann: Person) -> None:
    mallory = client.add_person(HOSTILE, language="en")
    group = client.add_group(HOSTILE, [mallory, ann])
    mallory.send_text(HOSTILE, group)
    mallory.send_file((HOSTILE, b"x"), chat=group, caption=HOSTILE)
    robot.call("setMyName", name=HOSTILE)
    link = {"type": "text_link", "offset": 0, "length": 4, "url": "javascript:hacked=1"}
    button = {"inline_keyboard": [[{"text": HOSTILE, "url": "javascript:hacked=1"}]]}
    robot.call("sendMessage", chat_id=group, text="link", entities=[link], reply_markup=button)

    page.locator(".row", has_text=HOSTILE).last.click()
    expect(page.locator(".message")).to_have_count(3)
    expect(page.locator(".file-name")).to_have_text(HOSTILE)
    assert page.locator("a[href^='javascript']").count() == 0
    assert page.evaluate("window.hacked") is None


def test_topics_have_tabs(page: Page, client: Client, robot: Robot) -> None:
    page.get_by_role("button", name="Studio").click()
    page.get_by_role("tab", name="Films").click()
    page.keyboard.press("Tab")
    page.get_by_label("Message", exact=True).fill("in here")
    press(page, "Send")
    expect(messages(page)).to_contain_text("in here")
    assert [message.thread for message in client.messages(client.group("Studio"))] == [3]


def test_people_follow_a_group_that_becomes_a_supergroup(page: Page, client: Client, robot: Robot) -> None:
    page.locator(".row", has_text="Weekend trip").click()
    client.carol.migrate(client.group())
    press(page, "Go to the new chat")
    expect(page.locator(".who p")).to_have_text("supergroup, 4 members")
    expect(messages(page)).to_contain_text("This supergroup was a group before")


def test_the_owner_of_a_group_rules_its_members_its_topics_and_what_the_bot_sees(
    page: Page, client: Client, robot: Robot
) -> None:
    page.get_by_role("button", name="Carol").click()
    page.locator(".row", has_text="Studio").click()
    press(page, "Menu")
    page.get_by_role("menuitem", name="Let the bot see all messages").click()
    client.until(lambda: robot.call("getMe")["can_read_all_group_messages"])

    press(page, "Menu")
    page.get_by_role("menuitem", name="Members").click()
    page.get_by_label("Ann Archer").select_option("left")
    press(page, "Close")
    expect(messages(page)).to_contain_text("Ann left the group")
    assert robot.call("getChatMember", chat_id=client.group("Studio"), user_id=client.ann.id)["status"] == "left"

    page.get_by_role("tab", name="Films").click()
    press(page, "Menu")
    page.get_by_role("menuitem", name="Delete this topic").click()
    press(page, "OK")
    expect(page.get_by_role("tab", name="Films")).to_have_count(0)


def test_a_new_person_speaks_their_own_language(page: Page, robot: Robot) -> None:
    press(page, "Add a person")
    page.get_by_label("Name").fill("Зоя")
    page.get_by_label("Language").fill("ru")
    page.keyboard.press("Enter")
    press(page, "Начать")
    assert robot.update("message")["from"] == {"id": 1004, "is_bot": False, "first_name": "Зоя", "language_code": "ru"}


def test_a_narrow_window_shows_one_thing_at_a_time(phone: Page, robot: Robot, ann: Person) -> None:
    expect(phone.locator("#chat")).to_be_hidden()
    phone.locator(".row").first.click()
    expect(phone.locator("#sidebar")).to_be_hidden()
    robot.call("sendMessage", chat_id=ann.id, text="word " * 200, reply_markup=MENU)
    phone.get_by_role("button", name="🎧 MP3", exact=True).wait_for()
    assert phone.evaluate("document.documentElement.scrollWidth") == 390
    assert phone.evaluate("document.querySelector('.scroller').scrollWidth") <= 390
    press(phone, "Back to the chats")
    expect(phone.locator("#sidebar")).to_be_visible()


def test_the_newest_message_stays_in_sight_below_a_long_history(phone: Page, robot: Robot, ann: Person) -> None:
    for number in range(60):
        robot.call("sendMessage", chat_id=ann.id, text=f"{number} " + "word " * (number % 7 * 9))
    phone.locator(".row").first.click()
    pick(phone, SAMPLES / "sample.wav")
    press(phone, "Send")
    received = robot.update("message")
    reply = {"message_id": received["message_id"]}
    menu = robot.call("sendMessage", chat_id=ann.id, text="Which?", reply_markup=MENU, reply_parameters=reply)
    expect(phone.get_by_role("button", name="🎧 MP3", exact=True)).to_be_in_viewport(ratio=1)
    text = "❌ " + "what happened " * 30
    robot.call("editMessageText", chat_id=ann.id, message_id=menu["message_id"], text=text)
    expect(messages(phone).locator("[data-key]").last).to_contain_text("❌")
    left = "(node => node.scrollHeight - node.scrollTop - node.clientHeight)(document.querySelector('.scroller'))"
    phone.wait_for_function(f"{left} < 2")


def test_the_page_catches_up_after_the_server_was_away(browser: Browser, tmp_path: Path) -> None:
    with browser.new_context() as context, Playground(tmp_path) as before:
        page = context.new_page()
        page.goto(before.url)
        page.locator(".row").first.wait_for()
        before.stop()
        expect(page.locator(".who p")).to_have_text("Connecting…")
        with Playground(tmp_path, port=before.port) as after:
            Client(after.url).ann.send_text("missed")
            expect(messages(page)).to_contain_text("missed")


def test_a_link_with_a_start_parameter_starts_the_bot_with_it(page: Page, robot: Robot) -> None:
    page.goto(f"{page.url.split('?')[0]}?start=png-ico")

    assert robot.update("message")["text"] == "/start png-ico"
    expect(page).not_to_have_url(re.compile("start="))


def test_a_forced_reply_opens_by_itself(page: Page, robot: Robot, client: Client) -> None:
    page.get_by_role("button", name="Start", exact=True).click()
    robot.update("message")
    markup = {"force_reply": True, "input_field_placeholder": "Part"}
    asked = robot.call("sendMessage", chat_id=client.ann.id, text="Which part?", reply_markup=markup)

    expect(page.get_by_placeholder("Part")).to_be_focused()
    page.get_by_placeholder("Part").fill("0:30-1:10")
    page.keyboard.press("Enter")

    assert robot.update("message")["reply_to_message"]["message_id"] == asked["message_id"]
    expect(page.get_by_placeholder("Part")).to_have_count(0)


def test_a_selective_forced_reply_is_for_whom_it_answers(page: Page, robot: Robot, client: Client) -> None:
    group = client.group("Weekend trip")
    theirs = client.boris.send_text(f"/start@playground_{client.bot}_bot", chat=group)
    page.get_by_text("Weekend trip").first.click()
    markup = {"force_reply": True, "selective": True, "input_field_placeholder": "Part"}
    about = {"message_id": theirs.id}
    robot.call("sendMessage", chat_id=group, text="Which part?", reply_markup=markup, reply_parameters=about)

    expect(page.get_by_text("Which part?").last).to_be_visible()
    expect(page.get_by_placeholder("Part")).to_have_count(0)
