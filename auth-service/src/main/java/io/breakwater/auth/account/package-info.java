/**
 * Who may log in: one row for each verified address. Protects that an address is one account, and that each account's
 * UserRegistered commits with it.
 */
@NullMarked
package io.breakwater.auth.account;

import org.jspecify.annotations.NullMarked;
