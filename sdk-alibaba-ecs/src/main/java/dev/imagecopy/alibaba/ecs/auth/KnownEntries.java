package dev.imagecopy.alibaba.ecs.auth;

import dev.imagecopy.core.credentials.NamedSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names that entries of a profile may have without a warning: those that are read, and those that say neither who nor where.
 *
 * @param names all of them
 * @param idle those that the vendor's tool writes into profiles that nobody has filled in
 * @param where what has the entries, for messages
 */
record KnownEntries(List<String> names, List<String> idle, String where) {

    /**
     * Of the command line's configuration.
     *
     * @see <a href="https://github.com/aliyun/aliyun-cli/blob/master/config/profile.go">all names of a profile</a>
     */
    static final KnownEntries OF_CLI = of(
            AlibabaSetting.Place.CLI,
            "the command line's profile",
            List.of(
                    "verified",
                    "key_pair_name",
                    "output_format",
                    "language",
                    "site",
                    "retry_timeout",
                    "connect_timeout",
                    "retry_count",
                    "auto_plugin_install",
                    "auto_plugin_install_enable_pre",
                    "oauth_access_token",
                    "oauth_refresh_token",
                    "oauth_access_token_expire",
                    "oauth_refresh_token_expire",
                    "oauth_site_type",
                    "external_account_type",
                    "bearer_token_header_key"),
            List.of("name", "mode", "region_id", "sts_region", "expired_seconds", "endpoint_type"));

    /** Of what a profile's program prints, which may be a whole profile. */
    static final KnownEntries OF_PROGRAM = new KnownEntries(
            Stream.concat(OF_CLI.names().stream(), read(AlibabaSetting.Place.PROGRAM))
                    .toList(),
            OF_CLI.idle(),
            "a program's key");

    /** Of a section of the credentials file. */
    static final KnownEntries OF_FILE =
            of(AlibabaSetting.Place.FILE, "the credentials file's section", List.of(), List.of());

    private static KnownEntries of(String place, String where, List<String> harmless, List<String> unasked) {
        return new KnownEntries(
                Stream.concat(read(place), harmless.stream()).toList(),
                Stream.concat(unasked.stream(), harmless.stream()).toList(),
                where);
    }

    private static Stream<String> read(String place) {
        return Stream.of(AlibabaSetting.values())
                .filter(each -> each.place().equals(place))
                .map(AlibabaSetting::key);
    }

    /** Whether a profile is as the tool writes it before anybody has filled it in. A number that is 0 counts as not set. */
    boolean isBlank(NamedSettings profile) {
        return profile.names().stream()
                .filter(name -> idle.stream().noneMatch(name::equalsIgnoreCase))
                .noneMatch(name -> profile.value(name)
                        .filter(value -> !value.equals("0") && !value.equals("false"))
                        .isPresent());
    }
}
