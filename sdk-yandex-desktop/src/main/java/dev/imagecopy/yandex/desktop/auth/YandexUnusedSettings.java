package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.List;

/** Variables of other tools that choose an identity and are not used. */
final class YandexUnusedSettings {
    /** Names an identity to the source of workload identity, and to none before it. */
    static final Unused ACCOUNT = new Unused(YandexSetting.FEDERATED_ACCOUNT_ID.key(), UnusedSettings.EARLIER);

    static final List<Unused> ALL = List.of(
            new Unused("YANDEX_IAM_TOKEN", "set YC_IAM_TOKEN"),
            new Unused("YANDEX_TOKEN", "set YC_TOKEN"),
            new Unused("YANDEX_SERVICE_ACCOUNT_KEY", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YANDEX_SERVICE_ACCOUNT_KEY_FILE", "set YC_SERVICE_ACCOUNT_KEY_FILE"),
            new Unused("YC_OAUTH_TOKEN", "set YC_IAM_TOKEN to what yc iam create-token prints"),
            new Unused("YC_API_KEY", "Cloud Desktop takes no API keys: set YC_IAM_TOKEN"));

    private YandexUnusedSettings() {}

    /** Warns once about those that are set. */
    static void warn(NamedSettings variables) {
        new UnusedSettings("YandexDesktopClient").warn(variables, ALL);
    }
}
