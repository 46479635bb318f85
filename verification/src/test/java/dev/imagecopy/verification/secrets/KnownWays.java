package dev.imagecopy.verification.secrets;

import dev.imagecopy.core.credentials.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The ways to find credentials and addresses, each with good values: settings by their constants' names. */
final class KnownWays {
    private static final String ROLE = "acs:ram::1234567890123456:role/copier";

    /** Long enough not to be withheld with all text around it. */
    private static final String SECRET = "sample-secret-0123456789";

    private static final String TOKEN = "sample-token-0123456789";

    private KnownWays() {}

    /** The ways of a cloud. A value in angle brackets is the path of a file of that content. */
    static List<Map<String, String>> of(CanaryCloud cloud) {
        return switch (cloud) {
            case ALIBABA -> alibaba();
            case HUAWEI -> huawei();
            case YANDEX -> yandex();
            case SERVICE_FABRIC -> List.of();
        };
    }

    private static List<Map<String, String>> alibaba() {
        return List.of(
                Map.of("PROPERTY_KEY_ID", "id", "PROPERTY_KEY_ID_SECRET", SECRET, "PROPERTY_TOKEN", TOKEN),
                Map.of("PROPERTY_KEY_ID", "id", "PROPERTY_KEY_SECRET", SECRET),
                Map.of("KEY_ID", "id", "KEY_SECRET", SECRET, "SECURITY_TOKEN", TOKEN),
                Map.of(
                        "ROLE_ARN", ROLE,
                        "OIDC_PROVIDER_ARN", "p",
                        "OIDC_TOKEN_FILE", "<jwt>",
                        "ROLE_SESSION_NAME", "nightly",
                        "STS_ENDPOINT", "sts-vpc.cn-hangzhou.aliyuncs.com"),
                Map.of(
                        "ROLE_ARN", ROLE,
                        "OIDC_PROVIDER_ARN", "p",
                        "OIDC_TOKEN_FILE", "<jwt>",
                        "STS_REGION", "cn-hangzhou",
                        "VPC_ENDPOINT_ENABLED", "true"),
                Map.of(
                        "PROFILE", "main",
                        "CLI_PROFILE_DISABLED", "false",
                        "CLI_CURRENT", "other",
                        "CLI_NAME", "main",
                        "CLI_MODE", "StsToken",
                        "CLI_KEY_ID", "id",
                        "CLI_KEY_SECRET", SECRET,
                        "CLI_STS_TOKEN", TOKEN),
                Map.of("CLI_CURRENT", "main", "CLI_MODE", "AK", "CLI_KEY_ID", "id", "CLI_KEY_SECRET", SECRET),
                Map.of(
                        "CONFIG_FILE", "<config.json>",
                        "IGNORE_PROFILE", "false",
                        "CLI_IGNORE_PROFILE", "no",
                        "CLI_MODE", "AK",
                        "CLI_KEY_ID", "id",
                        "CLI_KEY_SECRET", SECRET,
                        "CLI_STS_TOKEN", TOKEN,
                        "CLI_REGION_ID", "cn-beijing",
                        "CLI_ENDPOINT", "ecs.example",
                        "CLI_ENDPOINT_TYPE", "vpc"),
                Map.of(
                        "CLI_MODE", "RamRoleArn",
                        "CLI_KEY_ID", "id",
                        "CLI_KEY_SECRET", SECRET,
                        "CLI_RAM_ROLE_ARN", ROLE,
                        "CLI_RAM_SESSION_NAME", "nightly",
                        "CLI_EXPIRED_SECONDS", "900",
                        "CLI_POLICY", "{}",
                        "CLI_EXTERNAL_ID", "x",
                        "CLI_STS_ENDPOINT", "sts.aliyuncs.com"),
                Map.of(
                        "CLI_MODE", "RamRoleArn",
                        "CLI_KEY_ID", "id",
                        "CLI_KEY_SECRET", SECRET,
                        "CLI_RAM_ROLE_ARN", ROLE,
                        "CLI_STS_REGION", "cn-hangzhou",
                        "CLI_ENABLE_VPC", "true"),
                Map.of("CLI_MODE", "ChainableRamRoleArn", "CLI_SOURCE_PROFILE", "base", "CLI_RAM_ROLE_ARN", ROLE),
                Map.of("CLI_MODE", "AK", "CLI_KEY_ID", "id", "CLI_KEY_SECRET", SECRET, "CLI_SECURITY_TOKEN", TOKEN),
                Map.of("CLI_MODE", "AK", "CLI_KEY_ID", "id", "CLI_KEY_SECRET", SECRET, "CLI_SESSION_TOKEN", TOKEN),
                Map.of("CLI_MODE", "AK", "CLI_KEY_ID", "id", "CLI_KEY_SECRET", SECRET, "CLI_ROLE_ARN", ROLE),
                Map.of("CLI_MODE", "AK", "CLI_KEY_ID", "id", "CLI_KEY_SECRET", SECRET, "CLI_BEARER_TOKEN", TOKEN),
                Map.of("CLI_MODE", "AK", "CLI_KEY_ID", "id", "CLI_KEY_SECRET", SECRET, "CLI_PRIVATE_KEY", SECRET),
                Map.of("CLI_MODE", "EcsRamRole", "CLI_RAM_ROLE_NAME", "worker"),
                Map.of(
                        "CLI_MODE", "OIDC",
                        "CLI_OIDC_PROVIDER_ARN", "p",
                        "CLI_OIDC_TOKEN_FILE", "<jwt>",
                        "CLI_RAM_ROLE_ARN", ROLE),
                Map.of("CLI_MODE", "CredentialsURI", "CLI_CREDENTIALS_URI", "https://keys.example/"),
                Map.of(
                        "CLI_MODE", "External",
                        "CLI_PROCESS_COMMAND", "/bin/cat <program>",
                        "PROGRAM_MODE", "StsToken",
                        "PROGRAM_KEY_ID", "id",
                        "PROGRAM_KEY_SECRET", SECRET,
                        "PROGRAM_STS_TOKEN", TOKEN,
                        "PROGRAM_EXPIRATION", "2026-01-01T01:00:00Z"),
                Map.of(
                        "CLI_MODE", "External",
                        "CLI_PROCESS_COMMAND", "/bin/cat <program>",
                        "PROGRAM_KEY_ID", "id",
                        "PROGRAM_KEY_SECRET", SECRET,
                        "PROGRAM_STS_EXPIRATION", "1767229200"),
                Map.of(
                        "CLI_MODE", "CloudSSO",
                        "CLI_STS_EXPIRATION", "1",
                        "CLI_SSO_SIGN_IN_URL", "https://signin.example/start",
                        "CLI_SSO_ACCOUNT_ID", "1",
                        "CLI_SSO_ACCESS_CONFIG", "ac-1",
                        "CLI_SSO_ACCESS_TOKEN", TOKEN,
                        "CLI_SSO_ACCESS_TOKEN_EXPIRE", "1767229200"),
                Map.of(
                        "CREDENTIALS_FILE", "<credentials.ini>",
                        "FILE_ENABLE", "true",
                        "FILE_TYPE", "access_key",
                        "FILE_KEY_ID", "id",
                        "FILE_KEY_SECRET", SECRET),
                Map.of(
                        "FILE_ENABLE", "true",
                        "FILE_TYPE", "sts",
                        "FILE_KEY_ID", "id",
                        "FILE_KEY_SECRET", SECRET,
                        "FILE_SECURITY_TOKEN", TOKEN,
                        "FILE_REGION_ID", "cn-beijing",
                        "FILE_BEARER_TOKEN", TOKEN,
                        "FILE_ENDPOINT", "ecs.example"),
                Map.of(
                        "FILE_ENABLE",
                        "true",
                        "FILE_TYPE",
                        "access_key",
                        "FILE_KEY_ID",
                        "id",
                        "FILE_KEY_SECRET",
                        SECRET,
                        "FILE_STS_TOKEN",
                        TOKEN,
                        "FILE_SESSION_TOKEN",
                        TOKEN,
                        "FILE_RAM_ROLE_ARN",
                        ROLE,
                        "FILE_RAM_ROLE_NAME",
                        "worker"),
                Map.of("FILE_ENABLE", "true", "FILE_TYPE", "ecs_ram_role", "FILE_ROLE_NAME", "worker"),
                Map.of(
                        "FILE_ENABLE", "true",
                        "FILE_TYPE", "ram_role_arn",
                        "FILE_KEY_ID", "id",
                        "FILE_KEY_SECRET", SECRET,
                        "FILE_ROLE_ARN", ROLE,
                        "FILE_ROLE_SESSION_NAME", "nightly",
                        "FILE_ROLE_SESSION_EXPIRATION", "900",
                        "FILE_EXTERNAL_ID", "x",
                        "FILE_POLICY", "{}"),
                Map.of(
                        "FILE_ENABLE", "true",
                        "FILE_TYPE", "ram_role_arn",
                        "FILE_KEY_ID", "id",
                        "FILE_KEY_SECRET", SECRET,
                        "FILE_ROLE_ARN", ROLE,
                        "FILE_STS_ENDPOINT", "sts.aliyuncs.com"),
                Map.of(
                        "FILE_ENABLE", "true",
                        "FILE_TYPE", "ram_role_arn",
                        "FILE_KEY_ID", "id",
                        "FILE_KEY_SECRET", SECRET,
                        "FILE_ROLE_ARN", ROLE,
                        "FILE_STS_REGION", "cn-hangzhou",
                        "FILE_ENABLE_VPC", "true"),
                Map.of(
                        "FILE_ENABLE", "true",
                        "FILE_TYPE", "oidc_role_arn",
                        "FILE_OIDC_PROVIDER_ARN", "p",
                        "FILE_OIDC_TOKEN_FILE", "<jwt>",
                        "FILE_ROLE_ARN", ROLE),
                Map.of("TOOL_KEY", "id", "TOOL_SECRET", SECRET, "TOOL_TOKEN", TOKEN),
                Map.of("TOOL_KEY_ID", "id", "TOOL_KEY_SECRET", SECRET),
                Map.of("TOOL_CLI_KEY_ID", "id", "TOOL_CLI_KEY_SECRET", SECRET, "TOOL_CLI_TOKEN", TOKEN),
                Map.of("METADATA_DISABLED", "false", "IMDSV1_DISABLED", "false", "METADATA_ROLE", "worker"),
                Map.of("METADATA_DISABLED", "true", "CREDENTIALS_URI", "https://keys.example/"));
    }

