package dev.imagecopy.benchmarks.ours;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What hand-written clients have in common: the requests. How they are sent and read is each one's own. */
abstract class HandWritten implements Contender {
    private static final String STATUSES = "Creating,Waiting,Available,UnAvailable,CreateFailed,Deprecated";

    private Cloud cloud;
    private String endpoint;

    @Override
    public final void open(Cloud service, URI address) {
        cloud = service;
        endpoint = address.toString();
        open();
    }

    abstract void open();

    /** Writes an object of texts. */
    abstract byte[] json(Map<String, String> members) throws IOException;

    /** Sends a request and reads one member, of the object or of the first element of its lists; null if there is none. */
    abstract String send(WireRequest request, String... path) throws IOException, InterruptedException;

    @Override
    public final Object copy() throws IOException, InterruptedException, GeneralSecurityException {
        switch (cloud) {
            case HUAWEI -> {
                byte[] body = json(Map.of("name", "golden-2026-11"));
                String url = endpoint + "/v1/cloudimages/" + IMAGE + "/copy";
                WireRequest request = WireRequest.post(url, "application/json;charset=UTF-8", body);
                return needed(send(Signing.huawei(request).onFreshConnection(), "job_id"));
            }
            case ALIBABA -> {
                Map<String, String> query = new LinkedHashMap<>();
                query.put("RegionId", REGION);
                query.put("ImageId", IMAGE);
                query.put("DestinationRegionId", REGION);
                query.put("DestinationImageName", "golden-2026-11");
                query.put("ClientToken", UUID.randomUUID().toString());
                return needed(send(Signing.alibaba(endpoint, "CopyImage", query), "ImageId"));
            }
            case YANDEX -> {
                Map<String, String> members = new LinkedHashMap<>();
                members.put("folderId", PROJECT);
                members.put("name", "golden-2026-11");
                members.put("imageId", IMAGE);
                String url = endpoint + "/cloud-desktop/v1/images:copy";
                WireRequest request = WireRequest.post(url, "application/json", json(members))
                        .header("Idempotency-Key", UUID.randomUUID().toString());
                return needed(send(bearer(request), "id"));
            }
            case FABRIC -> {
                look();
                Map<String, String> members = new LinkedHashMap<>();
                members.put("RemoteSource", "incoming\\golden");
                members.put("RemoteDestination", "golden\\copy");
                String url = endpoint + "/ImageStore/$/Copy?api-version=6.0&timeout=3600";
                WireRequest request = WireRequest.post(url, "application/json", json(members));
                String nothing = send(bearer(request).onFreshConnection());
                return nothing == null ? "golden/copy" : nothing;
            }
            default -> throw new UnsupportedOperationException(cloud.name());
        }
    }

    @Override
    public final void poll(Object copy) throws IOException, InterruptedException, GeneralSecurityException {
        String status =
                switch (cloud) {
                    case HUAWEI ->
                        send(Signing.huawei(WireRequest.get(endpoint + "/v1/cloudimages/job/" + copy)), "status");
                    case ALIBABA -> {
                        Map<String, String> query = new LinkedHashMap<>();
                        query.put("RegionId", REGION);
                        query.put("ImageId", (String) copy);
                        query.put("Status", STATUSES);
                        query.put("PageSize", "100");
                        query.put("PageNumber", "1");
                        yield send(Signing.alibaba(endpoint, "DescribeImages", query), "Images", "Image", "Status");
                    }
                    case YANDEX -> send(bearer(WireRequest.get(endpoint + "/operations/" + copy)), "done");
                    case FABRIC -> look();
                };
        needed(status);
    }

    private String look() throws IOException, InterruptedException {
        WireRequest request = WireRequest.get(endpoint + "/ImageStore/golden/copy?api-version=6.2");
        return needed(send(bearer(request), "StoreFiles", "FileVersion", "VersionNumber"));
    }

    private static WireRequest bearer(WireRequest request) {
        return request.header("Authorization", "Bearer " + ACCESS_KEY);
    }

    private static String needed(String text) throws IOException {
        if (text == null) {
            throw new IOException("the answer is not understood");
        }
        return text;
    }
}
