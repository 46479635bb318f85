package dev.imagecopy.servicefabric;

import dev.imagecopy.core.spi.Checks;
import dev.imagecopy.core.spi.Digests;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The addresses of a cluster's gateways. */
final class ServiceFabricEndpoints {
    /** The port of the cluster's native protocol, which is not HTTP: a frequent mistake that leads to obscure TLS errors. */
    private static final int NATIVE_PORT = 19000;

    private ServiceFabricEndpoints() {}

    static void check(Checks checks, List<URI> gateways, boolean hasFirst) {
        checks.check(
                !gateways.isEmpty(), "endpoint is required: the address of a gateway, such as https://cluster:19080");
        for (URI gateway : gateways) {
            checks.check(
                    portOf(gateway) != NATIVE_PORT,
                    "endpoint must not have port 19000: that is the cluster's native port, which does not speak HTTP; its gateway"
                            + " listens on 19080 unless configured otherwise");
        }
    }

    /** The port, also where a host and a port alone are taken for a scheme and its text, as PowerShell writes an endpoint. */
    private static int portOf(URI gateway) {
        boolean isNative = gateway.isOpaque()
                && gateway.getRawSchemeSpecificPart().split("/", 2)[0].equals(String.valueOf(NATIVE_PORT));
        return isNative ? NATIVE_PORT : gateway.getPort();
    }

    /** Identifies this cluster without a call. */
    static String scope(List<URI> gateways, Optional<String> clusterId) {
        if (clusterId.isPresent()) {
            return "cluster-".concat(shortHash(clusterId.get().toLowerCase(Locale.ROOT)));
        }
        List<String> names = new ArrayList<>();
        for (URI gateway : gateways) {
            names.add(String.join(":", gateway.getHost().toLowerCase(Locale.ROOT), String.valueOf(gateway.getPort())));
        }
        Collections.sort(names);
        return "gateways-".concat(shortHash(String.join(",", names)));
    }

    private static String shortHash(String text) {
        return Digests.sha256Hex(text).substring(0, 16);
    }
}
