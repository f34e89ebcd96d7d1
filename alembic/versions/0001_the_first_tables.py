"""The first tables."""

import sqlalchemy as sa

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "chat_settings",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("quality", sa.String(length=10), nullable=True),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", name=op.f("pk_chat_settings")),
    )
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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox")),
        sa.UniqueConstraint("bot_id", "update_id", name=op.f("uq_inbox_bot_id_update_id")),
    )
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_inbox_bot_id_processed_at_id"), ["bot_id", "processed_at", "id"], unique=False
        )

    op.create_table(
        "offers",
        sa.Column("bot_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("media_group_id", sa.String(length=64), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("target", sa.String(length=20), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("touched_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("bot_id", "chat_id", "message_id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_touched_at"), ["touched_at"], unique=False)

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
        sa.Column("file_id", sa.Text(), nullable=False),
        sa.Column("file_unique_id", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_size", sa.BigInteger(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("losses", sa.Integer(), nullable=False),
        sa.Column("lease_until", sa.Double(), nullable=True),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("rung_at", sa.Double(), nullable=True),
        sa.Column("intent_at", sa.Double(), nullable=True),
        sa.Column("notified_at", sa.Double(), nullable=True),
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


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_chat_id_reply_to"))
        batch_op.drop_index(batch_op.f("ix_deliveries_chat_id_message_id"))
        batch_op.drop_index(batch_op.f("ix_deliveries_bot_id_status"))

    op.drop_table("deliveries")
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offers_touched_at"))

    op.drop_table("offers")
    with op.batch_alter_table("inbox", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_inbox_bot_id_processed_at_id"))

    op.drop_table("inbox")
    with op.batch_alter_table("conversion_tasks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_conversion_tasks_status_lease_until"))
        batch_op.drop_index(batch_op.f("ix_conversion_tasks_queue_status"))
        batch_op.drop_index(batch_op.f("ix_conversion_tasks_finished_at"))
        batch_op.drop_index(batch_op.f("ix_conversion_tasks_error_id"))

    op.drop_table("conversion_tasks")
    op.drop_table("chat_settings")
