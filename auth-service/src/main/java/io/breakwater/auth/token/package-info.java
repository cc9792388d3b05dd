/**
 * Internal tokens for the gateway (60 s, ES256), and the keys that sign them. Protects that a key is published before it
 * signs and until its last token is dead, and that all replicas sign with the same one.
 */
@NullMarked
package io.breakwater.auth.token;

import org.jspecify.annotations.NullMarked;
