package dev.nself.provider.server;

import dev.nself.provider.rpc.Call;
import dev.nself.provider.rpc.ResourceFailure;
import dev.nself.provider.schema.Inputs;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Looks at every server at once and judges what it sees; whatever is wrong is told in one message. */
final class Preflight {

    private final String stack;
    private final String architecture;
    private final Probe probe;
    private final List<CheckedServer> servers;
    private final Clock clock;
    private final Call call;
    private final Faults faults;
    private final List<ServerFacts> seen = Collections.synchronizedList(new ArrayList<>());

    Preflight(Inputs declared, Clock clock, Call call) {
        this.stack = declared.text("stack");
        this.architecture = declared.text("architecture");
        this.probe = new Probe(stack, declared.text("image"));
        this.servers = declared.objects("servers").stream().map(CheckedServer::of).toList();
        this.clock = clock;
        this.call = call;
        this.faults = new Faults(servers);
    }

    /**
     * Name of each server to what was found there.
     *
     * @throws ResourceFailure naming every fault
     */
    Map<String, String> run() {
        call.progress("looking at the servers");
        SideBySide.forEach(servers, this::look);
        call.throwIfCancelled();
        call.progress("trying whether the servers reach each other");
        new Reach(probe, faults).check(List.copyOf(seen));
        faults.failIfAny();
        Map<String, String> found = new TreeMap<>();
        seen.forEach(facts -> found.put(facts.server().name(), facts.inWords()));
        return found;
    }

    private void look(CheckedServer server) {
        try {
            EngineFacts engine = EngineFacts.of(server.engine(), clock);
            engine.faults(server, architecture).forEach(fault -> faults.add(server, fault));
            // A container for another architecture would not run.
            if (engine.platform().equals(architecture)) {
                HostFacts host = probe.look(server.engine());
                var facts = new ServerFacts(server, stack, engine, host, PublishedPorts.of(server.engine()));
                facts.faults().forEach(fault -> faults.add(server, fault));
                seen.add(facts);
            }
        } catch (ResourceFailure failure) {
            faults.add(server, failure.getMessage());
        }
    }
}