    private static List<Map<String, String>> huawei() {
        return List.of(
                Map.of("AK", "KEY", "SK", SECRET, "SECURITY_TOKEN", TOKEN, "PROJECT_ID", "p", "DOMAIN_ID", "d"),
                Map.of("IDP_ID", "keycloak", "ID_TOKEN_FILE", "<jwt>", "PROJECT_ID", "p"),
                Map.of(
                        "FILE_AK", "KEY",
                        "FILE_SK", SECRET,
                        "FILE_SECURITY_TOKEN", TOKEN,
                        "FILE_PROJECT_ID", "p",
                        "FILE_IAM_ENDPOINT", "https://iam.example",
                        "FILE_DOMAIN_ID", "d"),
                Map.of(
                        "FILE_AK", "KEY",
                        "FILE_SK", SECRET,
                        "FILE_REGION_NAME", "eu-west-0",
                        "FILE_TOKEN_OF_KOO", TOKEN,
                        "FILE_STS_TOKEN", TOKEN,
                        "FILE_SESSION_TOKEN", TOKEN,
                        "FILE_AGENCY_OF_KOO", "copier",
                        "FILE_AGENCY", "copier",
                        "FILE_ASSUMED_AGENCY", "copier",
                        "FILE_SOURCE_PROFILE", "base"),
                Map.of("FILE_IDP_ID", "keycloak", "FILE_ID_TOKEN_FILE", "<jwt>", "FILE_PROJECT_ID", "p"),
                Map.of("CREDENTIALS_FILE", "<credentials>", "FILE_AK", "KEY", "FILE_SK", SECRET),
                Map.of("TOOL_AK", "KEY", "TOOL_SK", SECRET, "TOOL_SECURITY_TOKEN", TOKEN, "TOOL_PROJECT_ID", "p"),
                Map.of(
                        "TOOL_AK", "KEY",
                        "TOOL_SK", SECRET,
                        "TOOL_AGENCY_NAME", "copier",
                        "TOOL_AGENCY_DOMAIN_NAME", "other",
                        "TOOL_AGENCY_DURATION", "900"),
                Map.of(
                        "TOOL_AK", "KEY",
                        "TOOL_SK", SECRET,
                        "TOOL_AGENCY_NAME", "copier",
                        "TOOL_AGENCY_DOMAIN_ID", "other"),
                Map.of(
                        "KOO_PROFILE", "main",
                        "KOO_ENCRYPTED", "false",
                        "KOO_NAME", "main",
                        "KOO_MODE", "AKSK",
                        "KOO_REGION", "eu-west-0",
                        "KOO_DOMAIN_ID", "d",
                        "KOO_AK", "KEY",
                        "KOO_SK", SECRET,
                        "KOO_SECURITY_TOKEN", TOKEN,
                        "KOO_PROJECT_ID", "p"),
                Map.of("KOO_CURRENT", "main", "KOO_AK", "KEY", "KOO_SK", SECRET, "KOO_TOKEN_OF_FILE", TOKEN),
                Map.of(
                        "KOO_MODE", "SSO",
                        "KOO_LOGIN_AK", "KEY",
                        "KOO_LOGIN_SK", SECRET,
                        "KOO_LOGIN_SECURITY_TOKEN", TOKEN,
                        "KOO_LOGIN_EXPIRES_AT", "2100-01-01T00:00:00Z"),
                Map.of("KOO_LOGIN_AK", "KEY", "KOO_LOGIN_SK", SECRET, "KOO_LOGIN_TOKEN_OF_FILE", TOKEN),
                Map.of(
                        "KOO_FILE", "<config.json>",
                        "KOO_CURRENT", "main",
                        "KOO_AK", "KEY",
                        "KOO_SK", SECRET,
                        "KOO_EXPIRES_AT", "2100-01-01T00:00:00Z",
                        "KOO_INSECURE", "true",
                        "KOO_AGENCY_NAME", "copier",
                        "KOO_AGENCY_DOMAIN_NAME", "other"),
                Map.of(
                        "KOO_CURRENT", "main",
                        "KOO_MODE", "AssumeRole",
                        "KOO_SOURCE_PROFILE", "base",
                        "KOO_AGENCY_NAME", "copier",
                        "KOO_AGENCY_DOMAIN_ID", "other"),
                Map.of("POD_ADDRESS", "http://127.0.0.1:8080/key", "POD_TOKEN_FILE", "<jwt>"),
                Map.of(
                        "AK", "KEY",
                        "SK", SECRET,
                        "IMS_OF_REGION", "https://ims.example",
                        "IAM_ENDPOINT", "https://iam.example"),
                Map.of(
                        "AK", "KEY",
                        "SK", SECRET,
                        "REGIONS_FILE", "<regions.yaml>",
                        "FILE_REGION", "eu-west-101",
                        "FILE_ENDPOINT", "https://ims.example"),
                Map.of(
                        "AK", "KEY",
                        "SK", SECRET,
                        "REGIONS_FILE", "<regions.yaml>",
                        "FILE_ENDPOINTS", "https://ims.example"));
    }

