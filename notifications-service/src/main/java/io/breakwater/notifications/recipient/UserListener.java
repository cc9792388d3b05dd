package io.breakwater.notifications.recipient;

import io.breakwater.platform.events.Event;
import io.breakwater.platform.events.EventListener;
import org.springframework.stereotype.Component;

@Component
class UserListener implements EventListener {

    private final RecipientRepository recipients;

    UserListener(RecipientRepository recipients) {
        this.recipients = recipients;
    }

    @Override
    public String topic() {
        return "users.v1";
    }

    @Override
    public void on(Event event) {
        if (event.type().equals("UserRegistered")) {
            UserRegisteredMessage user = event.data(UserRegisteredMessage.class);
            recipients.save(new Recipient(user.userId(), user.email(), user.name()), event.aggregateVersion());
        }
    }
}
