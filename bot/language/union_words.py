"""Every sentence about several files that become one, in English; ``locale/`` has the same in other languages."""

from bot.language.translation import Label, Plural, Sentence

# Under a menu of several files

ONE = Label("🧩 One {target}")
ONE_BY_ONE = Label("Ask for each")
ONLY_PACKED = Plural(
    "{count} of them is of a kind I don't know: it can only be packed.",
    "{count} of them are of kinds I don't know: they can only be packed.",
)

# Asked for in words

GATHERING = Sentence("🧩 One {target}: I begin as soon as the last file is here.")
NO_UNION = Sentence("These files can't become one {target}. Together they can become {names}.")
ONLY_ONE = Sentence(
    "That is a single file. To have several made one, send them together, or one right after the other."
)
