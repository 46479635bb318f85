package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.ImageCopyClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Clients by the names that jobs use. The caller closes them after the run. Immutable.
 *
 * <pre>{@code
 * CopyClients.of("prod-huawei", ims, "prod-ali", ecs)
 * }</pre>
 */
public final class CopyClients {
    private final Map<String, Member> members;

    private record Member(ImageCopyClient<?, ?> client, String account) {}

    private CopyClients(Map<String, Member> members) {
        this.members = members;
    }

    /** Creates an instance with one client. */
    public static CopyClients of(String name, ImageCopyClient<?, ?> client) {
        return builder().add(name, client).build();
    }

    /** Creates an instance with two clients. */
    public static CopyClients of(
            String name1, ImageCopyClient<?, ?> client1, String name2, ImageCopyClient<?, ?> client2) {
        return builder().add(name1, client1).add(name2, client2).build();
    }

    /** Creates an instance with three clients. */
    public static CopyClients of(
            String name1,
            ImageCopyClient<?, ?> client1,
            String name2,
            ImageCopyClient<?, ?> client2,
            String name3,
            ImageCopyClient<?, ?> client3) {
        return builder()
                .add(name1, client1)
                .add(name2, client2)
                .add(name3, client3)
                .build();
    }

    /** Creates an instance with four clients; {@link #builder()} takes any number. */
    public static CopyClients of(
            String name1,
            ImageCopyClient<?, ?> client1,
            String name2,
            ImageCopyClient<?, ?> client2,
            String name3,
            ImageCopyClient<?, ?> client3,
            String name4,
            ImageCopyClient<?, ?> client4) {
        return builder()
                .add(name1, client1)
                .add(name2, client2)
                .add(name3, client3)
                .add(name4, client4)
                .build();
    }

    /** Returns an empty builder. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns the names, in the order in which they were added. */
    public Set<String> names() {
        return members.keySet();
    }

    /**
     * Returns the client with a name.
     *
     * @param name its name
     * @return the client; empty if none has that name
     */
    public Optional<ImageCopyClient<?, ?>> client(String name) {
        return Optional.ofNullable(members.get(requireNonNull(name, "name"))).map(Member::client);
    }

    /**
     * Returns the account whose limits a client shares.
     *
     * @param name a client's name
     * @return the account that was added with the client; empty if none was
     */
    public String account(String name) {
        return Optional.ofNullable(members.get(requireNonNull(name, "name")))
                .map(Member::account)
                .orElse("");
    }

    /** Builds an instance. Not thread-safe. */
    public static final class Builder {
        private final Map<String, Member> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a client. All clients of a provider that are added by this method share the provider's limits per account.
         *
         * @param name the name that jobs use; must be unique and not blank
         * @param client the client
         * @return this builder
         */
        public Builder add(String name, ImageCopyClient<?, ?> client) {
            return add(name, client, "");
        }

        /**
         * Adds a client of one of several accounts with the same provider.
         *
         * @param name the name that jobs use; must be unique and not blank
         * @param client the client
         * @param account any name: clients of a provider with the same account share its limits
         * @return this builder
         */
        public Builder add(String name, ImageCopyClient<?, ?> client, String account) {
            if (requireNonNull(name, "name").isBlank()) {
                throw new IllegalArgumentException("CopyClients: a client's name must not be blank");
            }
            Member member = new Member(requireNonNull(client, "client"), requireNonNull(account, "account"));
            if (members.putIfAbsent(name, member) != null) {
                throw new IllegalArgumentException("CopyClients: there are two clients of the name " + name);
            }
            return this;
        }

        /** Creates the instance. */
        public CopyClients build() {
            return new CopyClients(java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members)));
        }
    }
}
