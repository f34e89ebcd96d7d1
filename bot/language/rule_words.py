"""Every sentence about groups and their rules, in English; ``locale/`` has the same in their other languages."""

from bot.language.translation import Label, Plural, Sentence

# A group takes the bot in

GREETING = Sentence("👋 Hi! Reply to a file with <code>/convert@{bot} mp4</code>, and I'll answer with the result.")

# /auto

HOW = Sentence(
    "<b>Rules</b> – what I convert by myself\n\n"
    "<code>{auto} heic jpg</code> – every HEIC becomes a JPG\n"
    "<code>{auto} images png</code> – every picture becomes a PNG\n"
    "<code>{auto} mkv mp4 720p</code> – with settings\n"
    "<code>{auto} off</code> – no rules any more"
)
RULES = Plural("<b>{count} rule here</b>", "<b>{count} rules here</b>")
IN_THIS_TOPIC = Label("in this topic")
PRESS_TO_REMOVE = Sentence("Press a rule to remove it. Add another one: <code>{auto} heic jpg</code>")
NO_RULES = Sentence("There are no rules here.")
IS_RULE = Sentence("👌 From now on here: <b>{source} → {target}</b>. All rules: /auto")
IS_RULE_OF_TOPIC = Sentence("👌 From now on in this topic: <b>{source} → {target}</b>. All rules: /auto")
RULE_GONE = Label("This rule is gone already.")
RULE_REMOVED = Label("Rule removed")
RULES_CLEARED = Plural("Removed {count} rule.", "Removed {count} rules.")
TOO_MANY_RULES = Sentence("There are {count} rules here already. Please remove one first: /auto")
NOTHING_BECOMES = Sentence("Nothing of the kind “{source}” can become {target}. What can: /formats")
NOT_CONFIDED = Sentence("A password can't be part of a rule: everybody here could read it.")
UNSEEN = Sentence(
    "⚠️ But I don't see files here yet: Telegram shows a bot only what is addressed to it. "
    "Please make me an administrator of this group (I need no rights). Or turn privacy mode off: "
    "@BotFather, <code>/setprivacy</code>, Disable, then take me out of the group and add me again."
)
