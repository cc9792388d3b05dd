package io.breakwater.auth.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * @param accounts by any name or index ({@code auth.seed.accounts[0].email}); a map and not a list, because a list is taken
 *     whole from one source, and passwords come from files while the rest comes from the environment
 */
@Validated
@ConfigurationProperties(prefix = "auth.seed", ignoreUnknownFields = false)
record SeedSettings(@DefaultValue Map<String, @Valid SeedAccount> accounts) {

    record SeedAccount(
            @Pattern(regexp = EmailAddress.PATTERN) String email,
            @NotBlank @Size(max = 200) String name,
            @NotBlank @Size(max = 128) String password,
            @NotEmpty @DefaultValue("customer") List<@Pattern(regexp = "customer|support|admin") String> roles) {

        @Override
        public String toString() {
            return "SeedAccount[email=" + email + ", roles=" + roles + "]";
        }
    }
}
