package io.breakwater.local.drill;

import io.breakwater.local.drill.check.Finding;
import io.breakwater.local.drill.check.Violation;
import io.breakwater.local.drill.stream.Heard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a drill ended, in few and stable lines.
 *
 * @param quietAfter from the last answer to where nothing was under way and everything held
 * @param troubles what else went wrong, in words: a part that did not come back, load that ended early
 */
record Verdict(
        Drill drill,
        DrillOptions options,
        Duration load,
        String faults,
        Requests requests,
        Orders orders,
        Heard heard,
        long mailsTwice,
        Duration quietAfter,
        List<Finding> findings,
        List<String> troubles) {

    // Enough to begin with; the rest is more of the same.
    private static final int EXAMPLES = 5;

    boolean passed() {
        boolean holds = findings.stream().allMatch(Finding::holds) && troubles.isEmpty() && orders.accepted() > 0;
        return holds
                && (!drill.strict()
                        || (requests.failed().isEmpty() && heard.cutOff().isEmpty()));
    }

    long lost() {
        return count(Violation.Kind.LOST);
    }

    long doubled() {
        return count(Violation.Kind.DOUBLED);
    }

    String word() {
        return passed() ? "PASSED" : "FAILED";
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("drill %s: %s".formatted(drill.name(), word()));
        lines.add("  seed %d, %d s of load at %s orders/s".formatted(options.seed(), load.toSeconds(), rate()));
        lines.add("  faults: " + (faults.isEmpty() ? "none" : faults));
        lines.add("  requests %d, failed %d%s; connections reset while being made %d"
                .formatted(requests.sent(), requests.failed().size(), kinds(), requests.resets()));
        lines.add("  orders %d: accepted %d (paid %d, declined %d), never accepted %d"
                .formatted(orders.wished(), orders.accepted(), orders.paid(), orders.declined(), orders.unanswered()));
        if (heard.streams() > 0) {
            lines.add("  " + heard.sentence());
        }
        lines.add("  lost %d, doubled %d, mails twice %d; quiet after %d s"
                .formatted(lost(), doubled(), mailsTwice, quietAfter.toSeconds()));
        findings.forEach(finding -> add(lines, finding));
        troubles.forEach(trouble -> lines.add("  ! " + trouble));
        return lines;
    }

    private String rate() {
        return options.rate() == Math.rint(options.rate())
                ? String.valueOf((long) options.rate())
                : String.format(Locale.ROOT, "%.1f", options.rate());
    }

    private String kinds() {
        return requests.failed().isEmpty()
                ? ""
                : " (%s; %d of them under way at a fault)".formatted(requests.kinds(), requests.atFault());
    }

    private long count(Violation.Kind kind) {
        return findings.stream().mapToLong(finding -> finding.count(kind)).sum();
    }

    private static void add(List<String> lines, Finding finding) {
        int violated = finding.violations().size();
        lines.add("  %s %s: %d checked, %d violated"
                .formatted(finding.id(), finding.says(), finding.checked(), violated));
        finding.violations().stream()
                .limit(EXAMPLES)
                .forEach(violation -> lines.add(
                        "     " + violation.kind().name().toLowerCase(Locale.ROOT) + ": " + violation.what()));
        if (violated > EXAMPLES) {
            lines.add("     and %d more".formatted(violated - EXAMPLES));
        }
    }
}
