package io.breakwater.auth.password;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/**
 * The 5,000 most common passwords that are long enough to be chosen here, compared without case. Passwords that leaked
 * elsewhere but are less common than these pass: to know them needs a corpus of gigabytes or an outside service.
 */
@Component
class KnownPasswords {

    private final Set<String> passwords;

    KnownPasswords() throws IOException {
        ClassPathResource list = new ClassPathResource("common-passwords.txt", KnownPasswords.class);
        try (var reader = new BufferedReader(new InputStreamReader(list.getInputStream(), StandardCharsets.UTF_8))) {
            passwords = reader.lines().filter(line -> !line.startsWith("#")).collect(Collectors.toUnmodifiableSet());
        }
    }

    boolean contains(String password) {
        return passwords.contains(password.toLowerCase(Locale.ROOT));
    }
}
