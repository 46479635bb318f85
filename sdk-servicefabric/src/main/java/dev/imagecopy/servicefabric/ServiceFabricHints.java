package dev.imagecopy.servicefabric;

import dev.imagecopy.core.http.HttpResponse;
import java.util.Locale;
import java.util.Map;

/** Explains a gateway's terse errors in plain language, where users ask again and again what they mean. */
final class ServiceFabricHints {
    private static final Map<String, String> BY_CODE = Map.of(
            "FABRIC_E_SERVICE_DOES_NOT_EXIST",
            "this cluster runs no image store service: a development cluster keeps its image store in a file share, which"
                    + " this API does not serve",
            "FABRIC_E_FILE_NOT_FOUND",
            "the source does not exist, or it is a folder without its marker file _.dir, or one of its files changed"
                    + " during the copy, or a Windows cluster was given a source path with slashes",
            "E_ACCESSDENIED",
            "copying and deleting need an admin certificate or role, a read-only one can only list; a wrong ClusterId is"
                    + " refused in the same way",
            "FABRIC_E_IMAGEBUILDER_RESERVED_DIRECTORY_ERROR",
            "the folders Store and WindowsFabricStore belong to the cluster",
            "FABRIC_E_TIMEOUT",
            "the cluster's time for the call has passed, but its work may continue; serverTimeout sets that time",
            "FABRIC_E_MESSAGE_TOO_LARGE",
            "the request's body is larger than the gateway accepts",
            "FABRIC_E_IMAGESTORE_IOERROR",
            "the image store could not read or write a file; a full disk is the usual reason");

    private ServiceFabricHints() {}

    static String explain(HttpResponse response, String code, String message) {
        String hint = code.isEmpty() ? byStatus(response) : BY_CODE.getOrDefault(code.toUpperCase(Locale.ROOT), "");
        if (message.isEmpty() || hint.isEmpty()) {
            return message.isEmpty() ? hint : message;
        }
        return message + (message.endsWith(".") ? " " : "; ") + "(" + hint + ")";
    }

    private static String byStatus(HttpResponse response) {
        boolean bodiless = response.body().length == 0;
        String what = bodiless ? "the gateway sent no body and no error code" : "the response contains no error code";
        return switch (response.status()) {
            case 401 ->
                what
                        + (response.headers()
                                        .first("WWW-Authenticate")
                                        .orElse("")
                                        .startsWith("Negotiate")
                                ? "; it asks for Windows authentication, which this client does not offer"
                                : "; it did not accept the token");
            case 403 -> what + "; it did not accept the client certificate or the token, or got none";
            case 404 -> bodiless ? "the gateway sent no body, as for a path that does not exist" : "";
            default -> "";
        };
    }
}
