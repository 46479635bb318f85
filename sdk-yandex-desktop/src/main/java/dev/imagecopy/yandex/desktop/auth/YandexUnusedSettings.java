package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import java.util.Arrays;
import java.util.List;

/** Variables of other tools that choose an identity and are not used. */
final class YandexUnusedSettings {
    /** Each names an identity, to a source of its own, in the order of the chain. */
    private static final YandexSetting[] SOURCES = {
        YandexSetting.IAM_TOKEN,
        YandexSetting.TOKEN,
        YandexSetting.KEY_FILE,
        YandexSetting.KEY_JSON,
        YandexSetting.KEY_ID,
        YandexSetting.FEDERATED_ACCOUNT_ID
    };

    static final List<Unused> ALL = List.of(
            new Unused("YANDEX_IAM_TOKEN", "set YC_IAM_TOKEN"),
            new Unused("YANDEX_TOKEN", "set YC_TOKEN"),
            new Unused("YANDEX_SERVICE_ACCOUNT_KEY", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YANDEX_SERVICE_ACCOUNT_KEY_FILE", "set YC_SERVICE_ACCOUNT_KEY_FILE"),
            new Unused("YC_OAUTH_TOKEN", "set YC_IAM_TOKEN to what yc iam create-token prints"),
            new Unused("YC_API_KEY", "Cloud Desktop takes no API keys: set YC_IAM_TOKEN"));

    private YandexUnusedSettings() {}

    /** The settings that only sources after that of a setting act on. */
    static List<Unused> after(YandexSetting setting) {
        return Arrays.stream(SOURCES)
                .dropWhile(each -> each != setting)
                .skip(1)
                .map(each -> new Unused(each.key(), UnusedSettings.EARLIER))
                .toList();
    }

    /** Warns once about those that are set. */
    static void warn(NamedSettings variables) {
        new UnusedSettings("YandexDesktopClient").warn(variables, ALL);
    }
}
