"""Files between people and the bot: kinds, sizes, ids, albums."""

import io
from pathlib import Path
from typing import Any

import httpx
import pytest
from PIL import Image
from telegram import Bot, InputFile, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message
from telegram.error import BadRequest, InvalidToken, NetworkError

from playground.client import Client, ClientError
from playground.persons import Person
from tests.playground.conftest import MB, zeros

SAMPLES = Path(__file__).parents[1] / "samples"
MP4, MP3, OGG = SAMPLES / "sample.mp4", SAMPLES / "sample.mp3", SAMPLES / "sample.opus"


def picture(width: int = 300, height: int = 200, kind: str = "PNG") -> bytes:
    output = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(output, kind)
    return output.getvalue()


async def received(bot: Bot) -> Message:
    message = (await bot.get_updates())[-1].message
    assert message is not None
    return message


async def test_a_document_goes_both_ways_byte_for_byte(bot: Bot, ann: Person) -> None:
    sent = await bot.send_document(ann.id, MP3.read_bytes(), "*caption*", filename="песня 😀.mp3")
    seen = ann.client.message(ann.id, sent.message_id)
    ann.send_file(MP3, caption="thanks")
    document = (await received(bot)).document

    assert ann.client.download(seen) == MP3.read_bytes()
    assert (seen.file_name, seen.text) == ("песня 😀.mp3", "*caption*")
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == (
        "sample.mp3",
        "audio/mpeg",
        MP3.stat().st_size,
    )
    assert bytes(await (await document.get_file()).download_as_bytearray()) == MP3.read_bytes()


async def test_the_same_bytes_have_one_unique_id_and_a_file_id_for_each_sending(bot: Bot, ann: Person) -> None:
    files = [ann.send_file(("a.bin", b"same")).file, ann.send_file(("b.bin", b"same")).file]

    assert files[0]["file_unique_id"] == files[1]["file_unique_id"]
    assert files[0]["file_id"] != files[1]["file_id"]
    again = await bot.send_document(ann.id, files[0]["file_id"], filename="ignored.bin")
    assert again.document is not None
    assert (again.document.file_id, again.document.file_name) == (files[0]["file_id"], "a.bin")


@pytest.mark.parametrize(
    "name", ["q\"uo'te.txt", "line\nbreak.txt", "-dash.txt", "x" * 300 + ".txt", "no extension", "😀", "a/b\\c.txt"]
)
async def test_a_persons_file_keeps_its_name(ann: Person, bot: Bot, name: str) -> None:
    ann.send_file((name, b"x"))

    document = (await received(bot)).document
    assert document is not None
    assert document.file_name == name


@pytest.mark.parametrize("kind", ["document", "photo", "video", "audio", "voice", "video_note", "animation", "sticker"])
async def test_people_send_every_kind(ann: Person, bot: Bot, kind: str) -> None:
    data = {"photo": picture(), "sticker": picture(512, 512), "voice": OGG.read_bytes()}.get(kind, MP4.read_bytes())
    name = {"photo": "p.png", "sticker": "s.png", "voice": "v.ogg"}.get(kind, "f.mp4")

    shown = ann.send_file((name, data), kind=kind)

    message = await received(bot)
    # This film is not square: Telegram shows such as a plain video.
    expected = "video" if kind == "video_note" else kind
    assert shown.kind == expected
    assert getattr(message, expected)


async def test_media_tell_their_size_and_length(ann: Person, bot: Bot) -> None:
    ann.send_file(MP4, kind="video")
    video = (await received(bot)).video
    ann.send_file(MP3, kind="audio")
    audio = (await received(bot)).audio
    ann.send_file(OGG, kind="voice")
    voice = (await received(bot)).voice

    assert video is not None
    assert (video.width > 0, video.height > 0, video.mime_type) == (True, True, "video/mp4")
    assert audio is not None
    assert audio.mime_type == "audio/mpeg"
    assert voice is not None
    assert voice.mime_type == "audio/ogg"


async def test_a_photo_comes_as_jpegs_of_several_sizes(ann: Person, bot: Bot) -> None:
    ann.send_file(("big.png", picture(2000, 1000)), kind="photo")

    photo = (await received(bot)).photo

    assert [(size.width, size.height) for size in photo] == [(90, 45), (320, 160), (800, 400), (1280, 640)]
    data = bytes(await (await photo[-1].get_file()).download_as_bytearray())
    assert Image.open(io.BytesIO(data)).format == "JPEG"


