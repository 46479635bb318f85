package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.huawei.ims.model.HuaweiCopyToRegionRequest;
import java.util.Map;
import java.util.Optional;

/** A copy from the client's region into another. */
final class CopyToRegion implements CopyKind<HuaweiCopyToRegionRequest> {
    @Override
    public Class<HuaweiCopyToRegionRequest> requestType() {
        return HuaweiCopyToRegionRequest.class;
    }

    @Override
    public String source(HuaweiCopyToRegionRequest request) {
        return request.imageId();
    }

    @Override
    public String name(HuaweiCopyToRegionRequest request) {
        return request.name();
    }

    @Override
    public Optional<String> description(HuaweiCopyToRegionRequest request) {
        return request.description();
    }

    @Override
    public Map<String, String> details(EnterpriseProject enterpriseProject, HuaweiCopyToRegionRequest request) {
        Map<String, String> details =
                Destination.details(request.imageId(), request.description(), Optional.empty(), Optional.empty());
        details.put(Destination.TARGET_REGION, request.targetRegion());
        details.put(Destination.TARGET_PROJECT_NAME, request.targetProjectName().orElse(request.targetRegion()));
        request.targetProjectId().ifPresent(id -> details.put(Destination.TARGET_PROJECT, id));
        // The service does not say which enterprise project the new image joins.
        enterpriseProject
                .id()
                .ifPresent(id -> details.put(Destination.SEARCHED_ENTERPRISES, EnterpriseProject.ALL_GRANTED));
        return details;
    }

    @Override
    public Optional<String> targetRegion(HuaweiCopyToRegionRequest request) {
        return Optional.of(request.targetRegion());
    }

    @Override
    public HuaweiCopyToRegionRequest withDescription(HuaweiCopyToRegionRequest request, String description) {
        return request.toBuilder().description(description).build();
    }

    @Override
    public HuaweiCopyToRegionRequest in(EnterpriseProject enterpriseProject, HuaweiCopyToRegionRequest request) {
        return request;
    }

    @Override
    public void write(HuaweiCopyToRegionRequest request, ObjectNode json) {
        json.put("imageId", request.imageId())
                .put("name", request.name())
                .put("description", request.description().orElse(null))
                .put("targetRegion", request.targetRegion())
                .put("targetProjectName", request.targetProjectName().orElse(null))
                .put("targetProjectId", request.targetProjectId().orElse(null))
                .put("agencyName", request.agencyName())
                .put("vaultId", request.vaultId().orElse(null))
                .put("limitsIgnored", request.limitsIgnored());
    }

    @Override
    public HuaweiCopyToRegionRequest read(JsonNode json) {
        return new HuaweiCopyToRegionRequest(
                LenientJson.text(json.path("imageId")),
                LenientJson.text(json.path("name")),
                LenientJson.scalar(json.path("description")),
                LenientJson.text(json.path("targetRegion")),
                LenientJson.scalar(json.path("targetProjectName")),
                LenientJson.scalar(json.path("targetProjectId")),
                LenientJson.text(json.path("agencyName")),
                LenientJson.scalar(json.path("vaultId")),
                LenientJson.asBoolean(json.path("limitsIgnored")).orElse(false));
    }
}
