/**
 * What {@code deploy/kubernetes} renders to, held against the programs, without a cluster. {@link
 * io.breakwater.local.deploy.kubernetes.Kustomize} stands in for the real one and refuses what it doesn't know; each check
 * is a function from what was rendered to its findings, so that each has a case that it must find.
 */
@NullMarked
package io.breakwater.local.deploy.kubernetes;

import org.jspecify.annotations.NullMarked;
