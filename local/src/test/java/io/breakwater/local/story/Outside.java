package io.breakwater.local.story;

import io.breakwater.local.run.RunFile;
import io.breakwater.local.topology.Ports;
import io.breakwater.testing.Mail;
import io.breakwater.testing.Mailbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The truth as seen from outside our services: the card processor's journal, the mailbox, the rows in the databases. */
final class Outside {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Breakwater system;
    private final RunFile file;

    Outside(Breakwater system) {
        this.system = system;
        this.file = system.file();
    }

    /** How many confirmations of this order's payment moved money. */
    long charges(List<JsonNode> journal, String order) {
        return journal.stream()
                .filter(line -> line.path("operation").asString().equals("payment_intent.confirm"))
                .filter(line -> line.path("outcome").asString().equals("succeeded"))
                .filter(line ->
                        line.path("metadata").path("orderId").asString("").equals(order))
                .count();
    }

    List<JsonNode> journal() throws IOException, InterruptedException {
        JsonNode items = JSON.readTree(send("GET", "/_control/journal", "")).path("items");
        return StreamSupport.stream(items.spliterator(), false).toList();
    }

    void faults(String json) throws IOException, InterruptedException {
        send("PUT", "/_control/faults", json);
    }

    void noFaults() throws IOException, InterruptedException {
        send("DELETE", "/_control/faults", "");
    }

    /** The mails of an address that name the order. */
    static List<Mail> about(List<Mail> mails, String order) {
        return mails.stream().filter(mail -> mail.subject().contains(order)).toList();
    }

    List<Mail> mails(String address) {
        return new Mailbox(URI.create(file.mailbox().http()).getPort()).to(address);
    }

    /** One number of a service's database, read as its application. */
    long number(String database, String sql) {
        String url = "jdbc:postgresql://127.0.0.1:" + new Ports(Breakwater.PORT_OFFSET).postgres() + "/" + database;
        try (Connection connection = DriverManager.getConnection(url, database + "_app", password(database));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException | IOException e) {
            throw new AssertionError(sql, e);
        }
    }

    private String password(String database) throws IOException {
        return Files.readString(system.home().resolve("secrets/values/postgres-" + database + "-app"));
    }

    private String send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(file.simulator() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
