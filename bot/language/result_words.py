"""Sentences about results: what can be done with them, how they come, what is kept of them."""

from bot.language.translation import Label, Plural, Sentence

# Buttons under a result

ANOTHER = Label("🔄 Another format")
AS = Label("Send as…")
SAME_AGAIN = Label("🔁 Always this")
STOP_SAME = Label("⏹ Stop doing this")
FORGET = Label("🗑 Forget")
ONE_ZIP = Label("📦 As one ZIP")
FIT = Label("🗜 Fit to {limit}")
PARTS = Label("🔢 Numbered parts")
VOLUMES = Label("📦 ZIP in volumes")
SHAPES = {
    "document": Label("📄 File"),
    "photo": Label("🖼 Photo"),
    "video": Label("🎬 Video"),
    "audio": Label("🎵 Music"),
    "animation": Label("🎞 Animation"),
    "voice": Label("🎤 Voice message"),
    "video_note": Label("⭕ Round video"),
    "sticker": Label("🩷 Sticker"),
}

RESCUE = Sentence("Or take it like this ⬇️")

# Results that come in several messages, and what happens on a press

PAGES = Plural("{count} page", "{count} pages")
SENT_BELOW = {
    "parts": Sentence(
        "The parts are below ⬇️ Save them all into one folder and open the first one with 7-Zip, Keka or ZArchiver. "
        "Or put them together: <code>cat NAME.* &gt; NAME</code>"
    ),
    "volumes": Sentence(
        "The ZIP is below ⬇️ If it has several volumes, save them all into one folder and open the first one with "
        "7-Zip, Keka or ZArchiver."
    ),
}
SAME_FROM_NOW = Label("From now on every file you send here becomes {target}. To end it, press Stop or write: stop")
SAME_NO_MORE = Label("OK, I'll ask about each file again.")
FORGOTTEN = Label("Forgotten: file, result and name.")
RESULT_GONE = Label("I don't have this file any more. Please send it again.")
ON_ITS_WAY = Label("It's on its way.")

# What is kept of them

KEEPING = Sentence(
    "Telegram's ids of the results: {results}. Whoever sends the same file under the same name and wants the same "
    "gets it at once. Never for files with passwords."
)
KEEPING_NOTHING = Sentence("Telegram's ids of the results: not stored. Your files are converted anew each time.")
KEEP_NOTHING = Label("Don't reuse my results")
KEEP_RESULTS = Label("Reuse my results: it's faster")
FORGET_ME = Label("🗑 Forget everything now")
FORGET_SURELY = Label("Yes, forget everything")
FORGET_ASKED = Sentence(
    "🗑 <b>Forget everything?</b>\n\n"
    "I'll cancel your running conversions and delete your files, their results and names, "
    "and everything I'd answer a repeat with. What I've already sent stays in your chats: that is yours to delete."
)
FORGOTTEN_ALL = Plural(
    "Done: I've forgotten {count} conversion, with files and names.",
    "Done: I've forgotten {count} conversions, with files and names.",
)
