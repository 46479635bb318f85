package dev.imagecopy.benchmarks.ours;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a hand-written client makes it.
 *
 * @param method the method
 * @param url the target with its query
 * @param headers the headers
 * @param body the body; null if there is none
 * @param contentType the type of the body
 * @param once whether it must not go out on a connection used before
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WireRequest(
        String method, String url, Map<String, String> headers, byte[] body, String contentType, boolean once) {

    static WireRequest get(String url) {
        return new WireRequest("GET", url, new LinkedHashMap<>(), null, "", false);
    }

    static WireRequest post(String url, String contentType, byte[] body) {
        return new WireRequest("POST", url, new LinkedHashMap<>(), body, contentType, false);
    }

    WireRequest onFreshConnection() {
        return new WireRequest(method, url, headers, body, contentType, true);
    }

    WireRequest header(String name, String value) {
        headers.put(name, value);
        return this;
    }
}
