package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.Setting;

/**
 * All settings that are read to find an access key, source by source in the order in which they are tried.
 *
 * @see <a href="https://github.com/aliyun/credentials-java">the vendor's sources</a>
 * @see <a href="https://github.com/aliyun/aliyun-cli/blob/master/config/profile.go">the command line's profiles</a>
 */
enum AlibabaSetting implements Setting {
    PROPERTY_KEY_ID(Place.PROPERTY, "alibabacloud.accessKeyId"),
    PROPERTY_KEY_ID_SECRET(Place.PROPERTY, "alibabacloud.accessKeyIdSecret"),
    PROPERTY_KEY_SECRET(Place.PROPERTY, "alibabacloud.accessKeySecret"),
    PROPERTY_TOKEN(Place.PROPERTY, "alibabacloud.sessionToken"),

    KEY_ID(Place.VARIABLE, "ALIBABA_CLOUD_ACCESS_KEY_ID"),
    KEY_SECRET(Place.VARIABLE, "ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
    SECURITY_TOKEN(Place.VARIABLE, "ALIBABA_CLOUD_SECURITY_TOKEN"),
    ROLE_ARN(Place.VARIABLE, "ALIBABA_CLOUD_ROLE_ARN"),
    OIDC_PROVIDER_ARN(Place.VARIABLE, "ALIBABA_CLOUD_OIDC_PROVIDER_ARN"),
    OIDC_TOKEN_FILE(Place.VARIABLE, "ALIBABA_CLOUD_OIDC_TOKEN_FILE"),
    ROLE_SESSION_NAME(Place.VARIABLE, "ALIBABA_CLOUD_ROLE_SESSION_NAME"),
    STS_ENDPOINT(Place.VARIABLE, "ALIBABA_CLOUD_STS_ENDPOINT"),
    STS_REGION(Place.VARIABLE, "ALIBABA_CLOUD_STS_REGION"),
    VPC_ENDPOINT_ENABLED(Place.VARIABLE, "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED"),
    CLI_PROFILE_DISABLED(Place.VARIABLE, "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"),
    IGNORE_PROFILE(Place.VARIABLE, "ALIBABA_CLOUD_IGNORE_PROFILE"),
    CLI_IGNORE_PROFILE(Place.VARIABLE, "ALIBABACLOUD_IGNORE_PROFILE"),
    CONFIG_FILE(Place.VARIABLE, "ALIBABA_CLOUD_CONFIG_FILE"),
    PROFILE(Place.VARIABLE, "ALIBABA_CLOUD_PROFILE"),

    CLI_CURRENT(Place.CLI, "current"),
    CLI_NAME(Place.CLI, "name"),
    CLI_MODE(Place.CLI, "mode"),
    CLI_KEY_ID(Place.CLI, "access_key_id"),
    CLI_KEY_SECRET(Place.CLI, "access_key_secret"),
    CLI_STS_TOKEN(Place.CLI, "sts_token"),
    CLI_STS_EXPIRATION(Place.CLI, "sts_expiration"),
    CLI_RAM_ROLE_NAME(Place.CLI, "ram_role_name"),
    CLI_RAM_ROLE_ARN(Place.CLI, "ram_role_arn"),
    CLI_RAM_SESSION_NAME(Place.CLI, "ram_session_name"),
    CLI_EXPIRED_SECONDS(Place.CLI, "expired_seconds"),
    CLI_POLICY(Place.CLI, "policy"),
    CLI_EXTERNAL_ID(Place.CLI, "external_id"),
    CLI_STS_ENDPOINT(Place.CLI, "sts_endpoint"),
    CLI_STS_REGION(Place.CLI, "sts_region"),
    CLI_ENABLE_VPC(Place.CLI, "enable_vpc"),
    CLI_SOURCE_PROFILE(Place.CLI, "source_profile"),
    CLI_OIDC_PROVIDER_ARN(Place.CLI, "oidc_provider_arn"),
    CLI_OIDC_TOKEN_FILE(Place.CLI, "oidc_token_file"),
    CLI_CREDENTIALS_URI(Place.CLI, "credentials_uri"),
    CLI_PROCESS_COMMAND(Place.CLI, "process_command"),
    CLI_SSO_SIGN_IN_URL(Place.CLI, "cloud_sso_sign_in_url"),
    CLI_SSO_ACCOUNT_ID(Place.CLI, "cloud_sso_account_id"),
    CLI_SSO_ACCESS_CONFIG(Place.CLI, "cloud_sso_access_config"),
    CLI_SSO_ACCESS_TOKEN(Place.CLI, "access_token"),
    CLI_SSO_ACCESS_TOKEN_EXPIRE(Place.CLI, "cloud_sso_access_token_expire"),
    CLI_REGION_ID(Place.CLI, "region_id"),
    CLI_ENDPOINT(Place.CLI, "endpoint"),
    CLI_ENDPOINT_TYPE(Place.CLI, "endpoint_type"),
    CLI_BEARER_TOKEN(Place.CLI, "bearer_token"),
    CLI_PRIVATE_KEY(Place.CLI, "private_key"),
    CLI_SECURITY_TOKEN(Place.CLI, "security_token"),
    CLI_SESSION_TOKEN(Place.CLI, "session_token"),
    CLI_ROLE_ARN(Place.CLI, "role_arn"),

    PROGRAM_MODE(Place.PROGRAM, "mode"),
    PROGRAM_KEY_ID(Place.PROGRAM, "access_key_id"),
    PROGRAM_KEY_SECRET(Place.PROGRAM, "access_key_secret"),
    PROGRAM_STS_TOKEN(Place.PROGRAM, "sts_token"),
    PROGRAM_EXPIRATION(Place.PROGRAM, "expiration"),
    PROGRAM_STS_EXPIRATION(Place.PROGRAM, "sts_expiration"),

    CREDENTIALS_FILE(Place.VARIABLE, "ALIBABA_CLOUD_CREDENTIALS_FILE"),

    FILE_ENABLE(Place.FILE, "enable"),
    FILE_TYPE(Place.FILE, "type"),
    FILE_KEY_ID(Place.FILE, "access_key_id"),
    FILE_KEY_SECRET(Place.FILE, "access_key_secret"),
    FILE_SECURITY_TOKEN(Place.FILE, "security_token"),
    FILE_ROLE_NAME(Place.FILE, "role_name"),
    FILE_ROLE_ARN(Place.FILE, "role_arn"),
    FILE_ROLE_SESSION_NAME(Place.FILE, "role_session_name"),
    FILE_ROLE_SESSION_EXPIRATION(Place.FILE, "role_session_expiration"),
    FILE_POLICY(Place.FILE, "policy"),
    FILE_EXTERNAL_ID(Place.FILE, "external_id"),
    FILE_STS_ENDPOINT(Place.FILE, "sts_endpoint"),
    FILE_STS_REGION(Place.FILE, "sts_region"),
    FILE_ENABLE_VPC(Place.FILE, "enable_vpc"),
    FILE_OIDC_PROVIDER_ARN(Place.FILE, "oidc_provider_arn"),
    FILE_OIDC_TOKEN_FILE(Place.FILE, "oidc_token_file_path"),
    FILE_REGION_ID(Place.FILE, "region_id"),
    FILE_ENDPOINT(Place.FILE, "endpoint"),
    FILE_BEARER_TOKEN(Place.FILE, "bearer_token"),
    FILE_STS_TOKEN(Place.FILE, "sts_token"),
    FILE_SESSION_TOKEN(Place.FILE, "session_token"),
    FILE_RAM_ROLE_ARN(Place.FILE, "ram_role_arn"),
    FILE_RAM_ROLE_NAME(Place.FILE, "ram_role_name"),

    TOOL_KEY(Place.VARIABLE, "ALICLOUD_ACCESS_KEY"),
    TOOL_KEY_ID(Place.VARIABLE, "ALICLOUD_ACCESS_KEY_ID"),
    TOOL_CLI_KEY_ID(Place.VARIABLE, "ALIBABACLOUD_ACCESS_KEY_ID"),
    TOOL_SECRET(Place.VARIABLE, "ALICLOUD_SECRET_KEY"),
    TOOL_KEY_SECRET(Place.VARIABLE, "ALICLOUD_ACCESS_KEY_SECRET"),
    TOOL_CLI_KEY_SECRET(Place.VARIABLE, "ALIBABACLOUD_ACCESS_KEY_SECRET"),
    TOOL_TOKEN(Place.VARIABLE, "ALICLOUD_SECURITY_TOKEN"),
    TOOL_CLI_TOKEN(Place.VARIABLE, "ALIBABACLOUD_SECURITY_TOKEN"),
    METADATA_DISABLED(Place.VARIABLE, "ALIBABA_CLOUD_ECS_METADATA_DISABLED"),
    IMDSV1_DISABLED(Place.VARIABLE, "ALIBABA_CLOUD_IMDSV1_DISABLED"),
    METADATA_ROLE(Place.VARIABLE, "ALIBABA_CLOUD_ECS_METADATA"),
    CREDENTIALS_URI(Place.VARIABLE, "ALIBABA_CLOUD_CREDENTIALS_URI");

    /** The sources, as the documentation calls them. */
    static final class Place {
        static final String PROPERTY = "property";
        static final String VARIABLE = "variable";
        static final String CLI = "config.json";
        static final String PROGRAM = "program";
        static final String FILE = "credentials.ini";

        private Place() {}
    }

    private final String place;
    private final String key;

    AlibabaSetting(String place, String key) {
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
            case "an access key's secret" -> KEY_SECRET.key;
            case "a JSON web token" -> "a file that " + OIDC_TOKEN_FILE.key + " names";
            default -> "";
        };
    }
}
