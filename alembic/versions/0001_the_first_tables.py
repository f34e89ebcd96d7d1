"""The first tables."""

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "allowances",
    "bans",
    "drains",
    "rules",
    "broadcasts",
    "broadcast_recipients",
    "chat_settings",
    "conversion_tasks",
    "inbox",
    "usage",
    "offers",
    "picks",
    "deliveries",
    "overviews",
    "pictures",
    "wanted",
    "known_results",
    "presets",
    "reserved_people",
)  # those that others point to come before them


def upgrade() -> None:
    """Apply."""
    _make_allowances()
    _make_bans()
    _make_drains()
    _make_rules()
    _make_broadcasts()
    _make_broadcast_recipients()
    _make_chat_settings()
    _make_conversion_tasks()
    _make_inbox()
    _make_usage()
    _make_offers()
    _make_picks()
    _make_deliveries()
    _make_overviews()
    _make_pictures()
    _make_wanted()
    _make_known_results()
    _make_presets()
    _make_reserved_people()


def downgrade() -> None:
    """Undo; a table takes its indexes along."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _make_allowances() -> None:
    op.create_table(
        "allowances",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=30), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "name", name=op.f("pk_allowances")),
    )


def _make_bans() -> None:
    op.create_table(
        "bans",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_user", sa.BigInteger(), nullable=False),
        sa.Column("banned_at", sa.Double(), nullable=False),
        sa.Column("told_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "subject_id", name=op.f("pk_bans")),
    )


def _make_drains() -> None:
    op.create_table(
        "drains",
        sa.Column("bot_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("by_user", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", name=op.f("pk_drains")),
    )


def _make_rules() -> None:
    op.create_table(
        "rules",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("by_user", sa.BigInteger(), nullable=False),
        sa.Column("made_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rules")),
        sa.UniqueConstraint(
            "bot_id", "chat_id", "thread_id", "source", name=op.f("uq_rules_bot_id_chat_id_thread_id_source")
        ),
    )


def _make_broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("progress_id", sa.BigInteger(), nullable=True),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
    )


def _make_broadcast_recipients() -> None:
    op.create_table(
        "broadcast_recipients",
        sa.Column("broadcast_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"],
            ["broadcasts.id"],
            name=op.f("fk_broadcast_recipients_broadcast_id_broadcasts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("broadcast_id", "chat_id", name=op.f("pk_broadcast_recipients")),
    )


def _make_chat_settings() -> None:
    op.create_table(
        "chat_settings",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("quality", sa.String(length=10), nullable=True),
        sa.Column("manner", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name=op.f("pk_chat_settings")),
    )


def _make_conversion_tasks() -> None:
    op.create_table(
        "conversion_tasks",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("queue", sa.String(length=20), nullable=False),
        sa.Column("source_name", sa.Text(), nullable=False),
        sa.Column("source_format", sa.String(length=20), nullable=True),
        sa.Column("source_key", sa.Text(), nullable=True),
        sa.Column("source_size", sa.BigInteger(), nullable=True),
        sa.Column("further", sa.JSON(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("secrets", sa.Text(), nullable=True),
        sa.Column("link", sa.JSON(), nullable=True),
        sa.Column("link_error", sa.JSON(), nullable=True),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("retries", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=200), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=True),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("rung_at", sa.Double(), nullable=True),
        sa.Column("stage", sa.String(length=40), nullable=True),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("output_key", sa.Text(), nullable=True),
        sa.Column("output_name", sa.Text(), nullable=True),
        sa.Column("output_size", sa.BigInteger(), nullable=True),
        sa.Column("remarks", sa.JSON(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("duration", sa.Double(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("error_type", sa.String(length=40), nullable=True),
        sa.Column("error_args", sa.JSON(), nullable=True),
        sa.Column("error_id", sa.String(length=8), nullable=True),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("started_at", sa.Double(), nullable=True),
        sa.Column("finished_at", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversion_tasks")),
    )
    with op.batch_alter_table("conversion_tasks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_conversion_tasks_error_id"), ["error_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversion_tasks_finished_at"), ["finished_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_conversion_tasks_queue_status"), ["queue", "status"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_conversion_tasks_status_lease_until"), ["status", "lease_until"], unique=False
        )


def _make_inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.Double(), nullable=False),
        sa.Column("processed_at", sa.Double(), nullable=True),
        sa.Column("error_id", sa.String(length=8), nullable=True),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("bot_id", "update_id", name=op.f("uq_inbox_bot_id_update_id")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inbox_bot_id_processed_at_id"), ["bot_id", "processed_at", "id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_inbox_error_id"), ["error_id"], unique=False)


def _make_usage() -> None:
    op.create_table(
        "usage",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("files", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "subject_id", "day", name=op.f("pk_usage")),
    )


def _make_offers() -> None:
    op.create_table(
        "offers",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("draft", sa.Text(), nullable=False),
        sa.Column("prompt_id", sa.BigInteger(), nullable=True),
        sa.Column("touched_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "message_id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_touched_at"), ["touched_at"], unique=False)


def _make_picks() -> None:
    op.create_table(
        "picks",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("is_private", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("picked_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "user_id", "is_private", "kind", "target", name=op.f("pk_picks")),
    )
    with op.batch_alter_table("picks", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_picks_bot_id_is_private_kind_picked_at"),
            ["bot_id", "is_private", "kind", "picked_at"],
            unique=False,
        )


def _make_deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("task_id", sa.String(length=32), nullable=False),
        sa.Column("update_key", sa.String(length=80), nullable=False),
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.Column("reply_to", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_size", sa.BigInteger(), nullable=True),
        sa.Column("further", sa.JSON(), nullable=False),
        sa.Column("fetched", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=True),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("rung_at", sa.Double(), nullable=True),
        sa.Column("is_quiet", sa.Boolean(), nullable=False),
        sa.Column("intent_at", sa.Double(), nullable=True),
        sa.Column("notified_at", sa.Double(), nullable=True),
        sa.Column("shape", sa.String(length=20), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("recall_key", sa.String(length=64), nullable=True),
        sa.Column("known", sa.JSON(), nullable=True),
        sa.Column("trouble", sa.String(length=40), nullable=True),
        sa.Column("trouble_args", sa.JSON(), nullable=True),
        sa.Column("trouble_id", sa.String(length=8), nullable=True),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.Column("shown_at", sa.Double(), nullable=True),
        sa.ForeignKeyConstraint(
            ["task_id"],
            ["conversion_tasks.id"],
            name=op.f("fk_deliveries_task_id_conversion_tasks"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("task_id", name=op.f("uq_deliveries_task_id")),
        sa.UniqueConstraint("update_key", name=op.f("uq_deliveries_update_key")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_bot_id_status"), ["bot_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_chat_id_message_id"), ["chat_id", "message_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_chat_id_reply_to"), ["chat_id", "reply_to"], unique=False)
        batch_op.create_index(batch_op.f("ix_deliveries_trouble_id"), ["trouble_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_deliveries_chat_id_batch_id_number"), ["chat_id", "batch_id", "number"], unique=False
        )


def _make_overviews() -> None:
    op.create_table(
        "overviews",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("locale", sa.String(length=10), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "user_id", name=op.f("pk_overviews")),
    )


def _make_pictures() -> None:
    op.create_table(
        "pictures",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "digest", name=op.f("pk_pictures")),
    )


def _make_wanted() -> None:
    op.create_table(
        "wanted",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("wanted_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "user_id", name=op.f("pk_wanted")),
    )


def _make_known_results() -> None:
    op.create_table(
        "known_results",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "key", name=op.f("pk_known_results")),
    )
    with op.batch_alter_table("known_results", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_known_results_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_known_results_user_id"), ["user_id"], unique=False)


def _make_presets() -> None:
    op.create_table(
        "presets",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "user_id", name=op.f("pk_presets")),
    )


def _make_reserved_people() -> None:
    op.create_table(
        "reserved_people",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "user_id", name=op.f("pk_reserved_people")),
    )
