package io.breakwater.load;

import io.gatling.javaapi.core.Session;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Who orders what: seeded, so that the same seed sends the same wishes in the same order. */
final class Basket {

    // Of a hundred cards, that many decline.
    private static final int DECLINING = 10;

    private final long seed;
    private final RandomGenerator random;
    private final List<Settings.Customer> customers;
    private final List<String> products;
    private int filled;

    Basket(long seed, List<Settings.Customer> customers, List<String> products) {
        this.seed = seed;
        this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        this.customers = customers;
        this.products = products;
    }

    synchronized Session fill(Session session) {
        Settings.Customer customer = customers.get(random.nextInt(customers.size()));
        int first = random.nextInt(products.size());
        int second = (first + 1 + random.nextInt(products.size() - 1)) % products.size();
        String card = random.nextInt(100) < DECLINING ? "pm_card_chargeDeclined" : "pm_card_visa";
        String body = """
                {"items":[{"productId":"%s","quantity":%d},{"productId":"%s","quantity":%d}],"paymentMethod":"%s"}""".formatted(
                        products.get(first), 1 + random.nextInt(2), products.get(second), 1 + random.nextInt(2), card);
        filled++;
        return session.set("user", customer.user())
                .set("email", customer.email())
                .set("password", customer.password())
                .set("token", customer.token())
                .set("product", products.get(first))
                // The products' stock moves as the customers arrive; the key says which drill and which wish it was.
                .set("key", "drill-%d-%d-%s".formatted(seed, filled, Long.toHexString(random.nextLong())))
                .set("card", card)
                .set("body", body)
                .set("fresh", true)
                .set("order", "-");
    }
}
