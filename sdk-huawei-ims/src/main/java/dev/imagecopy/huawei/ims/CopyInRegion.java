package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import java.util.Map;
import java.util.Optional;

/** A copy inside the client's region. */
final class CopyInRegion implements CopyKind<HuaweiCopyImageRequest> {
    @Override
    public Class<HuaweiCopyImageRequest> requestType() {
        return HuaweiCopyImageRequest.class;
    }

    @Override
    public String source(HuaweiCopyImageRequest request) {
        return request.imageId();
    }

    @Override
    public String name(HuaweiCopyImageRequest request) {
        return request.name();
    }

    @Override
    public Optional<String> description(HuaweiCopyImageRequest request) {
        return request.description();
    }

    @Override
    public Map<String, String> details(EnterpriseProject enterpriseProject, HuaweiCopyImageRequest request) {
        return Destination.details(
                request.imageId(), request.description(), request.cmkId(), request.enterpriseProjectId());
    }

    @Override
    public Optional<String> targetRegion(HuaweiCopyImageRequest request) {
        return Optional.empty();
    }

    @Override
    public HuaweiCopyImageRequest withDescription(HuaweiCopyImageRequest request, String description) {
        return request.toBuilder().description(description).build();
    }

    @Override
    public HuaweiCopyImageRequest in(EnterpriseProject enterpriseProject, HuaweiCopyImageRequest request) {
        Optional<String> id = enterpriseProject.id();
        return id.isEmpty() || request.enterpriseProjectId().isPresent()
                ? request
                : request.toBuilder().enterpriseProjectId(id.get()).build();
    }

    @Override
    public void write(HuaweiCopyImageRequest request, ObjectNode json) {
        json.put("imageId", request.imageId())
                .put("name", request.name())
                .put("description", request.description().orElse(null))
                .put("cmkId", request.cmkId().orElse(null))
                .put("enterpriseProjectId", request.enterpriseProjectId().orElse(null))
                .put("limitsIgnored", request.limitsIgnored());
    }

    @Override
    public HuaweiCopyImageRequest read(JsonNode json) {
        return new HuaweiCopyImageRequest(
                LenientJson.text(json.path("imageId")),
                LenientJson.text(json.path("name")),
                LenientJson.scalar(json.path("description")),
                LenientJson.scalar(json.path("cmkId")),
                LenientJson.scalar(json.path("enterpriseProjectId")),
                LenientJson.asBoolean(json.path("limitsIgnored")).orElse(false));
    }
}
