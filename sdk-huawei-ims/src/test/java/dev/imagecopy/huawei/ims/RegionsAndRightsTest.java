package dev.imagecopy.huawei.ims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.InvalidRequestException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationState;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.RecordedRequest;
import dev.imagecopy.testing.Timeline;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Regions that offer one version of the copy only, users whose rights end at one enterprise project, and accounts without rights. */
class RegionsAndRightsTest {
    private static final String ENTERPRISE_PROJECT = "4a6c3b1e-9d4f-4c0e-8b65-0d6f3c1f2a77";

    private final ManualTimeSource time = new ManualTimeSource();
    private final HuaweiImsSimulator simulator = HuaweiImsSimulator.inProcess(time);

    @AfterEach
    void close() {
        simulator.close();
    }

    private HuaweiImsClient client(HuaweiCopyVersion version) {
        return Clients.inProcess(simulator, time).copyVersion(version).build();
    }

    private static HuaweiCopyImageRequest golden() {
        return HuaweiCopyImageRequest.builder()
                .imageId(HuaweiImsSimulator.SOURCE_IMAGE)
                .name("golden")
                .enterpriseProjectId(ENTERPRISE_PROJECT)
                .build();
    }

    private Operation<HuaweiImage> copy(HuaweiImsClient client, boolean async) {
        if (!async) {
            return client.copyImage(golden());
        }
        try {
            return time.runUntilDone(client.copyImageAsync(golden())).join();
        } catch (CompletionException e) {
            throw (RuntimeException) e.getCause();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "V1, copyImageV1, false",
        "V1, copyImageV1, true",
        "V2_1, copyImageV21, false",
        "V2_1, copyImageV21, true"
    })
    void copyImage_whenTheRegionOffersTheOtherVersionOnly_isServedThroughIt(
            HuaweiCopyVersion version, String missing, boolean async) {
        simulator.unpublish(missing);
        try (HuaweiImsClient client = client(version)) {
            Operation<HuaweiImage> copy = copy(client, async);

            assertThat(copy.poll().state()).isEqualTo(OperationState.SUCCEEDED);
            assertThat(simulator.copies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheRegionOffersNoVersion_isTheFirstRefusal(boolean async) {
        simulator.unpublish("copyImage");
        try (HuaweiImsClient client = client(HuaweiCopyVersion.V1)) {
            assertThatThrownBy(() -> copy(client, async))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("APIGW.0101")
                    .hasMessageContaining("/v1/cloudimages/");
        }
        assertThat(simulator.arrivals("copyImage")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheReplyIsLost_looksInTheEnterpriseProjectOfTheRequest(boolean async) {
        simulator.script(Timeline.polls(2));
        simulator.failNext(Fault.loseReply().on("copyImage"));
        try (HuaweiImsClient client = client(HuaweiCopyVersion.V1)) {
            Operation<HuaweiImage> copy = copy(client, async);
            while (!copy.latest().state().isTerminal()) {
                copy.poll();
            }
            assertThat(copy.latest().state()).isEqualTo(OperationState.SUCCEEDED);
        }
        List<RecordedRequest> lists = simulator.requests().stream()
                .filter(request -> request.call().equals("listImages"))
                .toList();
        assertThat(lists).hasSizeGreaterThan(1).allSatisfy(list -> assertThat(list.query())
                .contains("enterprise_project_id=" + ENTERPRISE_PROJECT));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copyImage_whenTheSearchAfterALostReplyIsForbidden_saysSo(boolean async) {
        simulator.failNext(Fault.loseReply().on("copyImage"));
        simulator.failNext(HuaweiImsSimulator.gatewayError(403, "APIGW.0302", "Not allowed to list.")
                .on("listImages")
                .times(10));
        try (HuaweiImsClient client = client(HuaweiCopyVersion.V1)) {
            assertThatThrownBy(() -> copy(client, async))
                    .isInstanceOf(AmbiguousOutcomeException.class)
                    .hasMessageContaining("the service refused to show")
                    .hasMessageContaining("403 APIGW.0302")
                    .hasMessageNotContaining("no trace");
        }
    }

    /** The account lacks its holder's name, money, somebody to pay, its department's budget, or the service. */
    @ParameterizedTest
    @CsvSource({
        "IMG.0238, PermissionDeniedException, false",
        "IMG.0238, PermissionDeniedException, true",
        "IMG.0239, PermissionDeniedException, false",
        "IMG.0239, PermissionDeniedException, true",
        "IMG.0241, PermissionDeniedException, false",
        "IMG.0241, PermissionDeniedException, true",
        "IMG.0242, QuotaExceededException, false",
        "IMG.0242, QuotaExceededException, true",
        "IMG.1075, PermissionDeniedException, false",
        "IMG.1075, PermissionDeniedException, true"
    })
    void copyImage_whenTheAccountMayNotHaveIt_isAskedForOnce(String code, String family, boolean async) {
        simulator.failNext(HuaweiImsSimulator.error(code, "Not with this account.")
                .on("copyImage")
                .times(9));
        try (HuaweiImsClient client = client(HuaweiCopyVersion.V1)) {
            assertThatThrownBy(() -> copy(client, async)).isInstanceOfSatisfying(ApiException.class, e -> {
                assertThat(e.getClass().getSimpleName()).isEqualTo(family);
                assertThat(e.code()).isEqualTo(code);
                assertThat(e.retryable()).isFalse();
                assertThat(e.attempts()).isEqualTo(1);
            });
        }
        assertThat(simulator.arrivals("copyImage")).isEqualTo(1);
        assertThat(simulator.copies()).isEmpty();
    }
}
