package io.breakwater.notifications.notification;

import io.breakwater.notifications.notification.NotificationRepository.Filter;
import io.breakwater.platform.identity.Caller;
import io.breakwater.platform.web.ApiProblem;
import io.breakwater.platform.web.Cursor;
import io.breakwater.platform.web.Cursors;
import io.breakwater.platform.web.Page;
import io.breakwater.platform.web.PageQuery;
import jakarta.validation.constraints.Pattern;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/notifications")
class NotificationController {

    private final NotificationRepository notifications;
    private final Cursors cursors;

    record UnreadCount(long count) {}

    NotificationController(NotificationRepository notifications, Cursors cursors) {
        this.notifications = notifications;
        this.cursors = cursors;
    }

    /** The caller's, newest first; {@code unread=true} only those, {@code unread=false} only the read ones. */
    @GetMapping
    Page<Notification> list(
            Caller caller,
            PageQuery page,
            @RequestParam(required = false)
                    @Pattern(regexp = "(true|false)?", message = "must be true or false")
                    @Nullable
                    String unread) {
        List<Notification> found = notifications.list(caller.userId(), filter(unread), page);
        return cursors.page(found, page, last -> new Cursor(last.createdAt(), last.id()));
    }

    @GetMapping("/unread-count")
    UnreadCount unreadCount(Caller caller) {
        return new UnreadCount(notifications.countUnread(caller.userId()));
    }

    @PostMapping("/{id}/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(Caller caller, @PathVariable UUID id) {
        if (!notifications.markRead(id, caller.userId())) {
            throw ApiProblem.notFound();
        }
    }

    private static Filter filter(@Nullable String unread) {
        return switch (unread) {
            case null -> Filter.ALL;
            case "" -> Filter.ALL;
            case "true" -> Filter.UNREAD;
            default -> Filter.READ;
        };
    }
}