    private static List<Map<String, String>> yandex() {
        return List.of(
                Map.of("IAM_TOKEN", "t1.sample.token-0123456789"),
                Map.of("TOKEN", "t1.sample.token-0123456789", "ENDPOINT", "api.cloud.yandex.net:443"),
                Map.of(
                        "KEY_FILE",
                        "<key.json>",
                        "FILE_ID",
                        "k",
                        "FILE_SERVICE_ACCOUNT_ID",
                        "sa",
                        "FILE_PRIVATE_KEY",
                        SampleKey.PEM),
                Map.of("KEY_JSON", SampleKey.JSON),
                Map.of("KEY_ID", "k", "SERVICE_ACCOUNT_ID", "sa", "PRIVATE_KEY", SampleKey.PEM),
                Map.of("FEDERATED_ACCOUNT_ID", "sa", "FEDERATED_TOKEN_FILE", "<jwt>"),
                Map.of("METADATA_ADDRESS", "127.0.0.1:8080"),
                Map.of(
                        "KEY_FILE", "<key.json>",
                        "FILE_ID", "k",
                        "FILE_SERVICE_ACCOUNT_ID_OF_REST", "sa",
                        "FILE_PRIVATE_KEY_OF_REST", SampleKey.PEM,
                        "FILE_PUBLIC_KEY_OF_REST", SampleKey.PUBLIC),
                Map.of(
                        "KEY_FILE", "<key.json>",
                        "FILE_ID", "k",
                        "FILE_SERVICE_ACCOUNT_ID", "sa",
                        "FILE_PRIVATE_KEY", SampleKey.PEM,
                        "FILE_PUBLIC_KEY", SampleKey.PUBLIC),
                Map.of(
                        "KEY_FILE", "<key.json>",
                        "FILE_ID", "k",
                        "FILE_SERVICE_ACCOUNT_ID", "sa",
                        "FILE_PRIVATE_KEY", SampleKey.PEM,
                        "FILE_FOLDER_ID", "b1gother"),
                Map.of("KEY_FILE", "<key.json>", "FILE_KEY", "text", "FILE_ID", "k"),
                Map.of(
                        "KEY_FILE", "<key.json>",
                        "FILE_ID", "k",
                        "FILE_SERVICE_ACCOUNT_ID", "sa",
                        "FILE_ENCRYPTED_KEY", SECRET),
                Map.of("KEY_FILE", "<key.json>", "FILE_ID", "k", "FILE_USER_ACCOUNT_ID", "u"),
                Map.of("KEY_FILE", "<key.json>", "FILE_ID", "k", "FILE_USER_ACCOUNT_ID_OF_REST", "u"),
                Map.of("KEY_FILE", "<key.json>", "FILE_STATIC_KEY", "k", "FILE_STATIC_SECRET", SECRET),
                Map.of("KEY_FILE", "<key.json>", "FILE_API_KEY", "k"),
                Map.of("KEY_FILE", "<key.json>", "FILE_PRINTED_TOKEN", TOKEN),
                Map.of("KEY_FILE", "<key.json>", "FILE_PRINTED_TOKEN_OF_REST", TOKEN),
                Map.of("KEY_FILE", "<key.json>", "FILE_PRINTED_TOKEN_OF_METADATA", TOKEN));
    }

