package io.breakwater.local.drill.check;

import java.util.List;

/** I1 to I8 of the platform, as far as one sees them from outside after a drill. */
public final class Invariants {

    private static final List<Invariant> ALL = List.of(
            new LedgerBalances(),
            new ChargedOnceEach(),
            new KeysAnswerTheSame(),
            new RefundsWithinCaptured(),
            new EndsAreFinal(),
            new ChangesAreEvents(),
            new EventsInOrder(),
            new EventsTakeEffectOnce(),
            new ToldOnceInSequence(),
            new OneMailEach(),
            new StreamsMissNothing(),
            new StockAddsUp(),
            new EveryOrderEnds());

    private Invariants() {}

    /** A finding for each, in the order of their numbers. */
    public static List<Finding> judge(Facts facts) {
        return ALL.stream().map(invariant -> invariant.judge(facts)).toList();
    }
}
