package dev.imagecopy.cli.clients;

import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of an account for which there is no plan, where the command line does not give them. */
public final class AccountDefaults {
    private static final String REGION = "region";
    private static final String FOLDER = "folderId";

    private AccountDefaults() {}

    /**
     * Returns settings by their names in plans.
     *
     * @param cloud the cloud
     * @param simulated whether the account is one of a simulator
     */
    public static Map<String, String> of(Cloud cloud, boolean simulated) {
        return simulated
                ? ofSimulator(cloud)
                : ofUser(cloud, CredentialLookup.system().variables(), YcConfig.ofUser());
    }

    private static Map<String, String> ofSimulator(Cloud cloud) {
        return switch (cloud) {
            case ALIBABA -> Map.of(REGION, AlibabaEcsSimulator.SOURCE_REGION);
            case HUAWEI -> Map.of(REGION, HuaweiImsSimulator.REGION);
            case YANDEX -> Map.of(FOLDER, YandexDesktopSimulator.FOLDER);
            case SERVICE_FABRIC -> Map.of("endpoint", "http://localhost:19080");
        };
    }

    static Map<String, String> ofUser(Cloud cloud, NamedSettings variables, YcConfig yc) {
        return switch (cloud) {
            case ALIBABA ->
                setting(
                        REGION,
                        first(
                                variables,
                                List.of(
                                        "ALIBABA_CLOUD_REGION_ID",
                                        "ALIBABA_CLOUD_REGION",
                                        "ALIBABACLOUD_REGION_ID",
                                        "ALICLOUD_REGION_ID",
                                        "ALICLOUD_REGION")));
            case HUAWEI -> setting(REGION, first(variables, List.of("HW_REGION_NAME", "OS_REGION_NAME")));
            case YANDEX ->
                setting(FOLDER, first(variables, List.of("YC_FOLDER_ID")).or(() -> folder(yc)));
            case SERVICE_FABRIC -> Map.of();
        };
    }

    /** A configuration that cannot be used is a matter of the credentials, if it is one at all. */
    private static Optional<String> folder(YcConfig yc) {
        try {
            return yc.exists() ? yc.profile(Optional.empty()).folder() : Optional.empty();
        } catch (CredentialsException unusable) {
            return Optional.empty();
        }
    }

    private static Optional<String> first(NamedSettings variables, List<String> names) {
        return names.stream().flatMap(name -> variables.value(name).stream()).findFirst();
    }

    private static Map<String, String> setting(String name, Optional<String> value) {
        return value.map(text -> Map.of(name, text)).orElse(Map.of());
    }
}