    /** The ways in which a setting has a part, by the constants that they are made of. */
    static List<Map<Setting, String>> with(CanaryCloud cloud, Setting setting, Path home) throws IOException {
        Map<String, Setting> byName = cloud.settings().stream()
                .collect(Collectors.toMap(each -> ((Enum<?>) each).name(), Function.identity()));
        Files.writeString(home.resolve("jwt"), "eyJhbGciOiJSUzI1NiJ9.eyJhIjoiYiJ9.c");
        return of(cloud).stream()
                .filter(way -> way.containsKey(((Enum<?>) setting).name()))
                .map(way -> way.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> byName.get(entry.getKey()),
                                entry -> placed(entry.getValue(), home),
                                (one, other) -> one,
                                LinkedHashMap::new)))
                .map(way -> (Map<Setting, String>) way)
                .toList();
    }

    private static String placed(String value, Path home) {
        int start = value.indexOf('<');
        return start < 0
                ? value
                : value.substring(0, start)
                        + Stream.of(value.substring(start + 1, value.indexOf('>')))
                                .map(name -> switch (name) {
                                    case "credentials.ini" -> home.resolve(".alibabacloud/credentials.ini");
                                    case "credentials" -> home.resolve(".huaweicloud/credentials");
                                    case "regions.yaml" -> home.resolve(".huaweicloud/regions.yaml");
                                    case "config.json" -> home.resolve(".hcloud/config.json");
                                    default -> home.resolve(name);
                                })
                                .map(Path::toString)
                                .collect(Collectors.joining());
    }
}
