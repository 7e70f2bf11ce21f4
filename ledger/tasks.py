from celery import shared_task

from ledger import services


@shared_task
def publish_daily_head() -> None:
    """Publish a head over what happened since the last one; nothing happens where nothing did."""
    services.publish_head(occasion="daily")
