package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;
import java.util.Optional;

/**
 * Variables by which the vendor's tools choose a folder, or how to connect. A client takes these from its builder, and warns
 * about variables that say otherwise.
 *
 * @see <a href="https://yandex.cloud/en/docs/terraform/tutorials/quickstart">Terraform's variables</a>
 */
final class UnusedPlaces {
    static final List<Unused> FOLDERS = List.of(
            folder("YC_FOLDER_ID"), folder("YANDEX_CLOUD_FOLDER_ID"), folder("YANDEX_FOLDER_ID"), folder("FOLDER_ID"));

    static final List<Unused> CONNECTIONS = List.of(
            new Unused("YC_INSECURE", "certificates are always checked"),
            new Unused("YC_PLAINTEXT", "set YandexDesktopClient.Builder.endpoint and allowPlaintext"));

    private UnusedPlaces() {}

    private static Unused folder(String key) {
        return new Unused(key, "name the folder in each request, and with YandexDesktopClient.Builder.folderId");
    }

    /**
     * Warns about those that differ from the client's settings.
     *
     * @param folder the client's folder; empty if it has none
     */
    static void warn(NamedSettings variables, String folder) {
        UnusedSettings told = new UnusedSettings("YandexDesktopClient");
        told.warn(variables, FOLDERS, folder);
        told.warnUnknownPlaces(variables, List.of("YC_", "YANDEX_"), List.of("FOLDER"), FOLDERS, folder);
        for (Unused connection : CONNECTIONS) {
            Optional<String> value = variables.value(connection.key());
            if (value.isPresent() && !value.get().equalsIgnoreCase("false")) {
                told.warn(connection);
            }
        }
    }
}
