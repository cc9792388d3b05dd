package io.breakwater.local.run;

import io.breakwater.local.process.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code .local/run/breakwater.json}: all that a program needs to talk to the running system (mode 0600). */
public record RunFile(
        String gateway,
        Mailbox mailbox,
        String simulator,
        String providerWebhookSecret,
        Control control,
        List<Account> accounts,
        List<InstanceView> instances) {

    public record Mailbox(String http, String smtp) {}

    public record Control(String url, String token) {}

    public record Account(String email, String password, List<String> roles) {}

    /**
     * One replica.
     *
     * @param pid null between two lives
     * @param managementPort null for the simulator
     * @param state the word of a {@link State}
     */
    public record InstanceView(
            String service,
            int index,
            @Nullable Long pid,
            int port,
            @Nullable Integer managementPort,
            String state) {}
}
