package io.breakwater.local.drill.load;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Follows a growing record for a line to people: how many requests, how many of them bad, how many orders. */
public final class Progress {

    private final Path record;
    private long position;
    private long answered;
    private long bad;
    private long accepted;

    public Progress(Path record) {
        this.record = record;
    }

    /** E.g. "1234 requests, 3 failed, 500 orders". */
    public synchronized String now() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(record.toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(file.length() - position, 8_000_000)];
            file.seek(position);
            file.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            int end = text.lastIndexOf('\n') + 1;
            position += text.substring(0, end).getBytes(StandardCharsets.UTF_8).length;
            text.substring(0, end).lines().forEach(this::count);
        }
        return "%d requests, %d failed, %d orders".formatted(answered, bad, accepted);
    }

    private void count(String line) {
        String[] words = line.split("\t", -1);
        if (words.length == 5 && words[0].equals("got")) {
            answered++;
            if (!words[2].startsWith("2") && !words[2].startsWith("409")) {
                bad++;
            }
            if (!words[3].equals("-")) {
                accepted++;
            }
        }
    }
}
