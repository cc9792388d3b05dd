/** The service as a whole: its settings, contracts and behaviour through HTTP, Kafka and SMTP. */
@NullMarked
package io.breakwater.notifications;

import org.jspecify.annotations.NullMarked;
