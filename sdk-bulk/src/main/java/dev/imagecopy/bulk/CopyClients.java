package dev.imagecopy.bulk;

import static java.util.Objects.requireNonNull;

import dev.imagecopy.core.ImageCopyClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Clients by the names that jobs use. They stay the caller's: whoever made them closes them, after the run. Immutable.
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

    /** One client. */
    public static CopyClients of(String name, ImageCopyClient<?, ?> client) {
        return builder().add(name, client).build();
    }

    /** Two clients. */
    public static CopyClients of(
            String name1, ImageCopyClient<?, ?> client1, String name2, ImageCopyClient<?, ?> client2) {
        return builder().add(name1, client1).add(name2, client2).build();
    }

    /** Three clients. */
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

    /** Four clients; {@link #builder()} takes any number. */
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

    /** Starts without any. */
    public static Builder builder() {
        return new Builder();
    }

    /** The names, in the order in which they were added. */
    public Set<String> names() {
        return members.keySet();
    }

    /**
     * Looks a client up.
     *
     * @param name its name
     * @return the client, empty when none has that name
     */
    public Optional<ImageCopyClient<?, ?>> client(String name) {
        return Optional.ofNullable(members.get(requireNonNull(name, "name"))).map(Member::client);
    }

    /**
     * Tells which clients share the limits of an account.
     *
     * @param name a client's name
     * @return the account that was given with it; empty when none was
     */
    public String account(String name) {
        return Optional.ofNullable(members.get(requireNonNull(name, "name")))
                .map(Member::account)
                .orElse("");
    }

    /** Collects clients. Not safe for use by several threads. */
    public static final class Builder {
        private final Map<String, Member> members = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a client. Limits that a provider has for a whole account hold for all of its clients that were added so.
         *
         * @param name what jobs call it; not blank, and not taken
         * @param client the client
         * @return this builder
         */
        public Builder add(String name, ImageCopyClient<?, ?> client) {
            return add(name, client, "");
        }

        /**
         * Adds a client of one account among several of the same provider.
         *
         * @param name what jobs call it; not blank, and not taken
         * @param client the client
         * @param account any word: clients of a provider that have the same share the limits of an account
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

        /** Makes the list. */
        public CopyClients build() {
            return new CopyClients(java.util.Collections.unmodifiableMap(new LinkedHashMap<>(members)));
        }
    }
}
