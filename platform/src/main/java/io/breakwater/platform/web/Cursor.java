package io.breakwater.platform.web;

import java.time.Instant;
import java.util.UUID;

/** Where a page ended: the last item's place in the list's total order, to the microsecond that Postgres keeps. */
public record Cursor(Instant createdAt, UUID id) {}
