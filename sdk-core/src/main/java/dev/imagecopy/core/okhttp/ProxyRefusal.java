package dev.imagecopy.core.okhttp;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy that does not open a tunnel to the service, which OkHttp reports only by these messages, or that wants credentials for a
 * request without a tunnel. The proxy's address comes
 * from a setting and is not shown.
 */
final class ProxyRefusal {
    private static final String UNAUTHENTICATED = "Failed to authenticate with proxy";
    private static final Pattern REFUSED = Pattern.compile("Unexpected response code for CONNECT: (\\d{3})");

    /** Causes may be circular. */
    private static final int MOST_CAUSES = 64;

    private ProxyRefusal() {}

    /** Returns the status of the proxy's response; 0 if the exchange failed for another reason. */
    static int status(IOException thrown) {
        Deque<Throwable> left = new ArrayDeque<>();
        left.add(thrown);
        for (int seen = 0; seen < MOST_CAUSES && !left.isEmpty(); seen++) {
            Throwable e = left.remove();
            int status =
                    e instanceof ProxyAnswerException answer ? answer.status() : told(String.valueOf(e.getMessage()));
            if (status != 0) {
                return status;
            }
            if (e.getCause() != null) {
                left.add(e.getCause());
            }
            left.addAll(List.of(e.getSuppressed()));
        }
        return 0;
    }

    private static int told(String message) {
        Matcher refused = REFUSED.matcher(message);
        return message.equals(UNAUTHENTICATED) ? 407 : refused.matches() ? Integer.parseInt(refused.group(1)) : 0;
    }

    /**
     * Says what the proxy wants.
     *
     * @param tunnelled whether it was asked for a tunnel, as for every https address
     */
    static String reason(int status, boolean tunnelled) {
        String said = "the proxy answered " + status + " to " + (tunnelled ? "CONNECT" : "the request")
                + ", so nothing reached the service";
        return switch (status) {
            case 407 -> said + ": it wants credentials";
            case 403 -> said + ": it does not allow this host";
            case 502, 503, 504 -> said + ": it could not reach the host, whose name may be misspelled";
            default -> said;
        };
    }

    /** A proxy that gives us no access also refuses the next attempt. */
    static boolean mayPass(int status) {
        return status >= 500 || status == 408 || status == 429;
    }
}
