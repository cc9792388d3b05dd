package io.breakwater.local.command;

import io.breakwater.local.outcome.Refusal;
import io.breakwater.local.topology.Topology;

/**
 * SERVICE or SERVICE/N as people write it.
 *
 * @param index 0 where none was given
 */
record Target(String service, int index) {

    /** @throws Refusal where N is no number from 1 to 9 */
    static Target parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new Target(text, 0);
        }
        int index = number(text.substring(slash + 1));
        if (index < 1 || index > Topology.MAX_REPLICAS) {
            throw Refusal.usage("\"%s\" names no replica: write SERVICE/N with N from 1 to 9.", text);
        }
        return new Target(text.substring(0, slash), index);
    }

    /** -1 where it isn't one. */
    static int number(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : -1;
    }
}
