package io.breakwater.local.story;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Customers who read and order without a pause, each one request after another. */
record Traffic(Shop shop, List<String> products, int customers) {

    /** Instead of a status. */
    static final int LOST_CONNECTION = 0;

    Map<Integer, Integer> during(Runnable act) throws Exception {
        Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger();
        try (ExecutorService executor = Executors.newFixedThreadPool(customers)) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < customers; i++) {
                running.add(executor.submit(() -> {
                    while (!over.get()) {
                        statuses.merge(one(sent.incrementAndGet()), 1, Integer::sum);
                    }
                }));
            }
            try {
                await().atMost(Duration.ofSeconds(30)).until(() -> sent.get() > customers * 5);
                act.run();
            } finally {
                over.set(true);
            }
            for (Future<?> customer : running) {
                customer.get();
            }
        }
        return statuses;
    }

    private int one(int number) {
        String product = products.get(number % products.size());
        try {
            return switch (number % 5) {
                case 0 ->
                    shop.order(product, 1, "pm_card_visa", UUID.randomUUID()).status();
                case 1 -> shop.get("/api/auth/me").status();
                case 2 -> shop.get("/api/payments?limit=1").status();
                case 3 -> shop.get("/api/notifications?limit=1").status();
                default -> shop.get("/api/products/" + product).status();
            };
        } catch (IOException e) {
            return LOST_CONNECTION;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return LOST_CONNECTION;
        }
    }
}
