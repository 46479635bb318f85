package dev.imagecopy.yandex.desktop.auth;

import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.credentials.ToolVariables;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.credentials.VariableSubject;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Variables of other tools that choose an identity and are not used. */
public final class YandexUnusedSettings {
    /** Each names an identity, to a source of its own, in the order of the chain. */
    private static final SettingGroup[] SOURCES = {
        SettingGroup.of(YandexSetting.IAM_TOKEN),
        SettingGroup.of(YandexSetting.TOKEN),
        SettingGroup.of(YandexSetting.KEY_FILE),
        SettingGroup.of(YandexSetting.KEY_JSON),
        SettingGroup.of(YandexSetting.KEY_ID, YandexSetting.SERVICE_ACCOUNT_ID, YandexSetting.PRIVATE_KEY),
        SettingGroup.of(YandexSetting.FEDERATED_ACCOUNT_ID, YandexSetting.FEDERATED_TOKEN_FILE),
        SettingGroup.of(YandexSetting.METADATA_ADDRESS)
    };

    private static final String OAUTH = "set YC_IAM_TOKEN to what yc iam create-token prints";
    private static final String PROFILE =
            "set YC_IAM_TOKEN to what yc iam create-token prints, with its --profile or --impersonate-service-account-id";

    static final List<Unused> ALL = List.of(
            new Unused("YANDEX_IAM_TOKEN", "set YC_IAM_TOKEN"),
            new Unused("YANDEX_CLOUD_IAM_TOKEN", "set YC_IAM_TOKEN"),
            new Unused("IAM_TOKEN", "set YC_IAM_TOKEN"),
            new Unused("YANDEX_TOKEN", "set YC_TOKEN"),
            new Unused("YANDEX_SERVICE_ACCOUNT_KEY", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YC_SERVICE_ACCOUNT_KEY", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YC_SERVICE_ACCOUNT_KEY_JSON", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YC_SA_KEY_JSON", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YC_SA_KEY", "set YC_SA_JSON_CREDENTIALS"),
            new Unused("YANDEX_SERVICE_ACCOUNT_KEY_FILE", "set YC_SERVICE_ACCOUNT_KEY_FILE"),
            new Unused("YC_SA_KEY_FILE", "set YC_SERVICE_ACCOUNT_KEY_FILE"),
            new Unused("YC_SA_JSON_CREDENTIALS_FILE", "set YC_SERVICE_ACCOUNT_KEY_FILE"),
            new Unused("YC_OAUTH_TOKEN", OAUTH),
            new Unused("YANDEX_OAUTH_TOKEN", OAUTH),
            new Unused("YC_USER_TOKEN", OAUTH),
            new Unused("YC_IMPERSONATE_SERVICE_ACCOUNT_ID", PROFILE),
            new Unused("YC_PROFILE", PROFILE),
            new Unused("YC_API_KEY", "Cloud Desktop takes no API keys: set YC_IAM_TOKEN"),
            new Unused("YANDEX_API_KEY", "Cloud Desktop takes no API keys: set YC_IAM_TOKEN"));

    /** The names of the vendor's tools, and which of them are known here. */
    public static final ToolVariables TOOLS = new ToolVariables(
            Set.of("YC", "YANDEX", "YANDEXCLOUD"),
            Set.of("IAM", "DESKTOP", "DESKTOPS", "CLOUDDESKTOP", "CLOUDDESKTOPS"),
            UnusedSettings.names(List.of(YandexSetting.values()), List.of(ALL)));

    private YandexUnusedSettings() {}

    /**
     * Adds to a source that it warns about what only later sources act on, once for each of them.
     *
     * @param own the first setting of this source: a later one with the same value is no other identity
     */
    static CredentialsSource<YandexCredentials> before(
            CredentialsSource<YandexCredentials> source, NamedSettings variables, YandexSetting own) {
        List<SettingGroup> later = Arrays.stream(SOURCES)
                .dropWhile(each -> !each.mandatory().get(0).contains(own))
                .skip(1)
                .toList();
        NamedSettings shown = variables;
        for (SettingGroup each : later) {
            shown = each.firstOf(shown);
        }
        List<Unused> unused = later.stream()
                .flatMap(each -> each.mandatory().stream())
                .flatMap(List::stream)
                .map(each -> new Unused(each.key(), UnusedSettings.EARLIER))
                .toList();
        return source.before(shown, unused, own);
    }

    /** Warns once about those that are set, and about others of the same tools, where the variables are listed. */
    static void warn(NamedSettings variables) {
        UnusedSettings told = new UnusedSettings("YandexDesktopClient");
        told.warn(variables, ALL);
        told.warnUnknown(
                variables,
                TOOLS,
                VariableSubject.TOKEN,
                VariableSubject.OAUTH_TOKEN,
                VariableSubject.SERVICE_ACCOUNT,
                VariableSubject.IDENTITY_PROVIDER,
                VariableSubject.PROFILE,
                VariableSubject.CONFIGURATION,
                VariableSubject.METADATA,
                VariableSubject.ACCOUNT);
    }
}
