package io.breakwater.local.run;

import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who knows what: the passwords and keys of this system, and the files that give each program its own. */
final class Credentials {

    /** One that is seeded, for people. */
    record Account(String email, String name, String password, List<String> roles) {}

    private final Secrets secrets;
    private final Map<String, Path> directories = new HashMap<>();

    Credentials(Secrets secrets) {
        this.secrets = secrets;
        Topology.PROGRAMS.stream()
                .filter(Program::managed)
                .forEach(program -> directories.put(program.name(), secrets.give(program.name(), of(program))));
    }

    /** What {@code BREAKWATER_SECRETS} of this program is. */
    Path directory(Program program) {
        return Objects.requireNonNull(directories.get(program.name()));
    }

    List<Account> accounts() {
        return List.of(
                new Account(
                        "demo@breakwater.local",
                        "Demo Customer",
                        secrets.password("account-demo"),
                        List.of("customer")),
                new Account(
                        "admin@breakwater.local",
                        "Admin",
                        secrets.password("account-admin"),
                        List.of("customer", "admin")));
    }

    String providerWebhookSecret() {
        return "whsec_" + secrets.token("provider-webhook");
    }

    String ownerPassword(String database) {
        return secrets.token("postgres-" + database + "-owner");
    }

    String applicationPassword(String database) {
        return secrets.token("postgres-" + database + "-app");
    }

    private Map<String, String> of(Program program) {
        Map<String, String> properties = new HashMap<>();
        String database = program.database();
        if (database != null) {
            properties.put("spring.datasource.password", applicationPassword(database));
            properties.put("spring.flyway.password", ownerPassword(database));
            properties.put("platform.web.cursor-key", secrets.token("cursor-" + program.name()));
        }
        if (program.equals(Topology.GATEWAY)) {
            properties.put("gateway.auth.internal-secret", secrets.token("gateway-to-auth"));
        }
        if (program.equals(Topology.PAYMENTS)) {
            properties.put("payments.provider.api-key", "sk_test_" + secrets.token("provider"));
        }
        if (program.equals(Topology.AUTH)) {
            properties.put("platform.identity.internal-secrets", secrets.token("gateway-to-auth"));
            properties.put("auth.keys.encryption-key", secrets.key("auth-keys"));
            seed(properties);
        }
        return properties;
    }

    private void seed(Map<String, String> properties) {
        List<Account> accounts = accounts();
        for (int i = 0; i < accounts.size(); i++) {
            String prefix = "auth.seed.accounts[" + i + "].";
            Account account = accounts.get(i);
            properties.put(prefix + "email", account.email());
            properties.put(prefix + "name", account.name());
            properties.put(prefix + "password", account.password());
            properties.put(prefix + "roles", String.join(",", account.roles()));
        }
    }
}
