package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.Setting;
import java.util.List;

/**
 * All settings that are read to find a key or token, source by source in the order in which they are tried. How Terraform's
 * provider for Huawei Cloud reads the file of KooCLI is in that provider's documentation.
 *
 * @see <a href="https://github.com/huaweicloud/huaweicloud-sdk-java-v3">the vendor's SDK</a>
 */
enum HuaweiSetting implements Setting {
    IDP_ID(Place.VARIABLE, "HUAWEICLOUD_SDK_IDP_ID"),
    ID_TOKEN_FILE(Place.VARIABLE, "HUAWEICLOUD_SDK_ID_TOKEN_FILE"),
    AK(Place.VARIABLE, "HUAWEICLOUD_SDK_AK"),
    SK(Place.VARIABLE, "HUAWEICLOUD_SDK_SK"),
    SECURITY_TOKEN(Place.VARIABLE, "HUAWEICLOUD_SDK_SECURITY_TOKEN"),
    PROJECT_ID(Place.VARIABLE, "HUAWEICLOUD_SDK_PROJECT_ID"),
    DOMAIN_ID(Place.VARIABLE, "HUAWEICLOUD_SDK_DOMAIN_ID"),
    CREDENTIALS_FILE(Place.VARIABLE, "HUAWEICLOUD_SDK_CREDENTIALS_FILE"),

    FILE_IDP_ID(Place.FILE, "idp_id"),
    FILE_ID_TOKEN_FILE(Place.FILE, "id_token_file"),
    FILE_AK(Place.FILE, "ak"),
    FILE_SK(Place.FILE, "sk"),
    FILE_SECURITY_TOKEN(Place.FILE, "security_token"),
    FILE_PROJECT_ID(Place.FILE, "project_id"),
    FILE_IAM_ENDPOINT(Place.FILE, "iam_endpoint"),
    FILE_DOMAIN_ID(Place.FILE, "domain_id"),
    FILE_REGION_NAME(Place.FILE, "region"),
    FILE_TOKEN_OF_KOO(Place.FILE, "securityToken"),
    FILE_STS_TOKEN(Place.FILE, "sts_token"),
    FILE_SESSION_TOKEN(Place.FILE, "session_token"),
    FILE_AGENCY_OF_KOO(Place.FILE, "agencyName"),
    FILE_AGENCY(Place.FILE, "agency_name"),
    FILE_ASSUMED_AGENCY(Place.FILE, "assume_role_agency_name"),
    FILE_SOURCE_PROFILE(Place.FILE, "source_profile"),

    TOOL_AK(Place.VARIABLE, "HW_ACCESS_KEY"),
    TOOL_SK(Place.VARIABLE, "HW_SECRET_KEY"),
    TOOL_SECURITY_TOKEN(Place.VARIABLE, "HW_SECURITY_TOKEN"),
    TOOL_PROJECT_ID(Place.VARIABLE, "HW_PROJECT_ID"),
    TOOL_AGENCY_NAME(Place.VARIABLE, "HW_ASSUME_ROLE_AGENCY_NAME"),
    TOOL_AGENCY_DOMAIN_NAME(Place.VARIABLE, "HW_ASSUME_ROLE_DOMAIN_NAME"),
    TOOL_AGENCY_DOMAIN_ID(Place.VARIABLE, "HW_ASSUME_ROLE_DOMAIN_ID"),
    TOOL_AGENCY_DURATION(Place.VARIABLE, "HW_ASSUME_ROLE_DURATION"),
    KOO_FILE(Place.VARIABLE, "HW_SHARED_CONFIG_FILE"),
    KOO_PROFILE(Place.VARIABLE, "HW_PROFILE"),

    KOO_ENCRYPTED(Place.KOO, "authEncrypt"),
    KOO_CURRENT(Place.KOO, "current"),
    KOO_NAME(Place.KOO, "name"),
    KOO_MODE(Place.KOO, "mode"),
    KOO_AK(Place.KOO, "accessKeyId"),
    KOO_SK(Place.KOO, "secretAccessKey"),
    KOO_SECURITY_TOKEN(Place.KOO, "securityToken"),
    KOO_EXPIRES_AT(Place.KOO, "expiresAt"),
    KOO_PROJECT_ID(Place.KOO, "projectId"),
    KOO_AGENCY_NAME(Place.KOO, "agencyName"),
    KOO_AGENCY_DOMAIN_NAME(Place.KOO, "agencyDomainName"),
    KOO_AGENCY_DOMAIN_ID(Place.KOO, "agencyDomainId"),
    KOO_SOURCE_PROFILE(Place.KOO, "sourceProfile"),
    KOO_REGION(Place.KOO, "region"),
    KOO_DOMAIN_ID(Place.KOO, "domainId"),
    KOO_INSECURE(Place.KOO, "skipSecureVerify"),
    KOO_TOKEN_OF_FILE(Place.KOO, "security_token"),

    KOO_LOGIN_AK(Place.KOO_LOGIN, KOO_AK.key),
    KOO_LOGIN_SK(Place.KOO_LOGIN, KOO_SK.key),
    KOO_LOGIN_SECURITY_TOKEN(Place.KOO_LOGIN, KOO_SECURITY_TOKEN.key),
    KOO_LOGIN_EXPIRES_AT(Place.KOO_LOGIN, KOO_EXPIRES_AT.key),
    KOO_LOGIN_TOKEN_OF_FILE(Place.KOO_LOGIN, KOO_TOKEN_OF_FILE.key),

    POD_ADDRESS(Place.VARIABLE, "HC_CONTAINER_CREDENTIALS_FULL_URI"),
    POD_TOKEN_FILE(Place.VARIABLE, "HC_CONTAINER_AUTHORIZATION_TOKEN_FILE");

    /** The sources, as the documentation calls them. */
    static final class Place {
        static final String VARIABLE = "variable";
        static final String FILE = "credentials";
        static final String KOO = "config.json";
        /** The entries of a profile of KooCLI that lead to the key of its login, one inside the other. */
        static final List<String> LOGIN = List.of("ssoAuth", "stsToken");

        static final String KOO_LOGIN = String.join(", ", KOO, String.join(".", LOGIN));

        private Place() {}
    }

    private final String place;
    private final String key;

    HuaweiSetting(String place, String key) {
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

    /** The setting for a secret that was found in place of a path or an address; empty if there is none. */
    static String taker(String value) {
        return switch (MisplacedSecret.kind(value)) {
            case "an access key's secret" -> SK.key;
            case "a JSON web token" -> "a file that " + ID_TOKEN_FILE.key + " names";
            default -> "";
        };
    }
}
