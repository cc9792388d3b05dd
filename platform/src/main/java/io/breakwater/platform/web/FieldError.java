package io.breakwater.platform.web;

/**
 * One fault of a request.
 *
 * @param field a path in the body ({@code items[0].quantity}) or a parameter's name
 * @param message what would be right, without repeating what was sent
 */
public record FieldError(String field, String message) {}
