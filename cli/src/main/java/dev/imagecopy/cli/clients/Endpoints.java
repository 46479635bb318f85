package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.plan.Cloud;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * The addresses of four simulators.
 *
 * @param all the address for each cloud
 */
record Endpoints(Map<Cloud, URI> all) {
    private static final List<Cloud> ORDER = List.of(Cloud.SERVICE_FABRIC, Cloud.HUAWEI, Cloud.YANDEX, Cloud.ALIBABA);

    Endpoints {
        all = Map.copyOf(all);
    }

    /** The simulators of a running {@code imagecopy simulate}, in its order. */
    static Endpoints atPorts(List<Integer> ports) {
        return new Endpoints(Map.of(
                ORDER.get(0), local(ports.get(0)),
                ORDER.get(1), local(ports.get(1)),
                ORDER.get(2), local(ports.get(2)),
                ORDER.get(3), local(ports.get(3))));
    }

    private static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    URI of(Cloud cloud) {
        return requireNonNull(all.get(cloud), "cloud");
    }
}
