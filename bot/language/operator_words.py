"""Every sentence that operators read, in English; ``locale/`` has the same in their other languages."""

from bot.language.translation import Label, Plural, Sentence

# The list of commands that Telegram shows to operators besides everybody's

COMMANDS = {
    "stats": Label("Conversions, failures, queues, disk"),
    "find": Label("What stands behind an error number"),
    "ban": Label("Shut somebody out: /ban ID reason"),
    "unban": Label("Let somebody in again: /unban ID"),
    "broadcast": Label("Send the message you reply to to everybody"),
    "limits": Label("What people and groups may have in a day"),
    "drain": Label("Accept nothing new: /drain, /drain off"),
}

# /stats

STATISTICS = Sentence("📊 <b>The last {span}</b>")
DAYS = Sentence("<b>Conversions</b> (✅ done, ❌ failed, 🚫 cancelled, ⏳ under way)")
SERVED = Sentence("People: {people}, chats: {chats}. Results not sent yet: {untold}.")
REASONS = Sentence("<b>Why they failed</b>")
QUEUES = Sentence("<b>Queues</b> (waiting / being converted)")
SLOWEST = Sentence("<b>What takes longest on average</b>")
DISK = Sentence("<b>Disk</b>: {free} free of {total}")
NOTHING = Sentence("nothing")

# /find

FIND_HOW = Sentence("Which error? Write it like this: <code>/find 1a2b3c4d</code>")
NOT_FOUND = Sentence(
    "I know no error <code>{id}</code>. Records are kept for {span}; older ones may still stand in the log."
)
INCIDENT = Sentence("🔎 <b>{error}</b>, {moment}")
WAY = Sentence("Conversion: {source} → {target}, {size}")
TASK = Sentence("Its id: <code>{id}</code>, worker: {worker}")
WHERE = Sentence("Chat: <code>{chat}</code>, person: <code>{user}</code>")
IN_THE_LOG = Sentence("The log has the rest: <code>grep {id}</code>")

# /ban, /unban

BAN_HOW = Sentence("Whom? Write it like this: <code>/ban 12345 sends spam</code>. A group's id begins with a minus.")
UNBAN_HOW = Sentence("Whom? Write it like this: <code>/unban 12345</code>")
BAN_OPERATOR = Sentence("<code>{id}</code> is an operator. Take them out of ADMIN_IDS first.")
IS_BANNED = Plural(
    "<code>{id}</code> is banned. {count} conversion cancelled.",
    "<code>{id}</code> is banned. {count} conversions cancelled.",
)
IS_UNBANNED = Sentence("<code>{id}</code> may use me again.")
NOT_BANNED = Sentence("<code>{id}</code> wasn't banned.")
NOBODY_BANNED = Sentence("Nobody is banned.")
BANS = Plural("<b>{count} ban</b>", "<b>{count} bans</b>")

# /drain

DRAINING = Plural(
    "🚧 I accept nothing new. {count} conversion is still to be finished. Accept again: /drain off",
    "🚧 I accept nothing new. {count} conversions are still to be finished. Accept again: /drain off",
)
DRAINED = Sentence("🚧 I accept nothing new, and nothing runs any more: I may be stopped. Accept again: /drain off")
NOT_DRAINING = Sentence("I accept new files.")

# /broadcast

SEND = Label("Send")
STOP = Label("Stop")
BROADCAST_HOW = Sentence(
    "Write the message here, just as people shall get it, with a picture if you like. Then reply to it with /broadcast"
)
BROADCAST_ASK = Plural("📣 Send this to {count} person?", "📣 Send this to {count} people?")
BROADCAST_RUNNING = Sentence("📣 Sending: {sent} of {total}")
BROADCAST_DONE = Sentence("📣 Sent: {sent} of {total}")
BROADCAST_CANCELLED = Sentence("📣 Stopped: sent to {sent} of {total}")
BROADCAST_DROPPED = Sentence("📣 Sent to nobody.")
UNREACHABLE = Sentence("Not to be reached any more (blocked me, or gone): {count}")
PERHAPS_SENT = Sentence("Perhaps sent, perhaps not: {count}. To be safe, not sent again.")

# /limits

LIMITS = Sentence("<b>Limits</b> a day (0: none); most_queued is how many of one person's wait or run at once")
LIMITS_HOW = Sentence(
    "Change one like this: <code>/limits quota_files 100</code>. Back to the setting: "
    "<code>/limits quota_files default</code>"
)
