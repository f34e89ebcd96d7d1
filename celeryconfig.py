"""Settings of the Celery application, under Celery's own names, each with its reason."""

import tzlocal
from celery.schedules import crontab
from kombu.entity import Queue

from conversion.settings import settings

# The broker holds doorbells only: what is to be done stands in the database.
broker_url = settings().celery_redis_url
broker_connection_retry_on_startup = True
broker_connection_max_retries = None  # the default gives up after 100 tries, and the worker stays deaf
broker_transport_options = {
    "visibility_timeout": 600,  # only covers the milliseconds between pop and start: nothing is held longer
    "socket_timeout": 10,  # a hung Redis would block a publish for ever
    "socket_connect_timeout": 5,
    "socket_keepalive": not settings().celery_redis_url.startswith("redis+socket"),
    "health_check_interval": 10,
    "queue_order_strategy": "round_robin",  # no queue of a worker starves another
    "priority_steps": list(range(10)),  # all ten are told apart, not only 0, 3, 6, 9
}
task_publish_retry_policy = {"max_retries": 1, "interval_start": 0, "interval_step": 0.2, "interval_max": 0.2}

# Results, for those who ask by ignore_result=False. Nothing in Mutabor waits for one.
result_backend = settings().celery_redis_url
task_ignore_result = True  # with a Redis backend and Redis away, publishing takes 19 s otherwise
task_store_errors_even_if_ignored = False
result_expires = 24 * 3600
result_backend_transport_options = {"retry_policy": {"timeout": 5.0, "max_retries": 1}}
redis_socket_timeout = 10
redis_socket_connect_timeout = 5

# Messages are JSON and hold an id; anything else would let the broker run code here.
task_serializer = result_serializer = event_serializer = "json"
accept_content = result_accept_content = ["json"]

# Early acknowledgement and no prefetch: a lease in the database replaces what late acks promise. Late acks run a
# task twice after every reset of the connection, and Celery 5.7.0 ends when Redis restarts meanwhile.
task_acks_late = False
worker_prefetch_multiplier = 1
worker_disable_prefetch = True
task_reject_on_worker_lost = False  # it would loop for ever on a file that kills its worker

# The backstop; each program has a shorter deadline of its own.
task_soft_time_limit = 600
task_time_limit = 900
task_annotations = {
    "conversion.sweep": {"soft_time_limit": 60, "time_limit": 90},
    "bot.sweep": {"soft_time_limit": 60, "time_limit": 90},
}

task_default_queue = "default"
task_queues = [Queue(name) for name in ("video", "audio", "image", "document", "archive", "cleanup", "default")]
task_create_missing_queues = False  # a misspelt queue shall fail, not wait for ever for a worker
task_routes = {
    "conversion.convert_video": {"queue": "video"},
    "conversion.convert_audio": {"queue": "audio"},
    "conversion.convert_image": {"queue": "image"},
    "conversion.convert_document": {"queue": "document"},
    "conversion.convert_archive": {"queue": "archive"},
    "conversion.clean_media": {"queue": "cleanup"},
    "conversion.clean_records": {"queue": "cleanup"},
    "conversion.sweep": {"queue": "cleanup"},
    "bot.sweep": {"queue": "cleanup"},
    "bot.*": {"queue": "default"},
}

worker_max_tasks_per_child = 1000  # against slow leaks
worker_max_memory_per_child = 400_000  # kB; a child that grew too big is replaced after its task
worker_soft_shutdown_timeout = 12  # with REMAP_SIGTERM=SIGQUIT: what ends within it ends well, the rest is handed back
worker_send_task_events = True  # for Flower
task_send_sent_event = True
worker_hijack_root_logger = False  # logs are set up in conversion.logs
worker_cancel_long_running_tasks_on_connection_loss = False  # early acks: nothing would come again

imports = ("conversion.tasks", "bot.tasks")

timezone = tzlocal.get_localzone_name()  # TZ, or the machine's: beat's 03:00 is local time
enable_utc = True

# Each tick expires before the next: a worker that comes back does not run a day's worth of them.
beat_scheduler = "conversion.scheduling:Scheduler"
beat_schedule_filename = str(settings().data_dir / "celerybeat-schedule")
beat_schedule = {
    "lost work is picked up": {"task": "conversion.sweep", "schedule": 10.0, "options": {"expires": 9.0}},
    "untold endings are told": {"task": "bot.sweep", "schedule": 10.0, "options": {"expires": 9.0}},
    "stored media is cleaned": {"task": "conversion.clean_media", "schedule": 6 * 3600.0, "options": {"expires": 3600}},
    "old records are removed": {
        "task": "conversion.clean_records",
        "schedule": crontab(hour="3", minute="0"),
        "options": {"expires": 3600},
    },
}
