"""Every sentence that people read, in English; ``locale/`` has the same in their other languages."""

from bot.translation import Label, Plural, Sentence
from conversion.formats import Kind
from conversion.reports import Remark

# Buttons

MORE = Label("More…")
BACK = Label("« Back")
CANCEL = Label("Cancel")
CANCEL_ALL = Label("Cancel all")
AUTOMATIC = Label("Automatic")
SETTING_SIGNS = {"language": "🌐", "quality": "🎚"}
QUALITIES = {"low": Label("Low"), "medium": Label("Medium"), "high": Label("High")}

# Kinds of file

KINDS = {
    Kind.VIDEO: Label("Video"),
    Kind.AUDIO: Label("Audio"),
    Kind.IMAGE: Label("Images"),
    Kind.DRAWING: Label("Drawings"),
    Kind.DOCUMENT: Label("Documents"),
    Kind.SPREADSHEET: Label("Spreadsheets"),
    Kind.PRESENTATION: Label("Presentations"),
    Kind.EBOOK: Label("Ebooks"),
    Kind.MODEL: Label("3D models"),
    Kind.ARCHIVE: Label("Archives"),
    Kind.SUBTITLE: Label("Subtitles"),
    Kind.FONT: Label("Fonts"),
    Kind.DATA: Label("Data"),
}
KIND_SIGNS = {
    Kind.VIDEO: "🎬",
    Kind.AUDIO: "🎧",
    Kind.IMAGE: "🖼",
    Kind.DRAWING: "📐",
    Kind.DOCUMENT: "📄",
    Kind.SPREADSHEET: "📊",
    Kind.PRESENTATION: "📽",
    Kind.EBOOK: "📚",
    Kind.MODEL: "🧊",
    Kind.ARCHIVE: "📦",
    Kind.SUBTITLE: "💬",
    Kind.FONT: "🔤",
    Kind.DATA: "🗃",
}

# Options, as people may write them: `conversion.options.catalogue` says what they are

OPTIONS = {
    "quality": Label("quality"),
    "max": Label("max"),
    "trim": Label("trim"),
    "width": Label("width"),
    "height": Label("height"),
    "rotate": Label("rotate"),
    "fps": Label("fps"),
    "codec": Label("codec"),
    "mute": Label("mute"),
    "subtitles": Label("subtitles"),
    "track": Label("track"),
    "bitrate": Label("bitrate"),
    "rate": Label("rate"),
    "channels": Label("channels"),
    "normalise": Label("normalise"),
    "speed": Label("speed"),
    "volume": Label("volume"),
    "fit": Label("fit"),
    "dpi": Label("dpi"),
    "background": Label("background"),
    "strip": Label("strip"),
    "paper": Label("paper"),
    "pages": Label("pages"),
    "level": Label("level"),
    "password": Label("password"),
    "lock": Label("lock"),
}

# The list of commands, in the order Telegram shows them

COMMANDS = {
    "convert": Label("Convert the file you reply to: /convert mp4"),
    "formats": Label("What I can convert"),
    "status": Label("Your conversions in this chat"),
    "cancel": Label("Cancel a conversion"),
    "settings": Label("Language and quality"),
    "help": Label("How to use me"),
    "privacy": Label("What I store, and for how long"),
}

# What Telegram shows of a bot: in an empty chat (512 characters), on its page (120)

DESCRIPTION = Label(
    "Send me a video, a song, a picture, a document or an archive, press a format, and get it back converted.\n\n"
    "In groups: reply to a file with /convert mp4"
)
ABOUT = Label("I convert files: video, audio, pictures, documents, archives.")

# Greetings

WELCOME = Sentence(
    "👋 Hi! I turn files into other formats.\n\n"
    "Send me a video, a song, a picture, a document or an archive. "
    "I'll show what it can become; press a button and get the result.\n\n"
    "/formats – what I can convert\n"
    "/help – everything else"
)
WELCOME_GROUP = Sentence(
    "👋 Hi! I turn files into other formats.\n\n"
    "Reply to a file here with <code>/convert@{bot} mp4</code>, and I'll answer with the result."
)
HELP = Sentence(
    "<b>How to convert</b>\n"
    "• Send a file and press a button.\n"
    "• Or write the format as the file's caption: <code>mp4</code>\n"
    "• Or reply to a file: <code>/convert mp4</code>\n"
    "• Several files sent together get one menu.\n\n"
    "<b>Just as you like it</b>\n"
    "Say how after the format:\n"
    "<code>mp4 720p no sound</code>\n"
    "<code>mp3 320k 0:30-1:10</code>\n"
    "<code>png 512x512</code>\n"
    "<code>jpg under 2 MB</code>\n"
    "<code>mp4 quality=low fps=30 codec=h265</code>\n"
    "A wrong word is answered with the right ones.\n\n"
    "<b>In groups</b>\n"
    "Reply to a file with <code>/convert@{bot} mp4</code>.\n\n"
    "<b>Commands</b>\n"
    "/formats – what I can convert\n"
    "/status – your conversions here\n"
    "/cancel – stop a conversion\n"
    "/settings – language and quality\n"
    "/privacy – what I store"
)
PRIVACY = Sentence(
    "🔒 <b>What I store</b>\n\n"
    "• Your files and the results: only for converting, and at most {media} after it ends.\n"
    "• The record of a conversion – file name, size, formats, time, your Telegram id and this chat's: "
    "{records} after it ends.\n"
    "• This chat's settings: until you change them.\n\n"
    "Anything older is deleted automatically. Files are converted by programs; no person looks at them."
)
HINT = Sentence("Send me a file, and I'll show what it can become. More: /help")
UNKNOWN_COMMAND = Sentence("I don't know this command. What I can do: /help")
NOT_INVITED = Label("Sorry, this bot serves invited people only.")

