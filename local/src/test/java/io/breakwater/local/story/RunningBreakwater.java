package io.breakwater.local.story;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a story the one running system, which the first story starts and the end of the run stops. */
final class RunningBreakwater implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Breakwater.class
                || parameter.getParameter().getType() == Shop.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Breakwater system = context.getRoot()
                .getStore(Namespace.create(RunningBreakwater.class))
                .computeIfAbsent(Breakwater.class, key -> start(), Breakwater.class);
        return parameter.getParameter().getType() == Shop.class ? Shop.of(system.file()) : system;
    }

    private static Breakwater start() {
        Breakwater system = Breakwater.ofTheStories();
        system.up("--fresh", "--replicas", "auth-service=2,core-api=2,payments-service=2,notifications-service=2");
        return system;
    }
}
