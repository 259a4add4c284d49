"""The outside world: network, process, configuration, and the only place that knows what time it is."""
