package io.breakwater.platform.events;

/**
 * What a service does with a topic's events; one bean per topic. The platform makes the container around it, the
 * transaction and the inbox row: a second delivery never arrives here.
 */
public interface EventListener {

    String topic();

    /**
     * Writes rows, in the transaction that holds the inbox row too; calls nothing outside (a worker does). A type that
     * is not known is ignored. What it throws, unless it comes from the infrastructure, is held against the message: a
     * few tries, then the dead-letter topic.
     */
    void on(Event event);
}
