package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.KnownDocument;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.Setting;
import java.util.List;

/**
 * All settings that are read to find an IAM token, source by source in the order in which they are tried.
 *
 * @see <a href="https://yandex.cloud/en/docs/terraform/tutorials/quickstart">Terraform's variables</a>
 * @see <a href="https://yandex.cloud/en/docs/iam/concepts/authorization/key">the file of an authorized key</a>
 */
enum YandexSetting implements Setting {
    IAM_TOKEN(Place.VARIABLE, "YC_IAM_TOKEN"),
    TOKEN(Place.VARIABLE, "YC_TOKEN"),
    KEY_FILE(Place.VARIABLE, "YC_SERVICE_ACCOUNT_KEY_FILE"),
    KEY_JSON(Place.VARIABLE, "YC_SA_JSON_CREDENTIALS"),

    FILE_KEY(Place.FILE, "key"),
    FILE_ID(Place.FILE, "id"),
    FILE_SERVICE_ACCOUNT_ID(Place.FILE, "service_account_id"),
    FILE_SERVICE_ACCOUNT_ID_OF_REST(Place.FILE, "serviceAccountId"),
    FILE_USER_ACCOUNT_ID(Place.FILE, "user_account_id"),
    FILE_USER_ACCOUNT_ID_OF_REST(Place.FILE, "userAccountId"),
    FILE_PRIVATE_KEY(Place.FILE, "private_key"),
    FILE_PRIVATE_KEY_OF_REST(Place.FILE, "privateKey"),
    /** Terraform writes it if the resource has a key of PGP. */
    FILE_ENCRYPTED_KEY(Place.FILE, "encrypted_private_key"),
    FILE_PUBLIC_KEY(Place.FILE, "public_key"),
    FILE_PUBLIC_KEY_OF_REST(Place.FILE, "publicKey"),
    FILE_FOLDER_ID(Place.FILE, "folder_id"),
    FILE_STATIC_KEY(Place.FILE, "access_key"),
    FILE_STATIC_SECRET(Place.FILE, "secret"),
    FILE_API_KEY(Place.FILE, "api_key"),
    FILE_PRINTED_TOKEN(Place.FILE, "iam_token"),
    FILE_PRINTED_TOKEN_OF_REST(Place.FILE, "iamToken"),
    FILE_PRINTED_TOKEN_OF_METADATA(Place.FILE, "access_token"),

    KEY_ID(Place.VARIABLE, "YC_KEY_ID"),
    SERVICE_ACCOUNT_ID(Place.VARIABLE, "YC_SERVICE_ACCOUNT_ID"),
    PRIVATE_KEY(Place.VARIABLE, "YC_PRIVATE_KEY"),
    FEDERATED_ACCOUNT_ID(Place.VARIABLE, "YANDEX_SA_ID"),
    FEDERATED_TOKEN_FILE(Place.VARIABLE, "YANDEX_SA_TOKEN_FILE"),
    METADATA_ADDRESS(Place.VARIABLE, "YC_METADATA_ADDR");

    /** The entries of what the command line, the REST API and the metadata service print with a token. */
    static final List<YandexSetting> PRINTED_TOKENS =
            List.of(FILE_PRINTED_TOKEN, FILE_PRINTED_TOKEN_OF_REST, FILE_PRINTED_TOKEN_OF_METADATA);

    /** The sources, as the documentation calls them. */
    static final class Place {
        static final String VARIABLE = "variable";
        static final String FILE = "key.json";

        private Place() {}
    }

    private final String place;
    private final String key;

    YandexSetting(String place, String key) {
        this.place = place;
        this.key = key;
    }

    @Override
    public String place() {
        return place;
    }

    @Override
    public String key() {
        return key;
    }

    /** The setting for a secret that was found in place of a path or a token; empty if there is none. */
    static String taker(String value) {
        String known = KnownDocument.name(value);
        if (!known.isEmpty() && !known.equals(KnownDocument.YANDEX)) {
            return "";
        }
        return switch (MisplacedSecret.kind(value)) {
            case "JSON", "JSON in base64" -> KEY_JSON.key + ", as it is";
            case "a PEM block", "a PEM block in base64" -> PRIVATE_KEY.key;
            case "a JSON web token" -> "a file that " + FEDERATED_TOKEN_FILE.key + " names";
            default -> "";
        };
    }
}
