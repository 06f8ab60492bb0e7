"""The town's clock. A time that carries no zone was read off a clock in Japan."""

from datetime import timedelta, timezone

JAPAN = timezone(timedelta(hours=9), "JST")
