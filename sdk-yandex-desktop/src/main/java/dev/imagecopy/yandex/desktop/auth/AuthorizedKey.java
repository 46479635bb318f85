package dev.imagecopy.yandex.desktop.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.OuterDocument;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingJson;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service account's authorized key, as in its file: in the format of the console and the command line
 * ({@code service_account_id}) or of the REST API ({@code serviceAccountId}), flat or as the response to the key's creation
 * ({@code {"key": {…}, "privateKey": …}}), also alone in a list or an object, or with what Terraform's resource has besides.
 * Immutable; {@link #toString()} shows no secret.
 *
 * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/key">Authorized keys</a>
 * @see <a href="https://yandex.cloud/en/docs/terraform/resources/iam_service_account_key">Terraform's resource</a>
 */
final class AuthorizedKey {
    /** The file's name in messages, which never show its path. */
    static final String FILE = "the authorized key's file";

    /** What a key file contains besides what is read, and changes nothing. */
    private static final List<String> DESCRIPTIONS = List.of(
            "created_at",
            "createdAt",
            "key_algorithm",
            "keyAlgorithm",
            "description",
            "last_used_at",
            "lastUsedAt",
            "format",
            "pgp_key",
            "key_fingerprint",
            "output_to_lockbox",
            "output_to_lockbox_version_id",
            "keepers",
            "cloud_id");

    private static final String NOT_PRINTED = ": yc iam key create writes it into the file of its --output";

    /** A key alone in a list in an object, for example. */
    private static final int MAX_LAYERS = 3;

    /** The names of the entries that are read, and those of descriptions. */
    static final List<String> KNOWN = Stream.concat(
                    Stream.of(YandexSetting.values())
                            .filter(each -> each.place().equals(YandexSetting.Place.FILE))
                            .map(YandexSetting::key),
                    DESCRIPTIONS.stream())
            .toList();

    private final String id;
    private final String serviceAccountId;
    private final PrivateKey privateKey;
    private final NamedSettings entries;
    private final NamedSettings folder;

    private AuthorizedKey(
            String id, String serviceAccountId, PrivateKey privateKey, NamedSettings entries, String folderId) {
        this.entries = entries;
        this.folder = new ListedSettings(Map.of(YandexSetting.FILE_FOLDER_ID.key(), folderId));
        this.id = plain("id", id);
        this.serviceAccountId = plain("service_account_id", serviceAccountId);
        this.privateKey = privateKey;
    }

    /**
     * Parses the content of a key file.
     *
     * @throws CredentialsException if it is not one; the message says what is wrong and never contains a value
     */
    static AuthorizedKey parse(String text) {
        JsonNode file = alone(document(text));
        JsonNode key =
                LenientJson.isPresent(at(file, YandexSetting.FILE_KEY)) ? at(file, YandexSetting.FILE_KEY) : file;
        requireNamesOnce(file);
        requireNamesOnce(key);
        String privateKey = either(file, YandexSetting.FILE_PRIVATE_KEY, YandexSetting.FILE_PRIVATE_KEY_OF_REST)
                .or(() -> either(key, YandexSetting.FILE_PRIVATE_KEY, YandexSetting.FILE_PRIVATE_KEY_OF_REST))
                .orElse("");
        Optional<String> account =
                either(key, YandexSetting.FILE_SERVICE_ACCOUNT_ID, YandexSetting.FILE_SERVICE_ACCOUNT_ID_OF_REST);
        if (LenientJson.isPresent(at(file, YandexSetting.FILE_API_KEY)) || isApiKey(file)) {
            throw refused("this is an API key, which Cloud Desktop does not accept: use an authorized key");
        }
        for (YandexSetting printed : YandexSetting.PRINTED_TOKENS) {
            if (LenientJson.isPresent(at(file, printed))) {
                throw refused("this is no authorized key, but a response with an IAM token: put its " + printed.key()
                        + " into " + YandexSetting.IAM_TOKEN.key());
            }
        }
        if (LenientJson.isPresent(at(file, YandexSetting.FILE_STATIC_KEY))
                || LenientJson.isPresent(at(file, YandexSetting.FILE_STATIC_SECRET))) {
            throw refused("this is a static access key, which Cloud Desktop does not accept: use an authorized key");
        }
        if (either(key, YandexSetting.FILE_USER_ACCOUNT_ID, YandexSetting.FILE_USER_ACCOUNT_ID_OF_REST)
                .isPresent()) {
            throw refused(
                    account.isEmpty()
                            ? "this authorized key belongs to a user account: that of a service account is needed"
                            : "the authorized key names both a service account and a user account");
        }
        boolean isNone = account.isEmpty()
                && (!OuterDocument.known(text).isEmpty() || (privateKey.isEmpty() && !isInside(file, key)));
        String outer = isNone ? OuterDocument.flaw(text) : "";
        if (!outer.isEmpty()) {
            throw refused("this is no authorized key, but " + outer);
        }
        String where = isInside(file, key) ? "; it is inside another object: give that object alone" : "";
        String id = written(LenientJson.nonEmptyText(at(key, YandexSetting.FILE_ID)))
                .orElseThrow(() -> missing("id" + where));
        String serviceAccountId = written(account).orElseThrow(() -> missing("service_account_id" + where));
        if (privateKey.isEmpty()) {
            boolean isEncrypted =
                    !LenientJson.text(at(key, YandexSetting.FILE_ENCRYPTED_KEY)).isEmpty();
            String why =
                    isEncrypted ? ", only an encrypted one (" + YandexSetting.FILE_ENCRYPTED_KEY.key() + ")" : where;
            throw missing("private_key" + (why.isEmpty() ? NOT_PRINTED : why));
        }
        return new AuthorizedKey(
                id,
                serviceAccountId,
                PemKeys.privateKey(
                        YandexSetting.FILE_PRIVATE_KEY.key(),
                        privateKey,
                        either(key, YandexSetting.FILE_PUBLIC_KEY, YandexSetting.FILE_PUBLIC_KEY_OF_REST)
                                .orElse("")),
                names(file, key),
                LenientJson.text(at(key, YandexSetting.FILE_FOLDER_ID)));
    }

    private static JsonNode document(String text) {
        try {
            return Json.parse(SettingJson.document(text));
        } catch (JsonFormatException notJson) {
            String flaw = SettingJson.flaw(text);
            throw refused("this is not an authorized key: an authorized key is a JSON file"
                    + (flaw.isEmpty() ? "" : ", but " + flaw)
                    + WrongSecret.inKeyFile(text.strip())
                            .map(advice -> "; " + advice)
                            .orElse(""));
        }
    }

    /** Reads a key file. */
    static AuthorizedKey read(Path file) {
        return parse(SettingFile.read(file, FILE));
    }

    /** Creates a key from its parts, as in environment variables. */
    static AuthorizedKey of(String id, String serviceAccountId, String privateKeyPem) {
        return new AuthorizedKey(
                id,
                serviceAccountId,
                PemKeys.privateKey(YandexSetting.PRIVATE_KEY.key(), privateKeyPem, ""),
                new ListedSettings(Map.of()),
                "");
    }

    String id() {
        return id;
    }

    String serviceAccountId() {
        return serviceAccountId;
    }

    PrivateKey privateKey() {
        return privateKey;
    }

    /** The folder that the key's file names, which is nothing of the key. */
    NamedSettings folder() {
        return folder;
    }

    /** The names of the entries in the key's file; a key of variables has none. */
    NamedSettings entries() {
        return entries;
    }

    /** Takes a document out of lists of one, and out of objects with a single entry, whose name is not read. */
    private static JsonNode alone(JsonNode document) {
        JsonNode found = document;
        for (int layers = 0; layers < MAX_LAYERS && isWrapping(found); layers++) {
            found = found.iterator().next();
        }
        if (found.isArray()) {
            throw refused("this is a list: give one authorized key alone");
        }
        return found;
    }

    private static boolean isWrapping(JsonNode node) {
        return node.size() == 1
                && node.iterator().next().isContainerNode()
                && KNOWN.stream()
                        .allMatch(name -> LenientJson.member(node, name).isMissingNode());
    }

    /** Whether a key that is not where it belongs is in an object beside other entries. */
    private static boolean isInside(JsonNode file, JsonNode key) {
        return Stream.concat(file.properties().stream(), key.properties().stream())
                .filter(each -> !each.getKey().equalsIgnoreCase(YandexSetting.FILE_KEY.key()))
                .map(Map.Entry::getValue)
                .anyMatch(each -> either(each, YandexSetting.FILE_PRIVATE_KEY, YandexSetting.FILE_PRIVATE_KEY_OF_REST)
                        .isPresent());
    }

    private static NamedSettings names(JsonNode file, JsonNode key) {
        Map<String, String> names = new LinkedHashMap<>();
        for (JsonNode object : List.of(file, key)) {
            object.properties().stream()
                    .filter(each -> !LenientJson.text(each.getValue()).isBlank()
                            || each.getValue().isContainerNode())
                    .forEach(each -> names.put(each.getKey(), "set"));
        }
        return new ListedSettings(names);
    }

    /** Readers differ in which of several names counts that differ in case only. */
    private static void requireNamesOnce(JsonNode object) {
        LenientJson.ambiguous(object, KNOWN).ifPresent(name -> {
            throw refused("the authorized key has " + name + " twice, in different case and with different values");
        });
    }

    private static JsonNode at(JsonNode object, YandexSetting entry) {
        return LenientJson.member(object, entry.key());
    }

    /** Whether the secret is that of an API key: the REST interface names the key itself otherwise than the command line. */
    private static boolean isApiKey(JsonNode file) {
        return SecretForms.kind(LenientJson.text(at(file, YandexSetting.FILE_STATIC_SECRET)))
                .equals(SecretForms.API_KEY);
    }

    /** An id without the spaces around it, which the service would refuse without a reason; empty if nothing is left. */
    private static Optional<String> written(Optional<String> id) {
        return id.map(String::strip).filter(text -> !text.isEmpty());
    }

    private static Optional<String> either(JsonNode object, YandexSetting first, YandexSetting second) {
        Optional<String> one = LenientJson.nonEmptyText(at(object, first));
        Optional<String> other = LenientJson.nonEmptyText(at(object, second));
        if (one.isPresent() && other.isPresent() && !one.equals(other)) {
            throw refused("the authorized key has " + first.key() + " and " + second.key() + " with different values");
        }
        return one.or(() -> other);
    }

    /** Ids are shown, so they must not be one of the secrets next to them, and they are more than a placeholder. */
    private static String plain(String name, String id) {
        String wrong = WrongSecret.inPlaceOfId(id);
        if (!wrong.isEmpty()) {
            throw refused(name + " of the authorized key " + wrong);
        }
        return id;
    }

    private static CredentialsException missing(String field) {
        return refused("the authorized key has no " + field);
    }

    static CredentialsException refused(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    @Override
    public String toString() {
        return "AuthorizedKey[id=" + id + ", serviceAccountId=" + serviceAccountId + ", privateKey=***]";
    }
}
