package io.breakwater.local.command;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Topology;

/**
 * SERVICE or SERVICE/N as people write it.
 *
 * @param index 0 where none was given
 */
record Target(String service, int index) {

    /** @throws Refusal where N is no number from 1 to 10 */
    static Target parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Target(text, 0);
        }
        int index = number(text.substring(slash + 1));
        if (index < 1 || index > Topology.HIGHEST_INDEX) {
            throw Refusal.usage("\"%s\" names no replica: write SERVICE/N with N from 1 to 10.", text);
        }
        return new Target(text.substring(0, slash), index);
    }

    /** The same for what also a backing server may be; those have no N. @throws Refusal where there is no such part */
    static Target ofPart(String text) {
        Target target = parse(text);
        Topology.checkPart(target.service());
        return target;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return index == 0 ? service : service + "/" + index;
    }

    /** -1 where it isn't one. */
    static int number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
}
