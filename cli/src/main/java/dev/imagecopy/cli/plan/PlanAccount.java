package dev.imagecopy.cli.plan;

import dev.imagecopy.alibaba.ecs.AlibabaEndpointMode;
import dev.imagecopy.alibaba.ecs.SignatureVersion;
import dev.imagecopy.huawei.ims.HuaweiCopyVersion;
import dev.imagecopy.yandex.desktop.YandexDesktopHost;
import dev.imagecopy.yandex.desktop.YandexInstallation;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An account of a plan: the settings of a client, and where its credentials are. Holds no secret. Immutable. */
public sealed interface PlanAccount {
    /** What accounts of all clouds have. */
    Basics basics();

    /** The cloud. */
    Cloud cloud();

    /** The account's name in the plan, which is the name of its client in jobs. */
    default String name() {
        return basics().name();
    }

    /**
     * What accounts of all clouds have.
     *
     * @param name the name in the plan
     * @param endpoint the address to call; empty for the vendor's
     * @param plaintextAllowed whether http is allowed to other machines
     * @param tenant accounts of a cloud with the same tenant share its limits; empty if all do
     */
    record Basics(String name, Optional<URI> endpoint, boolean plaintextAllowed, String tenant) {}

    /**
     * Where credentials are. All empty: in the vendor's usual places.
     *
     * @param profile the profile in the vendor's configuration
     * @param file the file, in the vendor's format
     * @param environmentPrefix what the names of the vendor's variables begin with
     */
    record CredentialsPlace(Optional<String> profile, Optional<Path> file, Optional<String> environmentPrefix) {}

    /**
     * An account with Alibaba Cloud.
     *
     * @param basics what all accounts have
     * @param credentials where its credentials are
     * @param region the client's region
     * @param accountId the account's id
     * @param endpointMode which of the vendor's addresses
     * @param signatureVersion how requests are signed
     * @param waitForConflicts how long a copy waits for another
     */
    record Alibaba(
            Basics basics,
            CredentialsPlace credentials,
            String region,
            Optional<String> accountId,
            Optional<AlibabaEndpointMode> endpointMode,
            Optional<SignatureVersion> signatureVersion,
            Optional<Duration> waitForConflicts)
            implements PlanAccount {
        @Override
        public Cloud cloud() {
            return Cloud.ALIBABA;
        }
    }

    /**
     * An account with Huawei Cloud.
     *
     * @param basics what all accounts have
     * @param credentials where its credentials are
     * @param region the client's region
     * @param projectId the project in that region
     * @param enterpriseProjectId the enterprise project of copies that name none
     * @param iamEndpoint the address of the identity service
     * @param copyVersion the version of the call that copies inside a region
     * @param correlationToken whether descriptions get a unique word
     * @param waitForConflicts how long a copy waits for another
     */
    record Huawei(
            Basics basics,
            CredentialsPlace credentials,
            String region,
            Optional<String> projectId,
            Optional<String> enterpriseProjectId,
            Optional<URI> iamEndpoint,
            Optional<HuaweiCopyVersion> copyVersion,
            boolean correlationToken,
            Optional<Duration> waitForConflicts)
            implements PlanAccount {
        @Override
        public Cloud cloud() {
            return Cloud.HUAWEI;
        }
    }

    /**
     * An account with Yandex Cloud.
     *
     * @param basics what all accounts have
     * @param credentials where its credentials are; the profile is one of {@code yc}
     * @param folderId the folder that new images go to
     * @param installation which of the vendor's clouds
     * @param desktopHost which of its hosts
     * @param discoversEndpoints whether addresses are looked up
     * @param waitForConflicts how long a copy waits for another
     */
    record Yandex(
            Basics basics,
            CredentialsPlace credentials,
            Optional<String> folderId,
            Optional<YandexInstallation> installation,
            Optional<YandexDesktopHost> desktopHost,
            boolean discoversEndpoints,
            Optional<Duration> waitForConflicts)
            implements PlanAccount {
        @Override
        public Cloud cloud() {
            return Cloud.YANDEX;
        }
    }

    /**
     * A Service Fabric cluster.
     *
     * @param basics what all accounts have; there is an endpoint
     * @param furtherEndpoints more gateways
     * @param clusterId the cluster's id
     * @param identity who the client is
     * @param trust which server certificates are accepted
     * @param copyResends how often a copy may be sent again
     */
    record ServiceFabric(
            Basics basics,
            List<URI> furtherEndpoints,
            Optional<String> clusterId,
            ClusterIdentity identity,
            ClusterTrust trust,
            Optional<Integer> copyResends)
            implements PlanAccount {
        /** Copies the list. */
        public ServiceFabric {
            furtherEndpoints = List.copyOf(furtherEndpoints);
        }

        @Override
        public Cloud cloud() {
            return Cloud.SERVICE_FABRIC;
        }
    }

    /**
     * Where the identity for a cluster is: a certificate, a token, or none.
     *
     * @param certificate the file of the certificate, PEM or PKCS #12
     * @param key the file of its key, if that is another
     * @param passwordVariable the variable of the environment with the key's password
     * @param tokenVariable the variable of the environment with a bearer token
     */
    record ClusterIdentity(
            Optional<Path> certificate,
            Optional<Path> key,
            Optional<String> passwordVariable,
            Optional<String> tokenVariable) {}

    /**
     * Which server certificates of a cluster are accepted. All empty: those that the system trusts.
     *
     * @param thumbprints their thumbprints
     * @param commonName the name in them
     * @param issuerThumbprints the thumbprints of their issuers
     */
    record ClusterTrust(List<String> thumbprints, Optional<String> commonName, List<String> issuerThumbprints) {
        /** Copies the lists. */
        public ClusterTrust {
            thumbprints = List.copyOf(thumbprints);
            issuerThumbprints = List.copyOf(issuerThumbprints);
        }
    }
}