async def test_what_is_no_voice_is_shown_as_audio_or_file(bot: Bot, ann: Person) -> None:
    voice = await bot.send_voice(ann.id, OGG.read_bytes(), filename="v.ogg")
    wav = await bot.send_voice(ann.id, b"RIFF", filename="v.wav")
    text = await bot.send_voice(ann.id, b"text", filename="v.txt")

    assert (bool(voice.voice), bool(wav.audio), bool(text.document)) == (True, True, True)


async def test_a_document_is_taken_for_what_it_is_unless_detection_is_off(bot: Bot, ann: Person) -> None:
    film = await bot.send_document(ann.id, MP4.read_bytes(), filename="f.mp4")
    plain = await bot.send_document(ann.id, MP4.read_bytes(), filename="f.mp4", disable_content_type_detection=True)
    gif = await bot.send_document(ann.id, picture(kind="GIF"), filename="a.gif")

    assert film.video is not None
    assert film.document is None
    assert plain.document is not None
    assert gif.animation is not None
    assert gif.document is not None


async def test_each_sending_method_sends_its_kind(bot: Bot, ann: Person) -> None:
    film = MP4.read_bytes()
    assert (await bot.send_photo(ann.id, picture())).photo
    assert (await bot.send_video(ann.id, film, filename="f.mp4", duration=7)).video.duration == 7  # type: ignore[union-attr]  # it is a video
    assert (await bot.send_animation(ann.id, film, filename="f.mp4")).animation
    assert (await bot.send_audio(ann.id, MP3.read_bytes(), title="T", performer="P", filename="a.mp3")).audio
    assert (await bot.send_sticker(ann.id, picture(512, 300), emoji="😀")).sticker
    assert (await bot.send_video_note(ann.id, film)).video


