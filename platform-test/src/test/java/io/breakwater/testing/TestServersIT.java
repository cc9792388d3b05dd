package io.breakwater.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The servers as a module's tests get them. */
class TestServersIT {

    @Test
    void givesADatabaseThatItsOwnerMayChange() throws SQLException {
        TestDatabase database = TestServers.database();

        try (Connection connection =
                DriverManager.getConnection(database.url(), database.owner(), database.ownerPassword())) {
            connection.createStatement().execute("CREATE TABLE mine (id int)");
        }

        assertThat(TestServers.database()).isEqualTo(database);
    }

    @Test
    void givesABrokerWhoseRecordsCanBeRead() {
        try (var records = new KafkaRecords()) {
            records.send("orders.v1", "order-1", Map.of("ce_type", "OrderPlaced"), "{}");

            assertThat(records.in("orders.v1")).singleElement().satisfies(record -> {
                assertThat(record.key()).isEqualTo("order-1");
                assertThat(record.headers()).containsEntry("ce_type", "OrderPlaced");
            });
            assertThat(records.in("payments.v1.core-api.dlt")).isEmpty();
        }
    }

    @Test
    void givesAMailboxThatShowsWhatCame() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), TestServers.smtp())) {
            socket.getOutputStream().write("""
                    HELO localhost\r
                    MAIL FROM:<shop@example.com>\r
                    RCPT TO:<ada+tag@example.com>\r
                    DATA\r
                    Subject: Paid\r
                    \r
                    Thank you\r
                    .\r
                    QUIT\r
                    """.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
        }

        Mailbox mailbox = TestServers.mailbox();
        assertThat(mailbox.to("ada+tag@example.com"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.subject()).isEqualTo("Paid"));
        assertThat(mailbox.to("nobody@example.com")).isEmpty();
    }
}
