package dev.imagecopy.cli.clients;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.cli.plan.Cloud;
import dev.imagecopy.cli.plan.PlanAccount;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.auth.Credentials;
import dev.imagecopy.core.client.ClientBuilder;
import dev.imagecopy.core.credentials.CredentialLookup;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.time.TimeSource;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.YandexInstallation;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import java.net.URI;
import java.util.Optional;

/** Opens the client of an account. */
final class AccountOpener {
    private final Services services;
    private final Optional<OperationStore> store;
    private final Optional<TimeSource> time;
    private LastAttempt attempts = new LastAttempt();

    AccountOpener(Services services, Optional<OperationStore> store, Optional<TimeSource> time) {
        this.services = services;
        this.store = store;
        this.time = time;
    }

    OpenAccount open(PlanAccount account) {
        attempts = new LastAttempt();
        if (account instanceof PlanAccount.Alibaba alibaba) {
            return alibaba(alibaba);
        }
        if (account instanceof PlanAccount.Huawei huawei) {
            return huawei(huawei);
        }
        if (account instanceof PlanAccount.Yandex yandex) {
            return yandex(yandex);
        }
        return serviceFabric((PlanAccount.ServiceFabric) account);
    }

    private OpenAccount alibaba(PlanAccount.Alibaba account) {
        Place<AlibabaCredentials> place = simulated(
                        Cloud.ALIBABA,
                        AlibabaCredentials.accessKey(
                                AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET))
                .orElseGet(() -> AlibabaPlaces.of(account.credentials()));
        AlibabaEcsClient.Builder builder = shared(AlibabaEcsClient.builder(), account)
                .region(account.region())
                .credentials(place.watched());
        account.accountId().ifPresent(builder::accountId);
        account.endpointMode().ifPresent(builder::endpointMode);
        account.signatureVersion().ifPresent(builder::signatureVersion);
        account.waitForConflicts().ifPresent(builder::waitForConflicts);
        AlibabaEcsClient client = builder.build();
        return opened(account, client, new AlibabaImages(client, account.region()), place.finding());
    }

    private OpenAccount huawei(PlanAccount.Huawei account) {
        Place<HuaweiCredentials> place = simulated(
                        Cloud.HUAWEI,
                        HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY))
                .orElseGet(() -> HuaweiPlaces.of(account.credentials()));
        HuaweiImsClient.Builder builder = shared(HuaweiImsClient.builder(), account)
                .region(account.region())
                .credentials(place.watched())
                .correlationToken(account.correlationToken());
        account.projectId().ifPresent(builder::projectId);
        account.enterpriseProjectId().ifPresent(builder::enterpriseProjectId);
        address(Cloud.HUAWEI, account.iamEndpoint()).ifPresent(builder::iamEndpoint);
        account.copyVersion().ifPresent(builder::copyVersion);
        account.waitForConflicts().ifPresent(builder::waitForConflicts);
        HuaweiImsClient client = builder.build();
        return opened(account, client, new HuaweiImages(client), place.finding());
    }

    private OpenAccount yandex(PlanAccount.Yandex account) {
        Place<YandexCredentials> place = simulated(
                        Cloud.YANDEX, YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN))
                .orElseGet(() -> YandexPlaces.of(account.credentials(), apiHost(account)));
        YandexDesktopClient.Builder builder =
                shared(YandexDesktopClient.builder(), account).credentials(place.watched());
        account.folderId().ifPresent(builder::folderId);
        if (services.simulated().isEmpty()) {
            account.installation().ifPresent(builder::installation);
            account.desktopHost().ifPresent(builder::desktopHost);
            if (account.discoversEndpoints()) {
                builder.discoverEndpoints();
            }
        }
        account.waitForConflicts().ifPresent(builder::waitForConflicts);
        YandexDesktopClient client = builder.build();
        return opened(
                account, client, new YandexImages(client, account.folderId().orElse("")), place.finding());
    }

    /** Empty if the account has an address of its own, or the environment names the installation. */
    private static Optional<String> apiHost(PlanAccount.Yandex account) {
        boolean elsewhere = account.basics().endpoint().isPresent()
                || CredentialLookup.system().variables().value("YC_ENDPOINT").isPresent();
        return account.installation()
                .or(() -> elsewhere ? Optional.empty() : Optional.of(YandexInstallation.RUSSIA))
                .map(YandexInstallation::apiHost);
    }

    private OpenAccount serviceFabric(PlanAccount.ServiceFabric account) {
        ServiceFabricClient.Builder builder = shared(ServiceFabricClient.builder(), account);
        account.clusterId().filter(id -> services.simulated().isEmpty()).ifPresent(builder::clusterId);
        account.copyResends().ifPresent(builder::copyResends);
        CredentialsFinding finding = new CredentialsFinding("none are needed");
        if (services.simulated().isEmpty()) {
            builder.furtherEndpoints(account.furtherEndpoints().toArray(URI[]::new));
            finding = ClusterSecurity.apply(account, builder);
        }
        ServiceFabricClient client = builder.build();
        return opened(account, client, new StoreContent(client), finding);
    }

    private OpenAccount opened(
            PlanAccount account, ImageCopyClient<?, ?> client, CloudImages images, CredentialsFinding finding) {
        Optional<URI> address = address(account.cloud(), account.basics().endpoint());
        return new OpenAccount(account, client, images, finding, address, attempts);
    }

    private <B extends ClientBuilder<B>> B shared(B builder, PlanAccount account) {
        builder.userAgentSuffix("imagecopy-cli").listener(attempts);
        store.ifPresent(builder::operationStore);
        address(account.cloud(), account.basics().endpoint()).ifPresent(builder::endpoint);
        if (account.basics().plaintextAllowed()) {
            builder.allowPlaintext();
        }
        time.ifPresent(builder::timeSource);
        return builder.pollPolicy(services.pollPolicy());
    }

    private Optional<URI> address(Cloud cloud, Optional<URI> own) {
        return services.simulated().map(endpoints -> endpoints.of(cloud)).or(() -> own);
    }

    private <C extends Credentials> Optional<Place<C>> simulated(Cloud cloud, C credentials) {
        return services.simulated()
                .map(endpoints -> new Place<>("the simulator of " + cloud.id(), CredentialsSource.of(credentials)));
    }
}
