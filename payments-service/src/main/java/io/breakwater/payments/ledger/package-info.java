/**
 * Double-entry bookkeeping, append-only. Use cases post a transfer in the transaction of the change that it books.
 * Protected here, and once more by the database: debits and credits of a transfer add up to nothing, and every entry
 * continues its account's version and balance.
 */
@NullMarked
package io.breakwater.payments.ledger;

import org.jspecify.annotations.NullMarked;
