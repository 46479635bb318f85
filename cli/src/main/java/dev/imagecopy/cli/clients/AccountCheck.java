package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.event.AttemptFinished;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a look at an account has shown.
 *
 * @param credentials where its credentials were found, or are looked for
 * @param identity who they are; empty if they do not say
 * @param service what the service has said to a harmless call
 * @param clock how this machine's clock compares with the service's
 * @param failure why the account cannot be used; empty if it can
 */
public record AccountCheck(
        String credentials, String identity, String service, String clock, Optional<RuntimeException> failure) {
    private static final String NOT_ASKED = "not asked";
    private static final String UNKNOWN = "unknown";
    private static final Duration HARMLESS = Duration.ofMinutes(1);
    private static final ImageFilter ALL = new ImageFilter(Optional.empty(), "");

    /** Rejects null. */
    public AccountCheck {
        requireNonNull(credentials, "credentials");
        requireNonNull(identity, "identity");
        requireNonNull(service, "service");
        requireNonNull(clock, "clock");
        requireNonNull(failure, "failure");
    }

    /**
     * Looks at an account, with one call that lists its first images and one that asks for the time.
     *
     * @param account the account
     */
    public static AccountCheck of(OpenAccount account) {
        Optional<RuntimeException> failure = Optional.empty();
        try (Stream<ImageRow> images = account.images().list(ALL)) {
            images.limit(1).forEach(image -> {});
        } catch (SdkException e) {
            failure = Optional.of(e);
        }
        CredentialsFinding finding = account.finding();
        Optional<AttemptFinished> answer = account.last();
        return new AccountCheck(
                account.place(),
                finding.found().map(AccountCheck::identity).orElse(""),
                service(answer, failure),
                clock(account, answer),
                failure);
    }

    /**
     * The same of an account whose client cannot be opened.
     *
     * @param account the account
     * @param failure why not
     */
    public static AccountCheck unopened(PlanAccount account, RuntimeException failure) {
        String credentials =
                account instanceof PlanAccount.ServiceFabric cluster ? ClusterSecurity.place(cluster.identity()) : "";
        return new AccountCheck(credentials, "", NOT_ASKED, UNKNOWN, Optional.of(failure));
    }

    private static String identity(CredentialsFinding.Found found) {
        String until = found.expiresAt().map(end -> "until " + end).orElse("");
        return found.identity().isEmpty() || until.isEmpty()
                ? found.identity() + until
                : found.identity() + " " + until;
    }

    private static String service(Optional<AttemptFinished> answer, Optional<RuntimeException> failure) {
        if (failure.filter(CredentialsException.class::isInstance).isPresent()) {
            return NOT_ASKED;
        }
        return answer.map(attempt -> attempt.host() + " "
                        + (failure.isEmpty()
                                ? "answers in " + attempt.duration().toMillis() + " ms"
                                : attempt.status().isPresent() ? "refuses" : "does not answer"))
                .orElse(NOT_ASKED);
    }

    private static String clock(OpenAccount account, Optional<AttemptFinished> answer) {
        if (answer.isEmpty() || answer.get().status().isEmpty()) {
            return UNKNOWN;
        }
        String scheme = account.address().map(URI::getScheme).orElse("https");
        return ServerClock.ahead(URI.create(scheme + "://" + answer.get().host() + "/"))
                .map(AccountCheck::clock)
                .orElse(UNKNOWN);
    }

    private static String clock(Duration ahead) {
        return ahead.abs().compareTo(HARMLESS) < 0
                ? "right"
                : ahead.abs().toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead");
    }
}
