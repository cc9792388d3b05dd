package io.breakwater.local.deploy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SecretsScriptTests {

    @Test
    void itMakesWhatIsMountedSomewhereAndNothingElse() {
        Set<String> mounted = new TreeSet<>();
        Rendered.OVERLAYS.forEach(overlay -> mounted.addAll(References.secrets(Rendered.overlay(overlay))));

        assertThat(SecretsScript.keys()).isEqualTo(mounted);
    }

    @Test
    void whoTalkToEachOtherHaveTheSame() {
        assertThat(SecretsScript.value("gateway", "gateway.auth.internal-secret"))
                .isEqualTo(SecretsScript.value("auth-service", "platform.identity.internal-secrets"));
        assertThat(SecretsScript.value("gateway", "spring.data.redis.password"))
                .isEqualTo(SecretsScript.value("auth-service", "spring.data.redis.password"))
                .isEqualTo(SecretsScript.value("notifications-service", "spring.data.redis.password"));
        assertThat(SecretsScript.value("pgbouncer", "userlist.txt"))
                .contains("\"core_app\" \"" + SecretsScript.value("core-api", "spring.datasource.password") + "\"\n");
    }

    @Test
    void keysAreAsLongAsTheProgramsWantThem() {
        assertThat(Base64.getDecoder().decode(SecretsScript.value("auth-service", "auth.keys.encryption-key")))
                .hasSize(32);
        assertThat(Base64.getUrlDecoder().decode(SecretsScript.value("core-api", "platform.web.cursor-key")))
                .hasSize(32);
        assertThat(SecretsScript.value("payments-service", "payments.provider.api-key"))
                .startsWith("sk_test_");
    }

    @Test
    void noTwoAreTheSameUnlessTheyHaveToBe() {
        assertThat(SecretsScript.secrets())
                .filteredOn(secret -> !secret.getMetadata().getName().equals("accounts"))
                .flatExtracting(secret -> secret.getStringData().values())
                // Redis' password is there three times, the gateway's secret at auth-service twice.
                .satisfies(values -> assertThat(Set.copyOf(values)).hasSize(values.size() - 3));
    }
}
