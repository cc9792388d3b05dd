/** What the files under {@code deploy/} say, held against the programs: ports, metrics, sizes. Needs no cluster. */
@org.jspecify.annotations.NullMarked
package io.breakwater.local.deploy;
