package io.breakwater.backing;

public record MailPorts(int smtp, int http) {}
