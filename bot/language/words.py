"""Every sentence that people read, in English; ``locale/`` has the same in their other languages."""

from bot.language.translation import Label, Plural, Sentence
from conversion.formats import Kind
from conversion.reports import Remark

# Buttons

MORE = Label("More…")
BACK = Label("« Back")
TUNE = Label("⚙ Settings")
SEVERAL = Label("☑ Several")
TICKED = "✓ "
TICK_SOME = Label("Tick what you want")
CONVERT_COUNTED = Label("▶ Convert: {count}")
CONVERT_NOW = Label("▶ Convert")
TYPE_IN = Label("⌨ Write it…")
CANCEL = Label("Cancel")
CANCEL_ALL = Label("Cancel all")
AUTOMATIC = Label("Automatic")
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

# The list of commands, in the order Telegram shows them

COMMANDS = {
    "convert": Label("Convert the file you reply to: /convert mp4"),
    "formats": Label("What I can convert"),
    "status": Label("Your conversions in this chat"),
    "history": Label("Your last conversions, to repeat"),
    "cancel": Label("Cancel a conversion"),
    "settings": Label("Language, quality, quiet answers"),
    "auto": Label("Rules: what I convert by myself"),
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
    "👋 Hi! I turn files into other formats.\n"
    "Send me one, press a format, and get the result.\n"
    "/formats – what I can convert, /help – everything else"
)
SEND_ONE = Sentence("Send me a file (<b>{source}</b>), and it becomes <b>{target}</b> at once.")
SEND_ANY = Sentence("Send me a file, and it becomes <b>{target}</b> at once.")
WELCOME_GROUP = Sentence(
    "👋 Hi! I turn files into other formats.\n\n"
    "Reply to a file here with <code>/convert@{bot} mp4</code>, and I'll answer with the result."
)
HELP = Sentence(
    "<b>How to convert</b> (in our private chat)\n"
    "• Send a file and press a button.\n"
    "• Or write the format as the file's caption: <code>mp4</code>\n"
    "• Or reply to a file: <code>/convert mp4</code>\n"
    "• Several files sent together get one menu. The caption <code>one pdf</code> makes them one.\n\n"
    "<b>Just as you like it</b>\n"
    "Press ⚙ in the menu, or say how after the format:\n"
    "<code>mp4 720p no sound</code>\n"
    "<code>mp3 320k 0:30-1:10</code>\n"
    "<code>png 512x512</code>\n"
    "<code>jpg under 2 MB</code>\n"
    "<code>mp4 quality=low fps=30 codec=h265</code>\n"
    "A wrong word is answered with the right ones.\n\n"
    "<b>In groups</b>\n"
    "Reply to a file with <code>/convert@{bot} mp4</code>.\n"
    "Administrators may have me convert every file of a kind: /auto\n\n"
    "<b>Commands</b>\n"
    "/formats – what I can convert\n"
    "/status – your conversions here\n"
    "/history – the last ones, to repeat\n"
    "/cancel – stop a conversion\n"
    "/auto – what I convert by myself\n"
    "/settings – language, quality, quiet answers\n"
    "/privacy – what I store"
)
PRIVACY = Sentence(
    "🔒 <b>What I store</b>\n\n"
    "• Your files and the results: only for converting, and at most {media} after it ends.\n"
    "• The record of a conversion – file name, size, formats, time, your Telegram id and this chat's: "
    "{records} after it ends.\n"
    "• {keeping}\n"
    "• This chat's settings and rules: until you change them.\n\n"
    "Anything older is deleted automatically. Files are converted by programs; no person looks at them."
)
HINT = Sentence("Send me a file, and I'll show what it can become. More: /help")
UNKNOWN_COMMAND = Sentence("I don't know this command. What I can do: /help")
NOT_INVITED = Label("Sorry, this bot serves invited people only.")
BANNED = Sentence("Sorry, I can't help you here any more: the people who run this bot decided so.")
BANNED_BECAUSE = Sentence("Sorry, I can't help you here any more: the people who run this bot decided so ({reason}).")
BROKEN = Sentence(
    "Sorry, something went wrong on my side, so nothing came of this. Please try again. If it happens again, tell "
    "whoever runs this bot. Error number: <code>{id}</code>"
)

# Menus

