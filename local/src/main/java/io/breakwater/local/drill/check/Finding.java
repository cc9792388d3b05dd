package io.breakwater.local.drill.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What became of one invariant.
 *
 * @param id as reliability.md counts them, I1 to I8
 * @param says in a few words
 * @param checked how many things were looked at
 */
public record Finding(String id, String says, long checked, List<Violation> violations) {

    public boolean holds() {
        return violations.isEmpty();
    }

    public long count(Violation.Kind kind) {
        return violations.stream().filter(violation -> violation.kind() == kind).count();
    }

    /** Leaves out what was known before. */
    public Finding without(Set<String> known) {
        return new Finding(
                id,
                says,
                checked,
                violations.stream()
                        .filter(violation -> !known.contains(violation.what()))
                        .toList());
    }

    /** Collects while one looks. */
    static final class Look {

        private final String id;
        private final String says;
        private final List<Violation> violations = new ArrayList<>();
        private long checked;

        Look(String id, String says) {
            this.id = id;
            this.says = says;
        }

        /** The words are made only where it doesn't hold. */
        void check(boolean holds, Violation.Kind otherwise, Supplier<String> what) {
            checked++;
            if (!holds) {
                violations.add(new Violation(otherwise, what.get()));
            }
        }

        Finding end() {
            return new Finding(id, says, checked, List.copyOf(violations));
        }
    }
}
