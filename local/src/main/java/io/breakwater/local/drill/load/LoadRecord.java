package io.breakwater.local.drill.load;

import io.breakwater.local.drill.check.ClientFacts.Wish;
import io.breakwater.local.outcome.Refusal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** All that the generator wrote down: {@code sent} before each request, {@code got} after its answer, tabs between. */
public record LoadRecord(List<Request> requests) {

    /** A last line that was cut short is left out. */
    public static LoadRecord read(Path file) {
        Map<String, Request> byNumber = new LinkedHashMap<>();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split("\t", -1);
                if (words.length == 9 && words[0].equals("sent")) {
                    byNumber.put(words[1], sent(words));
                } else if (words.length == 5 && words[0].equals("got")) {
                    byNumber.computeIfPresent(
                            words[1],
                            (number, sent) -> sent.answered(words[2].intern(), words[3], Long.parseLong(words[4])));
                }
            }
        } catch (IOException e) {
            throw Refusal.failed("The load's record %s can't be read (%s).", file, Refusal.reason(e));
        }
        return new LoadRecord(List.copyOf(byNumber.values()));
    }

    /** An entry for each Idempotency-Key. */
    public List<Wish> wishes() {
        Map<String, Set<UUID>> accepted = new HashMap<>();
        Map<String, Request> first = new LinkedHashMap<>();
        for (Request request : requests) {
            if (request.kind().equals("order")) {
                first.putIfAbsent(request.key(), request);
                Set<UUID> orders = accepted.computeIfAbsent(request.key(), any -> new HashSet<>(1));
                if (request.accepted()) {
                    orders.add(UUID.fromString(request.order()));
                }
            }
        }
        List<Wish> wishes = new ArrayList<>();
        first.forEach((key, request) -> wishes.add(new Wish(
                key,
                UUID.fromString(request.user()),
                accepted.getOrDefault(key, Set.of()),
                request.card().contains("Declined"))));
        return wishes;
    }

    private static Request sent(String[] words) {
        long began = Long.parseLong(words[8]);
        return new Request(
                words[2].intern(),
                words[3].intern(),
                words[4],
                words[5].intern(),
                Integer.parseInt(words[6]),
                Boolean.parseBoolean(words[7]),
                began,
                Long.MAX_VALUE,
                null,
                "-");
    }
}
