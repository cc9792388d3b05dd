/**
 * Asks every side what happened: the four databases, the topics, the processor's journal, the mailbox. It only reads, and
 * hands records to {@link io.breakwater.local.drill.check}.
 */
@NullMarked
package io.breakwater.local.drill.gather;

import org.jspecify.annotations.NullMarked;
