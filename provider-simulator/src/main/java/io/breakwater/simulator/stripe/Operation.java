package io.breakwater.simulator.stripe;

import org.jspecify.annotations.Nullable;

/** The calls of this API. */
enum Operation {
    CREATE("payment_intent.create"),
    CONFIRM("payment_intent.confirm"),
    CANCEL("payment_intent.cancel"),
    RETRIEVE(null);

    private final @Nullable String journalName;

    Operation(@Nullable String journalName) {
        this.journalName = journalName;
    }

    /** Null for a call that changes nothing: it isn't in the journal, and no fault can name it. */
    @Nullable
    String journalName() {
        return journalName;
    }
}
