package dev.imagecopy.cli.plan;

import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.core.CopyRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import dev.imagecopy.servicefabric.model.CopyFlag;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import dev.imagecopy.servicefabric.model.PathSeparator;
import dev.imagecopy.servicefabric.model.ServiceFabricApiVersion;
import dev.imagecopy.yandex.desktop.model.YandexCopyFromDesktopRequest;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.util.Optional;

/** Makes a copy's request of its fields. Each method throws the exception of the request that it makes. */
final class RequestReader {
    private final CopyFields fields;
    private final String name;

    /**
     * Creates a reader.
     *
     * @param name the name of the new image
     */
    RequestReader(CopyFields fields, String name) {
        this.fields = fields;
        this.name = name;
    }

    CopyRequest alibaba(Optional<String> region) {
        AlibabaCopyImageRequest.Builder request = AlibabaCopyImageRequest.builder()
                .imageId(text("imageId"))
                .name(name)
                .tags(fields.tags());
        region.ifPresent(request::targetRegion);
        fields.text("description").ifPresent(request::description);
        fields.text("sourceRegion").ifPresent(request::region);
        fields.flag("encrypted").ifPresent(request::encrypted);
        fields.text("kmsKeyId").ifPresent(request::kmsKeyId);
        fields.text("encryptAlgorithm").ifPresent(request::encryptAlgorithm);
        fields.text("resourceGroupId").ifPresent(request::resourceGroupId);
        return request.build();
    }

    CopyRequest huawei() {
        HuaweiCopyImageRequest.Builder request =
                HuaweiCopyImageRequest.builder().imageId(text("imageId")).name(name);
        fields.text("description").ifPresent(request::description);
        fields.text("cmkId").ifPresent(request::cmkId);
        fields.text("enterpriseProjectId").ifPresent(request::enterpriseProjectId);
        fields.flag("limitsIgnored").ifPresent(request::limitsIgnored);
        return request.build();
    }

    CopyRequest huaweiToRegion(String region) {
        HuaweiCopyToRegionRequest.Builder request = HuaweiCopyToRegionRequest.builder()
                .imageId(text("imageId"))
                .name(name)
                .targetRegion(region)
                .agencyName(text("agencyName"));
        fields.text("description").ifPresent(request::description);
        fields.text("targetProjectName").ifPresent(request::targetProjectName);
        fields.text("targetProjectId").ifPresent(request::targetProjectId);
        fields.text("vaultId").ifPresent(request::vaultId);
        fields.flag("limitsIgnored").ifPresent(request::limitsIgnored);
        return request.build();
    }

    CopyRequest yandex(String folderId) {
        YandexCopyImageRequest.Builder request = YandexCopyImageRequest.builder()
                .imageId(text("imageId"))
                .folderId(folderId)
                .name(name)
                .labels(fields.tags());
        fields.text("description").ifPresent(request::description);
        return request.build();
    }

    CopyRequest yandexFromDesktop(Optional<String> folderId) {
        YandexCopyFromDesktopRequest.Builder request = YandexCopyFromDesktopRequest.builder()
                .desktopId(text("desktopId"))
                .name(name)
                .labels(fields.tags());
        folderId.ifPresent(request::folderId);
        fields.text("description").ifPresent(request::description);
        return request.build();
    }

    CopyRequest serviceFabric() {
        CopyImageStoreContentRequest.Builder request = CopyImageStoreContentRequest.builder()
                .remoteSource(text("remoteSource"))
                .remoteDestination(name);
        fields.text("pathSeparator")
                .map(word -> word.equals("slash") ? PathSeparator.SLASH : PathSeparator.BACKSLASH)
                .ifPresent(request::pathSeparator);
        fields.texts("skipFiles").ifPresent(request::skipFiles);
        fields.flag("checkMarkFile").ifPresent(request::checkMarkFile);
        fields.text("copyFlag")
                .map(word -> word.equals("echo") ? CopyFlag.ECHO : CopyFlag.OVERWRITE)
                .ifPresent(request::copyFlag);
        fields.text("apiVersion")
                .map(word -> word.equals("1.0") ? ServiceFabricApiVersion.V1_0 : ServiceFabricApiVersion.V6_0)
                .ifPresent(request::apiVersion);
        fields.span("serverTimeout").ifPresent(request::serverTimeout);
        fields.span("clientTimeout").ifPresent(request::clientTimeout);
        if (fields.flag("allowReservedDestination").orElse(false)) {
            request.allowReservedDestination();
        }
        return request.build();
    }

    private String text(String key) {
        return fields.text(key).orElse("");
    }
}
