package dev.imagecopy.core.credentials;

/**
 * What a variable is about, as the words of its name say: who acts, or where. The words are a closed grammar: a name with any other
 * word, such as {@code OSS} or {@code KEYBOARD}, belongs to another product and is about none of these. A word that says nothing by
 * itself is no phrase either: {@code KEY}, {@code SECRET} and {@code PASSWORD}.
 */
public enum VariableSubject {
    /** A key of two parts, or one of the parts. */
    ACCESS_KEY(orFile("(SECRET_)?ACCESS_?KEYS?|(ACCESS|KEY)_(ID|SECRET)|ACCESS_?KEY(_?ID)?(_?SECRET)?"
            + "|SECRET_?KEY|AK|SK|AK_?SK")),
    /** A token that acts for somebody. */
    TOKEN(orFile("((ACCESS|AUTH|BEARER|IAM|ID|SECURITY|SESSION|STS|TEMPORARY|USER)_?)?TOKEN")),
    /** A token that a token service exchanges. */
    OAUTH_TOKEN(orFile("OAUTH_(ACCESS_)?TOKEN")),
    /** A role that somebody assumes. */
    ROLE(
            "((ASSUME|ASSUMED|SOURCE|TARGET|REMOTE|CROSS_ACCOUNT|INSTANCE)_)?ROLE"
                    + "(_?ARN|_?NAME|_?ID|_SESSION|_SESSION_NAME|_SESSION_EXPIRATION|_DURATION|_POLICY|_EXTERNAL_ID)?|EXTERNAL_?ID"),
    /** An agency of Huawei Cloud, which is a role of another account. */
    AGENCY("(ASSUME_(ROLE_)?)?AGENCY(_?ID|_?NAME|_?URN|_DURATION|_DOMAIN(_?ID|_?NAME)?)?"),
    /** An identity provider whose tokens are exchanged. */
    IDENTITY_PROVIDER(orFile("(OIDC|IDP|IDENTITY_PROVIDER)(_(PROVIDER|ROLE|AGENCY|TOKEN|ID|NAME|ARN|URN))*"
            + "|(WEB_IDENTITY|WORKLOAD_IDENTITY|FEDERATED|SUBJECT)_TOKEN|JWT(_TOKEN)?|FEDERATION_(ID|NAME)")),
    /** The service that gives a machine its identity. */
    METADATA("(INSTANCE_)?METADATA(_SERVICE)?_(ADDR|ADDRESS|HOST|URL|ENDPOINT)"),
    /** A stored identity, or the file of stored identities. */
    PROFILE(orFile("PROFILE(_NAME|_MODE)?|(SHARED_)?CREDENTIALS?(_ID|_NAME|_URI)?|SHARED_CONFIG")),
    /** The configuration of a command line, which contains profiles. */
    CONFIGURATION("CONFIG_(FILE|PATH|DIR)"),
    /** A user who logs in. */
    USER("USER(_?NAME|_?ID|_PASSWORD)?"),
    /** An account of Huawei Cloud. */
    DOMAIN("((USER|PROJECT|ASSUME_ROLE)_)?DOMAIN(_?ID|_?NAME)?"),
    /** An account. */
    ACCOUNT("ACCOUNT(_?ID|_?NAME|_?UID)?"),
    /** An account for programs, or its authorized key. */
    SERVICE_ACCOUNT(orFile("(IMPERSONATE_)?(SERVICE_?ACCOUNT|SA)"
            + "(_?ID|_?NAME|_KEY|_KEY_ID|_JSON_KEY|_PRIVATE_KEY|_AUTHORIZED_KEY|_CREDENTIALS|_JSON_CREDENTIALS|_TOKEN|_IAM_TOKEN)?"
            + "|AUTHORIZED_KEY(_ID)?|PRIVATE_KEY|KEY_(ID|FILE|PATH|JSON)")),

    /** A region. */
    REGION("REGION(_?ID|_?NAME)?"),
    /** The address of a service, or which of its addresses. */
    ENDPOINT("(API_|USE_VPC_)?ENDPOINT(_URL|_HOST|_TYPE)?"),
    /** The address of the service that people and programs log in to. */
    LOGIN_ADDRESS("(AUTH|IDENTITY)_(URL|ENDPOINT)"),
    /** A project within a region. */
    PROJECT("(PROJECT|TENANT)(_?ID|_?NAME)?"),
    /** A project that spans regions. */
    ENTERPRISE_PROJECT("(ENTERPRISE_?PROJECT|EPS)(_?ID|_?NAME)?"),
    /** A folder of a cloud. */
    FOLDER("FOLDER(_?ID|_?NAME)?");

    private final String phrase;

    VariableSubject(String phrase) {
        this.phrase = phrase;
    }

    /** A secret may be in a file, which the variable names. */
    private static String orFile(String phrase) {
        return String.join("", "(", phrase, ")(_FILE|_PATH|_FILE_PATH|_JSON|_BASE64|_B64|_DATA|_CONTENT)?");
    }

    /** Returns whether words are about this, and about nothing else. Compiled here: few processes have such a variable. */
    boolean isIn(String words) {
        return words.matches(phrase);
    }
}
