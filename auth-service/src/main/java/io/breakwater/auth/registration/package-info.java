/**
 * From a wish to a verified account: register, the mail with its token, verify. Protects that nobody learns from an
 * answer or its timing whether an address has an account, and that a token works once.
 */
@NullMarked
package io.breakwater.auth.registration;

import org.jspecify.annotations.NullMarked;
