package io.breakwater.auth.account;

import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.web.ApiProblem;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

    private final AccountRepository accounts;

    MeController(AccountRepository accounts) {
        this.accounts = accounts;
    }

    @GetMapping("/api/auth/me")
    UserView me(Caller caller) {
        // A session can outlive its account only where the database was restored: then it is nobody's.
        return accounts.find(caller.userId()).map(UserView::of).orElseThrow(ApiProblem::unauthenticated);
    }
}
