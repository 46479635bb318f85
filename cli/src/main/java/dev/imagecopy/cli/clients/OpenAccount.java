package dev.imagecopy.cli.clients;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.event.AttemptFinished;
import java.net.URI;
import java.util.Optional;

/**
 * An account with its client.
 *
 * @param account the account
 * @param client its client
 * @param images its images, in the same form for all clouds
 * @param finding what is known about its credentials once the client has used some
 * @param address the address that replaces the vendor's; empty if none does
 * @param attempts remembers where the client has found its credentials, and its last exchange
 */
public record OpenAccount(
        PlanAccount account,
        ImageCopyClient<?, ?> client,
        CloudImages images,
        CredentialsFinding finding,
        Optional<URI> address,
        LastAttempt attempts) {
    /** Rejects null. */
    public OpenAccount {
        requireNonNull(account, "account");
        requireNonNull(client, "client");
        requireNonNull(images, "images");
        requireNonNull(finding, "finding");
        requireNonNull(address, "address");
        requireNonNull(attempts, "attempts");
    }

    /** Where its credentials were found, or are looked for. */
    String place() {
        return attempts.source().orElse(finding.place());
    }

    /** The client's last exchange with the service; empty before the first. */
    Optional<AttemptFinished> last() {
        return attempts.get();
    }
}