@pytest.mark.parametrize(
    ("size", "reason"),
    [
        ((9000, 1001), "photo_invalid_dimensions"),
        ((2100, 100), "photo_invalid_dimensions"),
        (None, "image_process_failed"),
    ],
)
async def test_impossible_photos_are_refused(bot: Bot, ann: Person, size: tuple[int, int] | None, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await bot.send_photo(ann.id, picture(*size) if size else b"no picture")


async def test_a_photo_has_at_most_10_megabytes(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.send_photo(ann.id, b"\0" * (10 * MB + 1))


async def test_people_send_what_a_bot_may_not(ann: Person, bot: Bot) -> None:
    ann.send_file(("empty.mp4", b""), kind="video")
    empty = (await received(bot)).video
    huge = ann.send_file(("huge.png", picture(9000, 1500)), kind="photo")

    assert empty is not None
    assert not empty.file_size
    assert (huge.file["width"], huge.file["height"]) == (1280, 213)
    with pytest.raises(ClientError, match="no picture"):
        ann.send_file(("text.png", b"text"), kind="photo")


async def test_an_empty_file_is_refused(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(ann.id, b"", filename="empty.txt")


async def test_a_caption_has_at_most_1024_characters(bot: Bot, ann: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message caption is too long"):
        await bot.send_document(ann.id, b"x", caption="x" * 1025, filename="x")
    assert (await bot.send_document(ann.id, b"x", caption="x" * 1024, filename="x")).caption


async def test_a_file_over_20_megabytes_cannot_be_fetched(bot: Bot, ann: Person, tmp_path: Path) -> None:
    ann.send_file(zeros(tmp_path / "fits.bin", 20 * MB))
    fits = (await received(bot)).document
    ann.send_file(zeros(tmp_path / "big.bin", 20 * MB + 1))
    big = (await received(bot)).document

    assert fits is not None
    assert (await bot.get_file(fits)).file_path
    assert big is not None
    with pytest.raises(BadRequest, match=r"(?i)file is too big"):
        await bot.get_file(big)


async def test_an_upload_over_50_megabytes_is_refused_with_413(bot: Bot, ann: Person, tmp_path: Path) -> None:
    with (
        zeros(tmp_path / "big.bin", 50 * MB + 1).open("rb") as file,
        pytest.raises(NetworkError, match="Entity Too Large"),
    ):
        await bot.send_document(ann.id, InputFile(file, filename="big.bin", read_file_handle=False))
    assert ann.client.calls("sendDocument")[-1].code == 413


async def test_a_text_message_turns_into_a_file_and_into_another(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "⏳ 50 %")

    done = await bot.edit_message_media(
        InputMediaDocument(b"result", filename="r.bin", caption="Done"), ann.id, sent.message_id
    )
    assert isinstance(done, Message)
    assert done.text is None
    assert done.document is not None
    photo = await bot.edit_message_media(InputMediaPhoto(picture()), ann.id, sent.message_id)

    assert isinstance(photo, Message)
    assert photo.photo
    assert photo.caption is None
    seen = ann.client.message(ann.id, sent.message_id)
    assert (seen.kind, seen.past) == ("photo", ["⏳ 50 %", "Done"])


async def test_putting_the_same_file_again_changes_nothing(bot: Bot, ann: Person) -> None:
    sent = await bot.send_message(ann.id, "x")
    done = await bot.edit_message_media(InputMediaDocument(b"result", filename="r.bin"), ann.id, sent.message_id)

    assert isinstance(done, Message)
    assert done.document is not None
    with pytest.raises(BadRequest, match=r"(?i)message is not modified"):
        await bot.edit_message_media(InputMediaDocument(done.document), ann.id, sent.message_id)


async def test_texts_and_captions_are_not_mixed_up(bot: Bot, ann: Person) -> None:
    file = await bot.send_document(ann.id, b"x", filename="x", caption="one")
    text = await bot.send_message(ann.id, "text")

    edited = await bot.edit_message_caption(ann.id, file.message_id, caption="two")
    assert isinstance(edited, Message)
    assert edited.caption == "two"
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await bot.edit_message_text("x", ann.id, file.message_id)
    with pytest.raises(BadRequest, match=r"(?i)there is no caption in the message to edit"):
        await bot.edit_message_caption(ann.id, text.message_id, caption="x")


async def test_an_album_comes_as_messages_of_one_group(bot: Bot, ann: Person) -> None:
    ann.send_album([("a.png", picture()), ("b.png", picture(10, 10))], kind="photo", caption="both")
    messages = [update.message for update in (await bot.get_updates())[-2:]]

    assert all(message is not None for message in messages)
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["both", None]


async def test_the_bot_sends_albums_of_2_to_10(bot: Bot, ann: Person) -> None:
    sent = await bot.send_media_group(
        ann.id, [InputMediaPhoto(picture()), InputMediaVideo(MP4.read_bytes(), filename="v.mp4")]
    )
    documents = await bot.send_media_group(ann.id, [InputMediaDocument(MP4.read_bytes(), filename="f.mp4")] * 2)

    assert len({message.media_group_id for message in sent}) == 1
    assert all(message.document for message in documents)
    for count in (1, 11):
        with pytest.raises(BadRequest, match=r"(?i)wrong number of messages to send as an album"):
            await bot.send_media_group(ann.id, [InputMediaPhoto(picture())] * count)


@pytest.mark.parametrize("other", [InputMediaAudio, InputMediaPhoto])
async def test_documents_stay_among_themselves_in_an_album(bot: Bot, ann: Person, other: Any) -> None:
    with pytest.raises(BadRequest, match=r"(?i)can't be mixed"):
        await bot.send_media_group(ann.id, [InputMediaDocument(b"x", filename="x"), other(picture())])


async def test_a_file_id_is_bound_to_its_bot_and_kind(bot: Bot, ann: Person, client: Client) -> None:
    photo = ann.send_file(("p.png", picture()), kind="photo").file["file_id"]
    stranger = Client(client.url, bot=client.bot + 500_000).ann.send_file(("x", b"x")).file["file_id"]

    with pytest.raises(BadRequest, match=r"(?i)can't use file of type photo as video"):
        await bot.send_video(ann.id, photo)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(ann.id, stranger)
    with pytest.raises(BadRequest, match=r"(?i)wrong file_id"):
        await bot.get_file(stranger)


async def test_a_link_may_expire_and_is_made_anew(bot: Bot, ann: Person) -> None:
    file = await bot.get_file(ann.send_file(("x.txt", b"data")).file["file_id"])
    ann.client.orders.expire_links()

    with pytest.raises(InvalidToken):
        await file.download_as_bytearray()
    again = await bot.get_file(file.file_id)
    assert await again.download_as_bytearray() == b"data"


def test_plain_form_uploads_work_as_curl_sends_them(http: httpx.Client, ann: Person) -> None:
    url = f"/bot{ann.client.token}/sendDocument"
    answer = http.post(url, data={"chat_id": ann.id}, files={"document": ("x.txt", b"x", "text/plain")}).json()
    assert answer["result"]["document"]["file_name"] == "x.txt"
