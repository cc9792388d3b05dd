package io.breakwater.local.story;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a pipeline into commands and words as a shell does: quotes, backslashes, variables, {@code $(date +%s)}. */
final class ShellWords {

    private static final Pattern EXPANSION = Pattern.compile("\\$\\(date \\+%s\\)|\\$([A-Z]+)");

    private final String text;
    private final Map<String, String> variables;
    private final List<List<String>> commands = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private List<String> command = new ArrayList<>();
    private boolean inWord;
    private int position;

    private ShellWords(String text, Map<String, String> variables) {
        this.text = text;
        this.variables = variables;
    }

    static List<List<String>> commands(String text, Map<String, String> variables) {
        return new ShellWords(text, variables).split();
    }

    private List<List<String>> split() {
        while (position < text.length()) {
            char next = text.charAt(position);
            switch (next) {
                case ' ' -> endWord();
                case '|' -> endCommand();
                case '\'' -> singleQuoted();
                case '"' -> doubleQuoted();
                case '$' -> expand();
                default -> append(next);
            }
            position++;
        }
        endCommand();
        return commands;
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', position + 1);
        word.append(text, position + 1, end);
        inWord = true;
        position = end;
    }

    private void doubleQuoted() {
        inWord = true;
        position++;
        while (text.charAt(position) != '"') {
            if (text.charAt(position) == '\\' && "\"\\$".indexOf(text.charAt(position + 1)) >= 0) {
                append(text.charAt(position + 1));
                position += 2;
            } else if (text.charAt(position) == '$') {
                expand();
                position++;
            } else {
                append(text.charAt(position));
                position++;
            }
        }
    }

    private void expand() {
        Matcher expansion = EXPANSION.matcher(text).region(position, text.length());
        if (!expansion.lookingAt()) {
            throw new AssertionError("Not a variable at " + position + ": " + text);
        }
        String name = expansion.group(1);
        word.append(name == null ? String.valueOf(Instant.now().getEpochSecond()) : variables.get(name));
        inWord = true;
        position = expansion.end() - 1;
    }

    private void append(char next) {
        word.append(next);
        inWord = true;
    }

    private void endWord() {
        if (inWord) {
            command.add(word.toString());
            word.setLength(0);
            inWord = false;
        }
    }

    private void endCommand() {
        endWord();
        commands.add(command);
        command = new ArrayList<>();
    }
}
