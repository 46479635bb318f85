package dev.imagecopy.verification.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.TargetLook;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.NotFoundException;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.testing.AlibabaEcsSimulator;
import dev.imagecopy.testing.Fault;
import dev.imagecopy.testing.HuaweiImsSimulator;
import dev.imagecopy.testing.ManualTimeSource;
import dev.imagecopy.testing.Simulator;
import dev.imagecopy.testing.YandexDesktopSimulator;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a failed copy has left only has to be gone: it does not matter who has deleted it. */
class LeftoverDeletionTest {
    private static final String NOWHERE = "image-1";

    private final ManualTimeSource time = new ManualTimeSource();

    private ImageCopyClient<?, ?> client(StoredCloud cloud, Simulator service) {
        return cloud.client(service.transport(), time, Optional.empty());
    }

    private CompletableFuture<?> delete(ImageCopyClient<?, ?> client, StoredCloud cloud) {
        return time.runUntilDone(deletion(client, cloud.request("golden")));
    }

    private static <T> CompletableFuture<?> deletion(ImageCopyClient<?, T> client, CopyRequest request) {
        TargetLook.Leftover<T> leftover = new TargetLook.Leftover<>(NOWHERE, "", TargetLook.Match.NAME);
        return client.copies().deleteAsync(request, leftover, CallOptions.defaults());
    }

    private static String deletionOn(StoredCloud cloud) {
        return cloud == StoredCloud.SERVICE_FABRIC ? "deleteContent" : "deleteImage";
    }

    private static Fault gone(StoredCloud cloud) {
        return switch (cloud) {
            case ALIBABA -> AlibabaEcsSimulator.error(404, "InvalidImageId.NotFound", "There is no such image.");
            case HUAWEI -> HuaweiImsSimulator.error("IMG.0027", "There is no such image.");
            case YANDEX -> YandexDesktopSimulator.error(404, 5, "There is no such image.");
            case SERVICE_FABRIC -> fabricError("FABRIC_E_DIRECTORY_NOT_FOUND");
        };
    }

    /** On Yandex, every "not found" is about the image. */
    private static Fault somethingElseIsNotFound(StoredCloud cloud) {
        return switch (cloud) {
            case ALIBABA -> AlibabaEcsSimulator.error(404, "InvalidResourceGroup.NotFound", "There is no such group.");
            case HUAWEI -> HuaweiImsSimulator.gatewayError(404, "APIGW.0199", "There is no such thing.");
            case SERVICE_FABRIC -> fabricError("FABRIC_E_SERVICE_DOES_NOT_EXIST");
            case YANDEX -> throw new IllegalArgumentException("it has no such error");
        };
    }

    private static Fault fabricError(String code) {
        return Fault.status(404)
                .body("application/json", "{\"Error\":{\"Code\":\"" + code + "\",\"Message\":\"Not found.\"}}");
    }

    @ParameterizedTest
    @EnumSource
    void deletion_ofWhatIsNotThere_isDone(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            assertThat(delete(client, cloud)).isCompleted();

            service.assertArrivals(deletionOn(cloud), 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void deletion_whenTheServiceSaysThatItIsNotFound_isDone(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        service.failNext(gone(cloud).on(deletionOn(cloud)));
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            assertThat(delete(client, cloud)).isCompleted();

            service.assertArrivals(deletionOn(cloud), 1);
            assertThat(service.pendingFaults()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "HUAWEI", "SERVICE_FABRIC"})
    void deletion_whenSomethingElseIsNotFound_fails(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        service.failNext(somethingElseIsNotFound(cloud).on(deletionOn(cloud)));
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            assertThatThrownBy(() -> delete(client, cloud).join()).hasCauseInstanceOf(NotFoundException.class);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ALIBABA", "HUAWEI", "SERVICE_FABRIC"})
    void deletion_whenSomethingElseIsNotFoundAfterALostReply_isAmbiguous(StoredCloud cloud) {
        Simulator service = cloud.simulator(time);
        service.failNext(Fault.dropRequest().on(deletionOn(cloud)));
        service.failNext(somethingElseIsNotFound(cloud).on(deletionOn(cloud)));
        try (ImageCopyClient<?, ?> client = client(cloud, service)) {
            assertThatThrownBy(() -> delete(client, cloud).join()).hasCauseInstanceOf(AmbiguousOutcomeException.class);
        }
    }

    /** Whoever names an image wants to know that there is none. */
    @Test
    void deletion_thatTheApplicationAsksFor_isNotFound() {
        try (ImageCopyClient<?, ?> client = client(StoredCloud.HUAWEI, StoredCloud.HUAWEI.simulator(time))) {
            assertThatThrownBy(() -> ((HuaweiImsClient) client).deleteImage(NOWHERE))
                    .isInstanceOf(NotFoundException.class);
        }
        try (ImageCopyClient<?, ?> client = client(StoredCloud.YANDEX, StoredCloud.YANDEX.simulator(time))) {
            assertThatThrownBy(() -> ((YandexDesktopClient) client).deleteImage(NOWHERE))
                    .isInstanceOf(NotFoundException.class);
        }
        Simulator cluster = StoredCloud.SERVICE_FABRIC.simulator(time);
        try (ImageCopyClient<?, ?> client = client(StoredCloud.SERVICE_FABRIC, cluster)) {
            assertThatThrownBy(() -> ((ServiceFabricClient) client).deleteContent("App\\golden"))
                    .isInstanceOf(NotFoundException.class);
        }
    }
}
