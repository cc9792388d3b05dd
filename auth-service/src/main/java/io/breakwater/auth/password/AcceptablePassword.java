package io.breakwater.auth.password;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.jspecify.annotations.Nullable;

/**
 * A password that may be chosen: 8 to 128 characters (code points), not a common one, no composition rules (NIST SP 800-63B,
 * section 5.1.1.2).
 */
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = AcceptablePassword.Check.class)
public @interface AcceptablePassword {

    String message() default "must be 8 to 128 characters long";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Made by Spring, as it needs the list. */
    class Check implements ConstraintValidator<AcceptablePassword, @Nullable String> {

        private static final int SHORTEST = 8;
        // Long enough for any passphrase; a longer one would only cost hashing time.
        private static final int LONGEST = 128;

        private final KnownPasswords common;

        Check(KnownPasswords common) {
            this.common = common;
        }

        @Override
        public boolean isValid(@Nullable String password, ConstraintValidatorContext context) {
            if (password == null) {
                return true;
            }
            int length = password.codePointCount(0, password.length());
            if (length < SHORTEST || length > LONGEST) {
                return false;
            }
            if (common.contains(password)) {
                context.disableDefaultConstraintViolation();
                context.buildConstraintViolationWithTemplate("is too common: choose another")
                        .addConstraintViolation();
                return false;
            }
            return true;
        }
    }
}
