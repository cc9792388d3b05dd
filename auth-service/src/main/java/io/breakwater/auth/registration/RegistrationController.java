package io.breakwater.auth.registration;

import io.breakwater.auth.account.EmailAddress;
import io.breakwater.auth.password.AcceptablePassword;
import io.breakwater.platform.identity.PublicRoute;
import io.breakwater.platform.web.ApiProblem;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@PublicRoute
@RestController
class RegistrationController {

    private final Register register;
    private final Verify verify;

    RegistrationController(Register register, Verify verify) {
        this.register = register;
        this.verify = verify;
    }

    @PostMapping("/api/auth/register")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void register(@Valid @RequestBody RegisterRequest request) {
        register.register(new EmailAddress(request.email()), request.password(), request.name());
    }

    @PostMapping("/api/auth/verify")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verify(@Valid @RequestBody VerifyRequest request) {
        if (!verify.verify(request.token())) {
            throw new ApiProblem(
                    HttpStatus.BAD_REQUEST,
                    "token-invalid",
                    "Token invalid",
                    "The token is unknown, was used, or is too old. Register again to get a new one.");
        }
    }

    record RegisterRequest(
            @NotNull @Pattern(regexp = EmailAddress.PATTERN, message = "must be an e-mail address")
            String email,

            @NotNull @AcceptablePassword String password,
            // Without control characters, which no name has. A pattern counts characters, @Size chars of Java.
            @NotBlank
            @Pattern(
                    regexp = "\\P{Cc}{0,200}",
                    message = "must have at most 200 characters, none of them a control character")
            String name) {

        @Override
        public String toString() {
            return "RegisterRequest[]";
        }
    }

    record VerifyRequest(@NotNull String token) {

        @Override
        public String toString() {
            return "VerifyRequest[]";
        }
    }
}
