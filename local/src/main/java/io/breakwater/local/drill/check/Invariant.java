package io.breakwater.local.drill.check;

/** One thing that must hold. */
@FunctionalInterface
interface Invariant {

    Finding judge(Facts facts);
}