CHOOSE = Sentence("<b>{name}</b>\nWhat should it become?")
CHOOSE_MANY = Plural("<b>{count} file</b>\nWhat should it become?", "<b>{count} files</b>\nWhat should they become?")
CHOOSE_TO_TUNE = Sentence("<b>{name}</b>\nSet up which format?")
CHOOSE_SHAPE = Sentence("<b>{name}</b>\nSend it as…")
CHOOSE_SEVERAL = Sentence("<b>{name}</b>\nTick all that it should become.")
TUNING = Sentence("{title}\nPress what you want to set, then Convert.")
TUNING_ONE = Sentence("{title}\n{option}: which one?")
NOTHING_TO_SET = Label("There is nothing to set for {target}.")
WRITE_VALUE = Sentence("⌨️ <b>{option}</b>\nWrite it as an answer to this message. For example: <code>{example}</code>")
WRITE_PASSWORD = Sentence(
    "⌨️ <b>{option}</b>\nWrite it as an answer to this message. I delete your message as soon as I have read it."
)
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
NO_ROOM = Sentence(
    "My disk is nearly full, so I can't take new files right now. Please send it again in an hour or so."
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
QUOTA = Sentence("That is over the daily limit: {limit}. It starts anew in {time}.")
GROUP_QUOTA = Sentence("That is over this group's daily limit: {limit}. It starts anew in {time}.")
NOT_UNDERSTOOD = Sentence("I don't understand “{word}”. Write it like this: <code>/convert mp4 quality=low</code>")
WRONG_OPTION = Sentence("<b>{option}</b> won't work here. Possible: <code>{right}</code>")
NO_OPTIONS = Sentence("There is nothing to set here. Please leave out <b>{option}</b>.")

# A conversion's message

WAITING = Sentence("Waiting")
WAITING_AT = Sentence("Waiting: number {place} in the queue")
FETCHING = Sentence("Getting the file")
CONVERTING = Sentence("Converting")
SENDING = Sentence("Sending the result")
TIME_LEFT = Sentence("About {time} left")
CANCELLED = Sentence("Cancelled.")
ERROR_ID = Sentence("Error number: <code>{id}</code>")
READY = Sentence("<b>{name}</b> is ready ☝️")

# The message of several conversions together

BATCH = Plural("<b>{count} file</b> → {target}", "<b>{count} files</b> → {target}")
FILES = Plural("{count} file", "{count} files")
BATCH_ENDED = Sentence("Ready: {done} of {count}")
BATCH_READY = Plural("{count} file is ready ☝️", "{count} files are ready ☝️")

REMARKS = {
    Remark.CUT_OFF: Sentence("⚠️ The file breaks off before its end: this is what there is."),
    Remark.SEVERAL: Sentence("Several files came out of it: they are in a ZIP."),
    Remark.SPARE: Sentence(
        "⚠️ My usual program failed on this file, a second one managed: please look the result over."
    ),
    Remark.PARTLY: Sentence(
        "⚠️ I can read files of this kind only in part: pictures, tables or styles may be missing. "
        "Please compare the result with the original."
    ),
    Remark.FLATTENED: Sentence("This format knows no transparency: what was see-through is white now."),
    Remark.FIRST: Sentence("This format holds a single picture: the first one is in it."),
    Remark.SHADES: Sentence("It had 16 bits a colour, fewer are left: the finest shades are rounded."),
    Remark.SILENT: Sentence("This format has no sound: only the pictures are in it."),
    Remark.VOICES: Sentence(
        "It had several audio tracks, of which this one is kept; for another add <code>track=2</code>."
    ),
    Remark.SUBTITLES: Sentence("This format has no place for its subtitles: they are left out."),
    Remark.CHAPTERS: Sentence("This format has no place for its chapters: they are left out."),
    Remark.COVER: Sentence("This format has no place for its cover picture: it is left out."),
    Remark.LETTERS: Sentence("This format knows fewer letters than the text has: the others are left out."),
    Remark.PICTURES: Sentence("This format has no place for its pictures: they are left out."),
    Remark.SHORTENED: Sentence("✂️ Telegram takes no more than this: the rest is left out."),
}

# /status, /cancel, /formats, /settings

NOTHING_RUNNING = Sentence("You have no conversions running here. How to begin: /help")
YOUR_CONVERSIONS = Plural("<b>Your {count} conversion here</b>", "<b>Your {count} conversions here</b>")
AND_MORE = Plural("…and {count} more", "…and {count} more")
HISTORY = Sentence("<b>Your last conversions here</b>")
NO_HISTORY = Sentence("Nothing has been converted for you here yet. How to begin: /help")
WHICH_TO_CANCEL = Sentence("Which one should I cancel?")
CANCELLED_ONE = Sentence("Cancelled: {title}")
CANCELLED_SOME = Plural("Cancelled {count} conversion.", "Cancelled {count} conversions.")
NOT_CONVERTING = Sentence("I'm not converting that one. What runs here: /status")
IS_CANCELLED = Label("Cancelled")
IS_OVER = Label("It's over already.")
CAN_CONVERT = Plural(
    "<b>I can convert {count} format</b>\nPick a kind, or name one: <code>/formats mp4</code>",
    "<b>I can convert {count} formats</b>\nPick a kind, or name one: <code>/formats mp4</code>",
)
OF_KIND = Sentence("<b>{kind}</b>\nPick a format to see what it can become.")
CAN_BECOME = Sentence("<b>{source} can become</b>")
