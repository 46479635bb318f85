package dev.imagecopy.yandex.desktop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.AddressFlaw;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the list of an installation's endpoints: {@code {"endpoints": [{"id": "iam", "address": "host:443"}]}}. */
final class EndpointListReader {
    private static final Pattern ADDRESS = Pattern.compile("(?:https://)?([A-Za-z0-9.-]{1,253})(:[0-9]{1,5})?/?");

    private EndpointListReader() {}

    /**
     * Reads the list. An address that is not a host is ignored, since tokens would be sent to it.
     *
     * @throws JsonFormatException if there is no endpoint at all
     */
    static Map<String, URI> read(JsonNode body) {
        Map<String, URI> addresses = new HashMap<>();
        for (JsonNode endpoint : LenientJson.items(body.path("endpoints"))) {
            Matcher address = ADDRESS.matcher(LenientJson.text(endpoint.path("address")));
            if (address.matches() && AddressFlaw.ofName(address.group(1)).isEmpty()) {
                String port = address.group(2) == null || address.group(2).equals(":443") ? "" : address.group(2);
                addresses.put(
                        LenientJson.text(endpoint.path("id")), URI.create("https://" + address.group(1) + port + "/"));
            }
        }
        if (addresses.isEmpty()) {
            throw new JsonFormatException("the response contains no endpoint");
        }
        return Map.copyOf(addresses);
    }
}
