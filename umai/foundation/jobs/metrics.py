"""The signs of health as numbers for Prometheus: on this machine only, without people in them."""

from collections.abc import Iterable

from django.db import connections
from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from umai.foundation.jobs import health
from umai.foundation.kernel import clock

LOOPBACK = "127.0.0.1"


class Signs(Collector):
    """Reads the signs of the house anew whenever somebody asks."""

    def collect(self) -> Iterable[Metric]:
        """The numbers, read on a connection of their own."""
        try:
            return self.read()
        finally:
            connections.close_all()

    def read(self) -> list[Metric]:
        """Whether each sign is an alarm, how long ago it was, and how many wait."""
        alarm = GaugeMetricFamily("umai_alarm", "1 when a sign is an alarm", labels=["sign"])
        age = GaugeMetricFamily("umai_age_seconds", "how long ago, or since when", labels=["sign"])
        count = GaugeMetricFamily("umai_waiting", "how many wait", labels=["sign"])
        for sign in health.of_the_house():
            alarm.add_metric([sign.code], int(sign.alarm))
            if sign.at is not None:
                age.add_metric([sign.code], (clock.now() - sign.at).total_seconds())
            if sign.count is not None:
                count.add_metric([sign.code], sign.count)
        return [alarm, age, count]


def serve(port: int) -> None:
    """Answer on the loopback address, in a thread of its own."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(Signs())
    start_http_server(port, addr=LOOPBACK, registry=registry)
