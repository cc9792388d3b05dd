package io.breakwater.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The 5,000 most common passwords that are long enough to be chosen here, compared without case, and the two kinds that
 * their list leaves out because zxcvbn finds them by rule: a few characters over and over, and runs. Passwords that leaked
 * elsewhere but are less common than these pass: to know them needs a corpus of gigabytes or an outside service.
 */
@Component
class KnownPasswords {

    // 00000000, 12341234, abcabcabc: of longer groups few leaked ones are made.
    private static final Pattern REPETITION = Pattern.compile("(.{1,4})\\1+", Pattern.DOTALL);
    // Lists of leaked passwords have hardly any repetition beyond it, and we have no rules of composition.
    private static final int LONGEST_REPETITION = 16;

    private final Set<String> passwords;

    KnownPasswords() throws IOException {
        ClassPathResource list = new ClassPathResource("common-passwords.txt", KnownPasswords.class);
        try (var reader = new BufferedReader(new InputStreamReader(list.getInputStream(), StandardCharsets.UTF_8))) {
            passwords = reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        }
    }

    boolean contains(String password) {
        String lowerCase = password.toLowerCase(Locale.ROOT);
        return passwords.contains(lowerCase) || isRepetition(lowerCase) || isRun(lowerCase);
    }

    private static boolean isRepetition(String password) {
        return password.length() <= LONGEST_REPETITION
                && REPETITION.matcher(password).matches();
    }

    /** True for {@code abcdefgh} and {@code 987654321}. */
    private static boolean isRun(String password) {
        int step = password.length() < 2 ? 0 : password.charAt(1) - password.charAt(0);
        return Math.abs(step) == 1
                && IntStream.range(1, password.length())
                        .allMatch(i -> password.charAt(i) - password.charAt(i - 1) == step);
    }
}
