package dev.imagecopy.verification.simulators;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentials;
import dev.imagecopy.alibaba.ecs.auth.AlibabaCredentialsProviders;
import dev.imagecopy.alibaba.ecs.auth.AlibabaRole;
import dev.imagecopy.alibaba.ecs.model.AlibabaImageQuery;
import dev.imagecopy.core.credentials.CredentialsSource;
import dev.imagecopy.core.error.PermissionDeniedException;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentials;
import dev.imagecopy.huawei.ims.auth.HuaweiCredentialsProviders;
import dev.imagecopy.huawei.ims.model.HuaweiImageQuery;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.ServiceFabricSimulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.auth.YandexCredentials;
import dev.imagecopy.yandex.desktop.model.YandexImageQuery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every credential that a simulator has a constant for is accepted from the start. */
class AcceptedCredentialsTest {
    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator huawei = HuaweiImsSimulator.inProcess(time);
    private final AlibabaEcsSimulator alibaba = AlibabaEcsSimulator.inProcess(time);
    private final YandexDesktopSimulator yandex = YandexDesktopSimulator.inProcess(time);
    private final ServiceFabricSimulator fabric = ServiceFabricSimulator.inProcess(time);

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        huawei.close();
        alibaba.close();
        yandex.close();
        fabric.close();
    }

    @Test
    void huawei_acceptsKeyTemporaryKeyTokenPasswordAgencyAndIdToken() throws Exception {
        HuaweiCredentials key =
                HuaweiCredentials.accessKey(HuaweiImsSimulator.ACCESS_KEY, HuaweiImsSimulator.SECRET_KEY);
        Path idToken = Files.writeString(folder.resolve("token"), HuaweiImsSimulator.ID_TOKEN);

        huaweiAccepts(CredentialsSource.of(key));
        huaweiAccepts(CredentialsSource.of(HuaweiCredentials.temporary(
                HuaweiImsSimulator.TEMPORARY_KEY,
                HuaweiImsSimulator.TEMPORARY_SECRET,
                HuaweiImsSimulator.SECURITY_TOKEN)));
        huaweiAccepts(CredentialsSource.of(HuaweiCredentials.token(HuaweiImsSimulator.IAM_TOKEN)));
        huaweiAccepts(HuaweiCredentialsProviders.password(
                HuaweiImsSimulator.DOMAIN, HuaweiImsSimulator.USER, HuaweiImsSimulator.PASSWORD));
        huaweiAccepts(HuaweiCredentialsProviders.agency(
                CredentialsSource.of(key),
                HuaweiImsSimulator.ASSUMED_AGENCY,
                HuaweiImsSimulator.DOMAIN,
                Duration.ofHours(1)));
        huaweiAccepts(HuaweiCredentialsProviders.idToken(HuaweiImsSimulator.IDENTITY_PROVIDER, idToken));
    }

    @Test
    void alibaba_acceptsKeyTemporaryKeyAndBothRoles() throws Exception {
        AlibabaRole role = AlibabaRole.builder(AlibabaEcsSimulator.ROLE_ARN).build();
        Path oidcToken = Files.writeString(folder.resolve("token"), AlibabaEcsSimulator.OIDC_TOKEN);
        AlibabaCredentials key =
                AlibabaCredentials.accessKey(AlibabaEcsSimulator.ACCESS_KEY_ID, AlibabaEcsSimulator.ACCESS_KEY_SECRET);

        alibabaAccepts(CredentialsSource.of(key));
        alibabaAccepts(CredentialsSource.of(AlibabaCredentials.sts(
                AlibabaEcsSimulator.TEMPORARY_KEY_ID,
                AlibabaEcsSimulator.TEMPORARY_KEY_SECRET,
                AlibabaEcsSimulator.SECURITY_TOKEN)));
        alibabaAccepts(AlibabaCredentialsProviders.assumeRole(CredentialsSource.of(key), role));
        alibabaAccepts(AlibabaCredentialsProviders.assumeRoleWithOidc("acs:provider", oidcToken, role));
    }

    @Test
    void yandex_acceptsTokenAuthorizedKeyAndWorkloadIdentity() throws Exception {
        Path subjectToken = Files.writeString(folder.resolve("token"), YandexDesktopSimulator.SUBJECT_TOKEN);

        yandexAccepts(CredentialsSource.of(YandexCredentials.iamToken(YandexDesktopSimulator.IAM_TOKEN)));
        yandexAccepts(YandexCredentials.serviceAccountKeyJson(yandex.authorizedKeyJson()));
        yandexAccepts(YandexCredentials.workloadIdentity(YandexDesktopSimulator.SERVICE_ACCOUNT, subjectToken));
    }

    @Test
    void serviceFabric_onceSecured_acceptsItsTokensWithTheirRoles() {
        fabric.secured();

        try (ServiceFabricClient admin = fabric(ServiceFabricSimulator.ADMIN_TOKEN);
                ServiceFabricClient user = fabric(ServiceFabricSimulator.USER_TOKEN)) {
            assertThatCode(() -> user.listContent("CalcApp").toList()).doesNotThrowAnyException();
            assertThatThrownBy(() -> user.deleteContent("CalcApp")).isInstanceOf(PermissionDeniedException.class);
            assertThatCode(() -> admin.deleteContent("CalcApp")).doesNotThrowAnyException();
        }
    }

    private ServiceFabricClient fabric(String token) {
        return ServiceFabricClient.builder()
                .endpoint(fabric.endpoint())
                .transport(fabric.transport())
                .timeSource(time)
                .credentials(ServiceFabricCredentials.bearer(token))
                .build();
    }

    private void huaweiAccepts(CredentialsSource<HuaweiCredentials> credentials) {
        try (HuaweiImsClient client = HuaweiImsClient.builder()
                .region(HuaweiImsSimulator.REGION)
                .projectId(HuaweiImsSimulator.PROJECT_ID)
                .transport(huawei.transport())
                .timeSource(time)
                .credentials(credentials)
                .build()) {
            assertThatCode(() -> client.listImages(HuaweiImageQuery.builder().build())
                            .toList())
                    .doesNotThrowAnyException();
        }
    }

    private void alibabaAccepts(CredentialsSource<AlibabaCredentials> credentials) {
        try (AlibabaEcsClient client = AlibabaEcsClient.builder()
                .region(AlibabaEcsSimulator.SOURCE_REGION)
                .transport(alibaba.transport())
                .timeSource(time)
                .credentials(credentials)
                .build()) {
            assertThatCode(() -> client.listImages(AlibabaImageQuery.builder().build())
                            .toList())
                    .doesNotThrowAnyException();
        }
    }

    private void yandexAccepts(CredentialsSource<YandexCredentials> credentials) {
        try (YandexDesktopClient client = YandexDesktopClient.builder()
                .transport(yandex.transport())
                .timeSource(time)
                .credentials(credentials)
                .build()) {
            assertThatCode(() -> client.listImages(YandexImageQuery.builder()
                                    .folderId(YandexDesktopSimulator.FOLDER)
                                    .build())
                            .toList())
                    .doesNotThrowAnyException();
        }
    }
}
