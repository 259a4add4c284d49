"""The only place that knows matrix-nio: session, identity, hearing and sending."""
