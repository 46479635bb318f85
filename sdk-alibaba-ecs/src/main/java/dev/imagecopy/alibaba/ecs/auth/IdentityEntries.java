package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The entries of a profile that choose its identity, of which its mode uses some. The vendor's two kinds of files have different
 * names for the same entries, so people write one under the other's name.
 *
 * @param chosen the entries, with the modes that use each
 * @param misnamed the entries under the names of the other kind of file
 * @param keyId the id of the access key
 * @param token the token of a temporary key
 * @param advice why an entry has no effect beside the mode, a clause for the message
 * @param proper how a message begins that says the proper name of an entry
 */
record IdentityEntries(
        List<Chosen> chosen,
        List<Misnamed> misnamed,
        AlibabaSetting keyId,
        AlibabaSetting token,
        String advice,
        String proper) {

    /** An entry, and the modes that use it, in lower case. */
    record Chosen(AlibabaSetting entry, Set<String> modes) {
        Chosen(AlibabaSetting entry, String... modes) {
            this(entry, Set.of(modes));
        }
    }

    /** An entry under a name that is not read, and the one that is. */
    record Misnamed(AlibabaSetting entry, AlibabaSetting proper) {}

    /** Of the command line's configuration. */
    static final IdentityEntries OF_CLI = new IdentityEntries(
            List.of(
                    new Chosen(AlibabaSetting.CLI_KEY_ID, "ak", "ststoken", "ramrolearn", "cloudsso", "oauth"),
                    new Chosen(AlibabaSetting.CLI_RAM_ROLE_NAME, "ecsramrole", "ramrolearnwithrolename"),
                    new Chosen(
                            AlibabaSetting.CLI_RAM_ROLE_ARN,
                            "ramrolearn",
                            "ramrolearnwithrolename",
                            "chainableramrolearn",
                            "oidc"),
                    new Chosen(AlibabaSetting.CLI_SOURCE_PROFILE, "chainableramrolearn"),
                    new Chosen(AlibabaSetting.CLI_OIDC_PROVIDER_ARN, "oidc"),
                    new Chosen(AlibabaSetting.CLI_OIDC_TOKEN_FILE, "oidc"),
                    new Chosen(AlibabaSetting.CLI_CREDENTIALS_URI, "credentialsuri"),
                    new Chosen(AlibabaSetting.CLI_PROCESS_COMMAND, "external"),
                    new Chosen(AlibabaSetting.CLI_SSO_SIGN_IN_URL, "cloudsso"),
                    new Chosen(AlibabaSetting.CLI_BEARER_TOKEN, "bearertoken"),
                    new Chosen(AlibabaSetting.CLI_PRIVATE_KEY, "rsakeypair")),
            List.of(
                    new Misnamed(AlibabaSetting.CLI_SECURITY_TOKEN, AlibabaSetting.CLI_STS_TOKEN),
                    new Misnamed(AlibabaSetting.CLI_SESSION_TOKEN, AlibabaSetting.CLI_STS_TOKEN),
                    new Misnamed(AlibabaSetting.CLI_ROLE_ARN, AlibabaSetting.CLI_RAM_ROLE_ARN)),
            AlibabaSetting.CLI_KEY_ID,
            AlibabaSetting.CLI_STS_TOKEN,
            "the mode of the profile does not use it",
            "the name in this file is ");

    /** Of what a profile's program prints, which is a key and may be a whole profile. */
    static final IdentityEntries OF_PROGRAM = new IdentityEntries(
            Stream.concat(
                            OF_CLI.chosen.stream()
                                    .map(Chosen::entry)
                                    .filter(entry -> entry != AlibabaSetting.CLI_KEY_ID),
                            Stream.of(AlibabaSetting.CLI_ROLE_ARN))
                    .map(entry -> new Chosen(entry, Set.of()))
                    .toList(),
            OF_CLI.misnamed.stream()
                    .filter(each -> each.proper() == AlibabaSetting.CLI_STS_TOKEN)
                    .toList(),
            AlibabaSetting.PROGRAM_KEY_ID,
            AlibabaSetting.PROGRAM_STS_TOKEN,
            "a program's key is used as it is",
            "the name in a program's output is ");

    /** Of a section of the credentials file, whose type is its mode. */
    static final IdentityEntries OF_FILE = new IdentityEntries(
            List.of(
                    new Chosen(AlibabaSetting.FILE_KEY_ID, "access_key", "sts", "ram_role_arn"),
                    new Chosen(AlibabaSetting.FILE_ROLE_NAME, "ecs_ram_role"),
                    new Chosen(AlibabaSetting.FILE_ROLE_ARN, "ram_role_arn", "oidc_role_arn"),
                    new Chosen(AlibabaSetting.FILE_OIDC_PROVIDER_ARN, "oidc_role_arn"),
                    new Chosen(AlibabaSetting.FILE_OIDC_TOKEN_FILE, "oidc_role_arn"),
                    new Chosen(AlibabaSetting.FILE_BEARER_TOKEN, "bearer")),
            List.of(
                    new Misnamed(AlibabaSetting.FILE_STS_TOKEN, AlibabaSetting.FILE_SECURITY_TOKEN),
                    new Misnamed(AlibabaSetting.FILE_SESSION_TOKEN, AlibabaSetting.FILE_SECURITY_TOKEN),
                    new Misnamed(AlibabaSetting.FILE_RAM_ROLE_ARN, AlibabaSetting.FILE_ROLE_ARN),
                    new Misnamed(AlibabaSetting.FILE_RAM_ROLE_NAME, AlibabaSetting.FILE_ROLE_NAME)),
            AlibabaSetting.FILE_KEY_ID,
            AlibabaSetting.FILE_SECURITY_TOKEN,
            "the type of the section does not use it",
            "the name in this file is ");

    /** The entries of a profile that have no effect beside its mode, or under their names. */
    List<Unused> unused(NamedSettings profile, String mode) {
        Stream<Unused> besideMode = chosen.stream()
                .filter(each -> !each.modes().contains(mode.toLowerCase(Locale.ROOT)))
                .filter(each -> profile.value(each.entry()).isPresent())
                .map(each -> new Unused(each.entry().key(), advice));
        Stream<Unused> underOtherNames = misnamed.stream()
                .filter(each -> profile.value(each.entry()).isPresent())
                .map(each ->
                        new Unused(each.entry().key(), proper + each.proper().key()));
        return Stream.concat(besideMode, underOtherNames).toList();
    }

    /** Whether a name is that of an entry which chooses an identity other than a key, in any spelling, such as {@code RoleArn}. */
    static boolean isBesideAKey(String name) {
        String bare = bare(name);
        return OF_PROGRAM.chosen.stream()
                .anyMatch(each -> bare(each.entry().key()).equals(bare));
    }

    private static String bare(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /** Whether a name is that of an entry in another kind of file. */
    boolean isMisnamed(String name) {
        return misnamed.stream().anyMatch(each -> each.entry().key().equalsIgnoreCase(name));
    }

    /**
     * Checks that a temporary key has its token. The vendor's temporary keys have ids that begin with {@code STS.}.
     *
     * @throws CredentialsException if it has none, or under a name that is not read
     */
    void requireItsToken(NamedSettings profile) {
        boolean incomplete =
                profile.value(keyId).filter(AlibabaCredentials::isTemporary).isPresent()
                        && profile.value(token).isEmpty();
        if (!incomplete) {
            return;
        }
        Optional<Misnamed> other = misnamed.stream()
                .filter(each ->
                        each.proper() == token && profile.value(each.entry()).isPresent())
                .findFirst();
        throw new CredentialsException(
                other.isPresent()
                        ? "the access key is temporary, and its token is in "
                                + other.get().entry().key() + ": the name in this file is " + token.key()
                        : "the access key is temporary (STS.), but " + token.key() + " is not set",
                ErrorContext.none(false),
                null);
    }
}
