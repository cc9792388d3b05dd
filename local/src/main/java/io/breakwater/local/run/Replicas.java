package io.breakwater.local.run;

import io.breakwater.local.process.Instance;
import io.breakwater.local.process.State;
import io.breakwater.local.topology.Ports;
import io.breakwater.local.topology.Program;
import io.breakwater.local.topology.Topology;
import io.breakwater.local.view.Part;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which replicas there are, and which of them the gateway may use. Thread-safe. */
final class Replicas {

    /** An entry of the discovery file. */
    record Endpoint(int index, String host, int port) {}

    record Replica(Program program, int index, Instance instance) {}

    private final Ports ports;
    private final List<Replica> all = new ArrayList<>();
    private final List<Instance> withdrawn = new ArrayList<>();

    Replicas(Ports ports) {
        this.ports = ports;
    }

    synchronized void add(Replica replica) {
        all.add(replica);
    }

    /** No longer for the gateway, although it may be ready for some seconds more. */
    synchronized void withdraw(Replica replica) {
        withdrawn.add(replica.instance());
    }

    synchronized void remove(Replica replica) {
        all.remove(replica);
        withdrawn.remove(replica.instance());
    }

    synchronized List<Replica> all() {
        return List.copyOf(all);
    }

    synchronized List<Replica> of(Program program) {
        return all.stream().filter(replica -> replica.program().equals(program)).toList();
    }

    /** The lowest index that no replica has, up to one more than may run. */
    synchronized int freeIndex(Program program) {
        return IntStream.rangeClosed(1, Topology.HIGHEST_INDEX)
                .filter(index -> of(program).stream().noneMatch(replica -> replica.index() == index))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("all of " + program.name() + "'s indexes are in use"));
    }

    /** Every service is named, also one without an instance that may be used. */
    synchronized Map<String, List<Endpoint>> discovery() {
        Map<String, List<Endpoint>> services = new LinkedHashMap<>();
        for (Program service : Topology.SERVICES) {
            services.put(
                    service.name(),
                    of(service).stream()
                            .filter(replica -> replica.instance().state() == State.READY)
                            .filter(replica -> !withdrawn.contains(replica.instance()))
                            .map(replica ->
                                    new Endpoint(replica.index(), Wiring.LOOPBACK, ports.of(service, replica.index())))
                            .toList());
        }
        return services;
    }

    synchronized List<RunFile.InstanceView> view() {
        return Topology.PROGRAMS.stream()
                .flatMap(program -> of(program).stream())
                .map(this::view)
                .toList();
    }

    synchronized List<Part> parts() {
        return Topology.PROGRAMS.stream()
                .flatMap(program -> of(program).stream())
                .map(replica -> {
                    RunFile.InstanceView view = view(replica);
                    Instance instance = replica.instance();
                    return new Part(
                            instance.name(),
                            view.state(),
                            instance.paused(),
                            view.pid(),
                            view.port(),
                            view.managementPort());
                })
                .toList();
    }

    private RunFile.InstanceView view(Replica replica) {
        Program program = replica.program();
        return new RunFile.InstanceView(
                program.name(),
                replica.index(),
                replica.instance().pid(),
                ports.of(program, replica.index()),
                program.managed() ? ports.management(program, replica.index()) : null,
                replica.instance().state().word());
    }
}
