package dev.imagecopy.yandex.desktop;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.ToolVariables;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.credentials.VariableSubject;
import dev.imagecopy.core.credentials.WrittenHost;
import dev.imagecopy.yandex.desktop.auth.YandexUnusedSettings;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Variables by which the vendor's tools choose a folder, or how to connect. A client takes these from its builder, and warns
 * about variables that say otherwise.
 *
 * @see <a href="https://yandex.cloud/en/docs/terraform/tutorials/quickstart">Terraform's variables</a>
 */
final class UnusedPlaces {
    private static final String FOLDER =
            "name the folder in each request, and with YandexDesktopClient.Builder.folderId";
    private static final String ENDPOINT = String.join(
            "", "set ", AddressSetting.ENDPOINT.key(), ", or YandexDesktopClient.Builder.installation or endpoint");

    private static final ToolVariables TOOLS = YandexUnusedSettings.TOOLS.knowing(AddressSetting.ENDPOINT.key());

    static final List<Unused> FOLDERS = List.of(
            folder("YC_FOLDER_ID"), folder("YANDEX_CLOUD_FOLDER_ID"), folder("YANDEX_FOLDER_ID"), folder("FOLDER_ID"));

    static final List<Unused> CONNECTIONS = List.of(
            new Unused("YC_INSECURE", "certificates are always checked"),
            new Unused("YC_PLAINTEXT", "set YandexDesktopClient.Builder.endpoint and allowPlaintext"));

    private static final Set<String> OFF = Set.of("false", "no", "off", "0");

    private final NamedSettings variables;
    private final UnusedSettings told = new UnusedSettings("YandexDesktopClient");

    UnusedPlaces(NamedSettings variables) {
        this.variables = variables;
    }

    private static Unused folder(String key) {
        return new Unused(key, FOLDER);
    }

    /**
     * Warns about those that differ from the client's settings, and about others of the same tools, where the variables are
     * listed. A client without a folder has none that a variable could differ from: its requests name theirs.
     *
     * @param folder the client's folder; empty if it has none
     * @param installation the installation that nobody chose in the builder; empty if somebody did, or set an address
     */
    void warn(String folder, Optional<YandexInstallation> installation) {
        if (!folder.isEmpty()) {
            told.warn(variables, FOLDERS, folder);
            told.warnUnknown(variables, TOOLS, FOLDER, folder::equals, VariableSubject.FOLDER);
        }
        if (installation.isPresent()) {
            told.warnUnknown(
                    variables,
                    TOOLS,
                    ENDPOINT,
                    value -> installation.get().has(WrittenHost.of(value)),
                    VariableSubject.ENDPOINT);
        }
        told.warn(variables, CONNECTIONS, value -> OFF.contains(value.toLowerCase(Locale.ROOT)));
    }

    /** Warns that a copy whose request names no folder does not go to that of a variable. */
    void warnOfFolder() {
        told.warn(variables, FOLDERS);
        told.warnUnknown(variables, TOOLS, FOLDER, value -> false, VariableSubject.FOLDER);
    }
}
