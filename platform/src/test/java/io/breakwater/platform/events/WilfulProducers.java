package io.breakwater.platform.events;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.ProducerFactory;

/** The real producers, with a will of their own before each send: it may wait, or say what fails. */
record WilfulProducers(
        ProducerFactory<byte[], byte[]> real, Function<ProducerRecord<byte[], byte[]>, @Nullable Exception> will)
        implements ProducerFactory<byte[], byte[]> {

    @Override
    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> createProducer() {
        Producer<byte[], byte[]> producer = real.createProducer();
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("send")) {
                        Exception failure = will.apply((ProducerRecord<byte[], byte[]>) arguments[0]);
                        if (failure != null) {
                            return CompletableFuture.failedFuture(failure);
                        }
                    }
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
