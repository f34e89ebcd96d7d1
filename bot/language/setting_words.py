"""Every sentence about a chat's settings, in English; ``locale/`` has the same in their other languages."""

from bot.language.translation import Label, Sentence

SETTING_SIGNS = {"language": "🌐", "quality": "🎚", "manner": "💬"}
MANNERS = {"": Label("Messages"), "quiet": Label("Reactions")}

SETTINGS = Sentence(
    "⚙️ <b>Settings of this chat</b>\n\n"
    "Language: <b>{language}</b>\n"
    "Quality: <b>{quality}</b>\n"
    "While I work: <b>{manner}</b>\n"
    "Today: {today}\n\n"
    "Reactions are the quiet way: 👀 I'm on it, 👌 here it is, 💔 it didn't work. "
    "Only the result, or why there is none, is a message.\n"
    "Automatic means: your Telegram's language; the original's quality, as far as it makes sense in the new format. "
    "Higher quality means bigger files. For one file only, write it in the caption: <code>mp4 quality=low</code>"
)
TODAY_OF = Sentence("{count}, at most {most} a day")
ADMINISTRATORS_ONLY = Label("Only administrators can change this chat's settings.")
IS_SET = Label("Done")
