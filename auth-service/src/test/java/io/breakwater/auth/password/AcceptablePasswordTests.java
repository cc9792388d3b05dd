package io.breakwater.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

class AcceptablePasswordTests {

    private static final AnnotationConfigApplicationContext CONTEXT = new AnnotationConfigApplicationContext();

    @BeforeAll
    static void start() {
        CONTEXT.register(KnownPasswords.class, ValidationAutoConfiguration.class);
        CONTEXT.refresh();
    }

    @AfterAll
    static void stop() {
        CONTEXT.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Tr0ub4dor",
                "correct horse battery staple",
                "ünïcödéß",
                "      x     y",
                "abcdefgi",
                "abcdeabcde",
                "aaaaaaaaaaaaaaaaa"
            })
    void takesAnyOtherText(String password) {
        assertThat(violation(password)).isNull();
    }

    @Test
    void countsCharactersNotUnits() {
        assertThat(violation("😀".repeat(7))).isEqualTo("must be 8 to 128 characters long");
        assertThat(violation("😀🚢🌊⚓🐋🦀🐚🏝")).isNull();
        assertThat(violation("😀🚢🌊⚓🐋🦀🐚🏝".repeat(16))).isNull();
        assertThat(violation("x".repeat(129))).isEqualTo("must be 8 to 128 characters long");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "12345678",
                "Password1",
                "QWERTYUIOP",
                "iloveyou",
                "letmein1",
                "00000000",
                "AbcAbcABC",
                "12341234",
                "abcdefgh",
                "987654321"
            })
    void refusesCommonOnesInAnyCase(String password) {
        assertThat(violation(password)).isEqualTo("is too common: choose another");
    }

    private static String violation(String password) {
        return CONTEXT.getBean(Validator.class).validate(new Choice(password)).stream()
                .map(ConstraintViolation::getMessage)
                .findFirst()
                .orElse(null);
    }

    record Choice(@AcceptablePassword String password) {}
}
