package io.breakwater.core.order;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A constraint, so that a repeated product is reported together with everything else that is wrong with the order. */
@Target({ElementType.FIELD, ElementType.PARAMETER})
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = EachProductOnce.Check.class)
@interface EachProductOnce {

    String message() default "must not repeat an earlier product";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Reports each line that repeats a product, as {@code items[n].productId}. */
    class Check implements ConstraintValidator<EachProductOnce, List<OrderController.@Nullable Line>> {

        @Override
        public boolean isValid(
                @Nullable List<OrderController.@Nullable Line> lines, ConstraintValidatorContext context) {
            if (lines == null) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            boolean valid = true;
            Set<UUID> seen = new HashSet<>();
            for (int index = 0; index < lines.size(); index++) {
                OrderController.Line line = lines.get(index);
                UUID productId = line == null ? null : line.productId();
                if (productId != null && !seen.add(productId)) {
                    valid = false;
                    context.buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                            .addPropertyNode("productId")
                            .inIterable()
                            .atIndex(index)
                            .addConstraintViolation();
                }
            }
            return valid;
        }
    }
}
