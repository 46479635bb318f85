package dev.imagecopy.core.credentials;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Recognizes the keys of clouds and the manifests of Kubernetes, by the names of their entries: they are JSON or YAML as well, and people
 * confuse one file with another.
 *
 * @see <a href="https://cloud.google.com/iam/docs/keys-create-delete">keys of Google Cloud</a>
 * @see <a href="https://docs.aws.amazon.com/cli/latest/reference/iam/create-access-key.html">access keys of AWS</a>
 * @see <a href="https://learn.microsoft.com/cli/azure/ad/sp">service principals of Azure</a>
 */
public final class KnownDocument {
    /** The key of a service account of Yandex Cloud. */
    public static final String YANDEX = "an authorized key of Yandex Cloud";

    private static final String GOOGLE = "credentials of Google Cloud";
    private static final String AZURE = "a service principal of Azure";
    private static final String KEY_ID = "AccessKeyId";
    private static final String MANIFEST = "a Kubernetes manifest";
    private static final String SECRET = "a Kubernetes Secret manifest";
    private static final String CONFIG_MAP = "a Kubernetes ConfigMap manifest";

    /**
     * A form of document.
     *
     * @param entries all of which it has
     */
    private record Form(String name, List<String> entries) {
        Form(String name, String... entries) {
            this(name, List.of(entries));
        }
    }

    private static final List<Form> FORMS = List.of(
            new Form("the key of a service account of Google Cloud", "private_key_id", "client_email"),
            new Form(GOOGLE, "client_id", "client_secret", "refresh_token"),
            new Form("an access key of AWS", KEY_ID, "SecretAccessKey"),
            new Form(AZURE, "appId", "password", "tenant"),
            new Form(AZURE, "clientId", "clientSecret", "tenantId"),
            new Form("an access token of Azure", "accessToken", "expiresOn", "tenant"),
            new Form("an access key of Alibaba Cloud", KEY_ID, "AccessKeySecret"),
            new Form("an access key of Huawei Cloud", "access", "secret", "securitytoken"),
            new Form(YANDEX, "service_account_id", "private_key"));

    /** What services and command lines put around a key. */
    private static final List<String> OUTER = List.of("AccessKey", "Credentials", "credential");

    private KnownDocument() {}

    /**
     * Returns what a text is, as it is: not decoded, and with no errors in it.
     *
     * @return for example {@code the key of a service account of Google Cloud} or {@code a Kubernetes Secret manifest}; empty if
     *     it is nothing that is known
     */
    public static String name(String text) {
        String bare = MisplacedSecret.bare(text);
        if (!bare.startsWith("{")) {
            return ofYaml(text);
        }
        try {
            return name(Json.parse(bare.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonFormatException notJson) {
            return "";
        }
    }

    /** Returns what a document is; empty if it is nothing that is known. */
    static String name(JsonNode document) {
        boolean isManifest = document.path("apiVersion").isTextual()
                || document.path("data").isObject()
                || document.path("stringData").isObject();
        String manifest = isManifest ? ofKind(LenientJson.text(document.path("kind")), document.has("apiVersion")) : "";
        if (!manifest.isEmpty()) {
            return manifest;
        }
        String key = ofEntries(document);
        for (String outer : OUTER) {
            key = key.isEmpty() ? ofEntries(document.path(outer)) : key;
        }
        return key;
    }

    /** Returns what to do about a document in place of the value that it contains, a clause behind its name; may be empty. */
    static String advice(String name) {
        return switch (name) {
            case SECRET -> ": give the decoded value of its entry alone";
            case CONFIG_MAP -> ": give the value of its entry alone";
            default -> "";
        };
    }

    private static String ofEntries(JsonNode document) {
        for (Form form : FORMS) {
            if (form.entries().stream().allMatch(document::has)) {
                return form.name();
            }
        }
        return switch (LenientJson.text(document.path("type"))) {
            case "service_account" -> FORMS.get(0).name();
            case "authorized_user", "external_account", "impersonated_service_account" -> GOOGLE;
            default -> "";
        };
    }

    /** @param hasVersion whether it is a manifest for sure */
    private static String ofKind(String kind, boolean hasVersion) {
        return switch (kind) {
            case "Secret" -> SECRET;
            case "ConfigMap" -> CONFIG_MAP;
            default -> hasVersion && !kind.isEmpty() ? MANIFEST : "";
        };
    }

    /** A manifest in YAML has its kind in a line that is not indented. */
    private static String ofYaml(String text) {
        String kind = "";
        boolean hasVersion = false;
        boolean hasData = false;
        for (String each : text.lines().toList()) {
            String line = each.startsWith("\ufeff") ? each.substring(1) : each;
            int colon = line.indexOf(':');
            switch (colon < 0 ? "" : line.substring(0, colon)) {
                case "kind" -> kind = kind.isEmpty() ? scalar(line.substring(colon + 1)) : kind;
                case "apiVersion" -> hasVersion = true;
                case "data", "stringData" -> hasData = true;
                default -> {}
            }
        }
        return hasVersion || hasData ? ofKind(kind, hasVersion) : "";
    }

    private static String scalar(String value) {
        int comment = value.indexOf(" #");
        return Quotes.removed((comment < 0 ? value : value.substring(0, comment)).strip());
    }
}
