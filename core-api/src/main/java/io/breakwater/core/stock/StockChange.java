package io.breakwater.core.stock;

/** What came of a change by hand. */
enum StockChange {
    CHANGED,
    NO_SUCH_PRODUCT,
    INSUFFICIENT
}
