package dev.nself.provider.server;

import dev.nself.provider.exec.Engine;
import dev.nself.provider.schema.Inputs;
import java.util.List;

/**
 * A server, and what the stack wants of it.
 *
 * @param name its name in the stack
 * @param engine its Docker engine
 * @param address its private address; empty when no other server talks to it
 * @param ports ports that the stack publishes there
 * @param diskGiB disk that the stack needs there
 * @param memoryMiB memory that the stack needs there
 */
record CheckedServer(String name, Engine engine, String address, List<Integer> ports, int diskGiB, int memoryMiB) {

    static CheckedServer of(Inputs declared) {
        return new CheckedServer(
                declared.text("name"),
                new Engine(declared.text("dockerHost")),
                declared.text("address"),
                declared.texts("ports").stream().map(port -> (int) Double.parseDouble(port)).toList(),
                declared.whole("diskGiB"),
                declared.whole("memoryMiB"));
    }
}