# Menus

CHOOSE = Sentence("<b>{name}</b>\nWhat should it become?")
CHOOSE_MANY = Plural("{count} file\nWhat should it become?", "{count} files\nWhat should they become?")
MENU_GONE = Label("This menu is out of date. Please send the file again.")
ALREADY_CHOSEN = Label("Already on it!")
NOT_YOURS = Label("Only the person who asked, or a chat administrator, can press this.")
NOTHING_HAPPENS = Label("This button doesn't work any more.")

# Files that cannot be offered anything

OVER_LIMIT = Sentence(
    "<b>{name}</b> is {size}, and Telegram lets me get files of up to {limit}. "
    "Please make it smaller – cut it, compress it or split it – and send it again."
)
UNKNOWN_KIND = Sentence(
    "I don't know files like <b>{name}</b>. If its name has lost its ending, such as .mp4 or .pdf, "
    "put it back and send the file again. What I can convert: /formats"
)
NO_TARGETS = Sentence("I can't convert {source} files at the moment. What I can convert: /formats")

# What was asked

NO_FILE = Sentence(
    "Which file? Send it with <code>{word}</code> as its caption, or reply to it with <code>/convert {word}</code>"
)
NO_FILE_GROUP = Sentence("Which file? Reply to it with <code>/convert@{bot} {word}</code>")
UNKNOWN_FORMAT = Sentence("I don't know the format <b>{word}</b>. The ones I know: /formats")
DID_YOU_MEAN = Sentence("I don't know the format <b>{word}</b>. Did you mean {names}?")
NO_ROUTE = Sentence("I can't turn {source} into {target}. {source} can become {names}.")
NOT_UNDERSTOOD = Sentence("I don't understand “{word}”. Write it like this: <code>/convert mp4 quality=low</code>")
WRONG_OPTION = Sentence("<b>{option}</b> won't work here. Possible: <code>{right}</code>")
NO_OPTIONS = Sentence("There is nothing to set here. Please leave out <b>{option}</b>.")

# A conversion's message

WAITING = Sentence("Waiting")
WAITING_AT = Sentence("Waiting: number {place} in the queue")
FETCHING = Sentence("Getting the file")
CONVERTING = Sentence("Converting")
CHECKING = Sentence("Checking the result")
SENDING = Sentence("Sending the result")
TIME_LEFT = Sentence("About {time} left")
CANCELLED = Sentence("Cancelled.")
ERROR_ID = Sentence("Error number: <code>{id}</code>")
READY = Sentence("<b>{name}</b> is ready ☝️")

REMARKS = {
    Remark.CUT_OFF: Sentence("⚠️ The file breaks off before its end: this is what there is."),
    Remark.SEVERAL: Sentence("Several files came out of it: they are in a ZIP."),
}

# /status, /cancel, /formats, /settings

NOTHING_RUNNING = Sentence("You have no conversions running here. Send me a file to start one.")
YOUR_CONVERSIONS = Plural("<b>Your {count} conversion here</b>", "<b>Your {count} conversions here</b>")
AND_MORE = Plural("…and {count} more", "…and {count} more")
WHICH_TO_CANCEL = Sentence("Which one should I cancel?")
CANCELLED_ONE = Sentence("Cancelled: {title}")
CANCELLED_SOME = Plural("Cancelled {count} conversion.", "Cancelled {count} conversions.")
NOT_CONVERTING = Sentence("I'm not converting that one. What runs here: /status")
IS_CANCELLED = Label("Cancelled")
IS_OVER = Label("It's over already.")
CAN_CONVERT = Sentence("<b>I can convert</b>")
WHAT_ONE_BECOMES = Sentence("For one format: <code>/formats mp4</code>")
CAN_BECOME = Sentence("<b>{source} can become</b>")
SETTINGS = Sentence(
    "⚙️ <b>Settings of this chat</b>\n\n"
    "Language: <b>{language}</b>\n"
    "Quality: <b>{quality}</b>\n\n"
    "Automatic means: your Telegram's language; the original's quality, as far as it makes sense in the new format. "
    "Higher quality means bigger files. For one file only, write it in the caption: <code>mp4 quality=low</code>"
)
ADMINISTRATORS_ONLY = Label("Only administrators can change this chat's settings.")
IS_SET = Label("Done")
