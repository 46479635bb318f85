package dev.imagecopy.huawei.ims.auth;

import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ClientConnection;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingAddress;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SettingGroup;
import dev.imagecopy.core.credentials.TokenLife;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.credentials.UnusedSettings.Unused;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.huawei.ims.auth.KeyNames.Part;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Credentials from named settings, as in the environment and the files of the vendor's tools. The settings of an identity
 * provider take precedence over an access key, as in the vendor's SDK; an access key next to an agency assumes the agency.
 *
 * @param settings the settings, which are read again each time, as they are at a moment
 * @param names the names of the parts in this source
 * @param profile the setting of a profile that names its identity, so that a failure ends a chain; empty if none does
 */
record NamedKeys(Function<Instant, NamedSettings> settings, KeyNames names, Supplier<String> profile)
        implements CredentialsSource<HuaweiCredentials> {

    NamedKeys(Supplier<NamedSettings> settings, KeyNames names) {
        this(now -> settings.get(), names, () -> "");
    }

    @Override
    public CredentialsProvider<HuaweiCredentials> connect(ClientConnection<HuaweiCredentials> connection) {
        UnusedSettings told = new UnusedSettings("HuaweiImsClient");
        CredentialsProvider<HuaweiCredentials> fetched = connection.cached(
                () -> exchange(connection.time().now()).connect(connection).resolve());
        CredentialsProvider<HuaweiCredentials> either = new CredentialsProvider<>() {
            @Override
            public HuaweiCredentials resolve() {
                return now().resolve();
            }

            @Override
            public CompletableFuture<HuaweiCredentials> resolveAsync() {
                try {
                    return now().resolveAsync();
                } catch (RuntimeException unusable) {
                    return CompletableFuture.failedFuture(unusable);
                }
            }

            /** What the settings name at the moment. */
            private CredentialsProvider<HuaweiCredentials> now() {
                Instant now = connection.time().now();
                NamedSettings present = settings.apply(now);
                warn(told, present, connection.region());
                return isFederated(present) || hasAgency(present) ? fetched : CredentialsProvider.of(key(present, now));
            }

            @Override
            public void invalidate(HuaweiCredentials refused) {
                fetched.invalidate(refused);
            }
        };
        return connection.identity(either, () -> identity(connection.time().now()));
    }

    /** Warns about the parts that are set and have no effect; what is said of a key that is not complete names some itself. */
    private void warn(UnusedSettings told, NamedSettings present, String region) {
        boolean hasKey =
                value(present, Part.AK).isPresent() && value(present, Part.SK).isPresent();
        if (present instanceof KooCliEntries profile) {
            profile.unused().forEach(told::warn);
        }
        told.warn(
                present,
                names.others().stream()
                        .filter(each -> hasKey || !each.advice().equals(HuaweiUnusedSettings.AGENCY))
                        .toList());
        if (!names.areVariables()) {
            told.warnUnknown(present, names.known(), names.file());
        }
        if (value(present, Part.DOMAIN_ID).isPresent()) {
            told.warn(new Unused(names.key(Part.DOMAIN_ID), HuaweiUnusedSettings.DOMAIN));
        }
        if (value(present, Part.REGION)
                .filter(named -> !named.equalsIgnoreCase(region))
                .isPresent()) {
            told.warn(new Unused(names.key(Part.REGION), HuaweiUnusedSettings.REGION));
        }
        if (value(present, Part.INSECURE).filter("true"::equalsIgnoreCase).isPresent()) {
            told.warn(new Unused(names.key(Part.INSECURE), HuaweiUnusedSettings.INSECURE));
        }
        for (Part alone : List.of(Part.IDP_ID, Part.ID_TOKEN_FILE)) {
            if (hasKey && value(present, alone).isPresent() && !isFederated(present)) {
                told.warn(new Unused(
                        names.key(alone),
                        names.key(Part.IDP_ID) + " and " + names.key(Part.ID_TOKEN_FILE) + " only work together"));
            }
        }
        if (isFederated(present)) {
            names.all(Part.AK, Part.SK, Part.SECURITY_TOKEN).stream()
                    .filter(part -> present.value(part).isPresent())
                    .limit(1)
                    .forEach(part -> told.warn(new Unused(
                            part.key(), names.key(Part.IDP_ID) + " names an identity provider, whose token is used")));
        }
        if (hasAgency(present)
                && value(present, Part.AGENCY_DOMAIN_NAME).isPresent()
                && value(present, Part.AGENCY_DOMAIN_ID).isPresent()) {
            told.warn(new Unused(
                    names.key(Part.AGENCY_DOMAIN_ID), names.key(Part.AGENCY_DOMAIN_NAME) + " says whose agency it is"));
        }
        for (Part alone : List.of(Part.AGENCY_DOMAIN_NAME, Part.AGENCY_DOMAIN_ID, Part.AGENCY_DURATION)) {
            if (hasKey && value(present, alone).isPresent() && !hasAgency(present)) {
                told.warn(new Unused(names.key(alone), names.key(Part.AGENCY_NAME) + " is not set"));
            }
        }
    }

    /** The setting that names the profile, the identity provider or the agency; empty if none does. */
    private String identity(Instant now) {
        String named = profile.get();
        if (!named.isEmpty()) {
            return named;
        }
        try {
            NamedSettings present = settings.apply(now);
            if (value(present, Part.IDP_ID).isPresent()) {
                return names.key(Part.IDP_ID);
            }
            return hasAgency(present)
                    ? names.key(Part.AGENCY_NAME)
                    : names.others().stream()
                            .filter(each -> each.advice().equals(HuaweiUnusedSettings.AGENCY))
                            .map(Unused::key)
                            .filter(name -> present.value(name).isPresent())
                            .findFirst()
                            .orElse("");
        } catch (CredentialsException unreadable) {
            return "";
        }
    }

    private boolean isFederated(NamedSettings present) {
        return value(present, Part.IDP_ID).isPresent()
                && value(present, Part.ID_TOKEN_FILE).isPresent();
    }

    private boolean hasAgency(NamedSettings present) {
        return value(present, Part.AGENCY_NAME).isPresent();
    }

    private CredentialsSource<HuaweiCredentials> exchange(Instant now) {
        NamedSettings present = settings.apply(now);
        return isFederated(present) ? login(present) : agency(present, now);
    }

    private IdTokenLogin login(NamedSettings present) {
        String file = value(present, Part.ID_TOKEN_FILE).orElse("");
        return new IdTokenLogin(
                value(present, Part.IDP_ID).orElse(""),
                SettingFile.named(file, names.key(Part.ID_TOKEN_FILE), HuaweiSetting.taker(file)),
                value(present, Part.PROJECT_ID).orElse(""),
                iam(present));
    }

    private AgencyLogin agency(NamedSettings present, Instant now) {
        Optional<String> domain = value(present, Part.AGENCY_DOMAIN_NAME);
        Optional<String> domainId = value(present, Part.AGENCY_DOMAIN_ID);
        if (domain.isEmpty() && domainId.isEmpty()) {
            throw failure(names.key(Part.AGENCY_NAME) + " is set without " + names.key(Part.AGENCY_DOMAIN_NAME) + " or "
                    + names.key(Part.AGENCY_DOMAIN_ID) + ", which says whose agency it is");
        }
        return AgencyLogin.named(
                key(present, now),
                value(present, Part.AGENCY_NAME).orElse(""),
                domain,
                domainId,
                value(present, Part.AGENCY_DURATION),
                names.key(Part.AGENCY_DURATION));
    }

    private HuaweiCredentials key(NamedSettings present, Instant now) {
        requireKey(present);
        names.requireInPlace(present);
        String accessKey = value(present, Part.AK).orElse("");
        String secretKey = value(present, Part.SK).orElse("");
        HuaweiCredentials key = value(present, Part.SECURITY_TOKEN)
                .map(token -> end(present, now)
                        .map(end -> HuaweiCredentials.temporary(accessKey, secretKey, token, end))
                        .orElseGet(() -> HuaweiCredentials.temporary(accessKey, secretKey, token)))
                .orElseGet(() -> HuaweiCredentials.accessKey(accessKey, secretKey));
        HuaweiCredentials placed =
                value(present, Part.PROJECT_ID).map(key::inProject).orElse(key);
        return iam(present).map(placed::askingIam).orElse(placed);
    }

    /** When the temporary key ends, if that is stored beside it: tools keep keys beyond their end. */
    private Optional<Instant> end(NamedSettings present, Instant now) {
        Optional<Instant> end = value(present, Part.EXPIRES_AT)
                .flatMap(TokenLife::moment)
                .filter(moment -> !moment.equals(Instant.EPOCH));
        if (end.isPresent() && !end.get().isAfter(now)) {
            throw failure("the temporary key in the profile of KooCLI has ended (" + names.key(Part.EXPIRES_AT)
                    + "): hcloud configure sso renews that of a login");
        }
        return end;
    }

    private void requireKey(NamedSettings present) {
        boolean noKey =
                value(present, Part.AK).isEmpty() && value(present, Part.SK).isEmpty();
        if (noKey && value(present, Part.IDP_ID).isPresent()) {
            throw failure(names.key(Part.IDP_ID) + " is set, but " + names.key(Part.ID_TOKEN_FILE) + " is not");
        }
        List<HuaweiSetting> beside = names.all(
                Part.IDP_ID,
                Part.ID_TOKEN_FILE,
                Part.SECURITY_TOKEN,
                Part.AGENCY_NAME,
                Part.AGENCY_DOMAIN_NAME,
                Part.AGENCY_DOMAIN_ID,
                Part.AGENCY_DURATION);
        SettingGroup group = new SettingGroup(List.of(names.all(Part.AK), names.all(Part.SK)), beside);
        try {
            group.check(present);
        } catch (CredentialsException missing) {
            if (!missing.isAbsent()) {
                throw missing;
            }
            String reason = names.key(Part.AK) + " and " + names.key(Part.SK) + " are not both set";
            throw names.areVariables() ? CredentialsException.absent(reason, false) : failure(reason);
        }
    }

    private Optional<URI> iam(NamedSettings present) {
        return value(present, Part.IAM_ENDPOINT)
                .map(address ->
                        SettingAddress.host(address, names.key(Part.IAM_ENDPOINT), HuaweiSetting.taker(address)));
    }

    private Optional<String> value(NamedSettings present, Part part) {
        return names.of(part).flatMap(present::value);
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }

    /** Shows only the source. */
    @Override
    public String toString() {
        return "NamedKeys[" + names.key(Part.AK) + "]";
    }
}
