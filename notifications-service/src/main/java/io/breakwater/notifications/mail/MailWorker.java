package io.breakwater.notifications.mail;

import io.breakwater.notifications.recipient.Recipient;
import io.breakwater.notifications.recipient.RecipientRepository;
import io.breakwater.platform.work.Claimed;
import io.breakwater.platform.work.Outcome;
import io.breakwater.platform.work.Worker;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Sends mails. A mail server that is away, slow or busy, and a recipient that {@code users.v1} hasn't told of yet, are
 * waited for without end; only an address that the server refuses for good ends a job without a mail.
 */
@Component
class MailWorker implements Worker {

    private static final Logger LOG = LoggerFactory.getLogger(MailWorker.class);

    private final RecipientRepository recipients;
    private final Postman postman;
    private final MailSettings settings;

    MailWorker(RecipientRepository recipients, Postman postman, MailSettings settings) {
        this.recipients = recipients;
        this.postman = postman;
        this.settings = settings;
    }

    @Override
    public String kind() {
        return OrderMail.KIND;
    }

    @Override
    public int concurrency() {
        return settings.concurrency();
    }

    @Override
    public Duration lease() {
        return settings.lease();
    }

    @Override
    public Outcome work(Claimed job) {
        OrderMail mail = job.payload(OrderMail.class);
        Optional<Recipient> recipient = recipients.find(mail.userId());
        if (recipient.isEmpty()) {
            return Outcome.retryIn(backoff(job.attempt()), "The recipient is not known yet");
        }
        MailText text = MailText.of(mail, recipient.get());
        return switch (postman.deliver(job.key(), recipient.get(), text)) {
            case Postman.Delivery.Accepted() -> {
                LOG.info("Mailed {} of order {}", mail.outcome(), mail.orderId());
                yield Outcome.done();
            }
            case Postman.Delivery.PutOff(String reason) -> Outcome.retryIn(backoff(job.attempt()), reason);
            case Postman.Delivery.Refused(String reason) -> {
                LOG.warn("The mail {} of order {} can't be delivered: {}", mail.outcome(), mail.orderId(), reason);
                yield Outcome.failed(reason, () -> {});
            }
        };
    }
}
