package io.breakwater.local.deploy.kubernetes;

/** Something that can't be rendered, or of which our renderer doesn't know how. */
final class KustomizeRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    KustomizeRefusal(String message) {
        super(message);
    }
}
