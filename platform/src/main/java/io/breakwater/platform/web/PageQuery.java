package io.breakwater.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * Which page is asked for; an argument of controller methods, from {@code limit} (1 to 100, default 20) and
 * {@code cursor}. A repository reads {@code limit + 1} rows after {@code after}.
 *
 * @param scope the list that cursors of this page belong to: route and filters
 */
public record PageQuery(int limit, @Nullable Cursor after, String scope) {

    static final int DEFAULT_LIMIT = 20;
    // A page of 100 orders is some 200 kB: still one quick answer.
    static final int MAX_LIMIT = 100;

    public PageQuery(int limit, @Nullable Cursor after) {
        this(limit, after, "");
    }
}
