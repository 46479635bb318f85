package dev.imagecopy.benchmarks.ours;

import dev.imagecopy.benchmarks.contender.Cloud;
import dev.imagecopy.benchmarks.contender.Contender;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;

/**
 * What hand-written clients have in common: the requests, as few bytes as a good engineer would spend on them. Each text is put
 * together once, headers and parameters are written in the order in which they are signed, and what never changes is a constant.
 * How requests are sent and read is each one's own.
 */
abstract class HandWritten implements Contender {
    private static final String NAME = "golden-2026-11";
    private static final String STATUSES = "Creating%2CWaiting%2CAvailable%2CUnAvailable%2CCreateFailed%2CDeprecated";
    private static final String BEARER = "Bearer " + ACCESS_KEY;
    private static final String HUAWEI_COPY = "/v1/cloudimages/" + IMAGE + "/copy";

    private Cloud cloud;
    private String endpoint;
    private String host;

    @Override
    public final void open(Cloud service, URI address) {
        cloud = service;
        endpoint = address.getScheme() + "://" + address.getAuthority();
        host = address.getAuthority();
        open();
    }

    abstract void open();

    /** Writes an object of texts. */
    abstract byte[] json(Map<String, String> members) throws IOException;

    /**
     * Sends a request and reads one member, of the object or of the first element of its lists; null if there is none, or
     * nothing at all.
     *
     * @param url the target with its query
     * @param body what is posted; null for a GET
     * @param once whether the request must not be repeated
     * @param headers names and values in turn
     * @param path the names of the member and of the objects around it
     */
    abstract String send(String url, byte[] body, boolean once, String[] headers, String... path)
            throws IOException, InterruptedException;

    @Override
    public final Object copy() throws IOException, InterruptedException, GeneralSecurityException {
        switch (cloud) {
            case HUAWEI -> {
                byte[] body = json(Map.of("name", NAME));
                String[] headers = Signing.huawei("POST", host, HUAWEI_COPY, body);
                return needed(send(endpoint + HUAWEI_COPY, body, true, headers, "job_id"));
            }
            case ALIBABA -> {
                String query = "ClientToken=" + UUID.randomUUID() + "&DestinationImageName=" + NAME
                        + "&DestinationRegionId=" + REGION + "&ImageId=" + IMAGE + "&RegionId=" + REGION;
                String[] headers = Signing.alibaba("CopyImage", host, query);
                return needed(send(endpoint + "/?" + query, Signing.NOTHING, false, headers, "ImageId"));
            }
            case YANDEX -> {
                byte[] body = json(Map.of("folderId", PROJECT, "name", NAME, "imageId", IMAGE));
                String key = UUID.randomUUID().toString();
                String[] headers = {"Authorization", BEARER, "Idempotency-Key", key};
                return needed(send(endpoint + "/cloud-desktop/v1/images:copy", body, false, headers, "id"));
            }
            case FABRIC -> {
                if (look("golden/new") != null) {
                    throw new IOException("there is something at the destination");
                }
                byte[] body = json(Map.of("RemoteSource", "incoming\\golden", "RemoteDestination", "golden\\new"));
                String url = endpoint + "/ImageStore/$/Copy?api-version=6.0&timeout=3600";
                String nothing = send(url, body, true, new String[] {"Authorization", BEARER});
                return nothing == null ? "golden/new" : nothing;
            }
            default -> throw new UnsupportedOperationException(cloud.name());
        }
    }

    @Override
    public final void poll(Object copy) throws IOException, InterruptedException, GeneralSecurityException {
        String status =
                switch (cloud) {
                    case HUAWEI -> {
                        String path = "/v1/cloudimages/job/" + copy;
                        yield send(endpoint + path, null, false, Signing.huawei("GET", host, path, null), "status");
                    }
                    case ALIBABA -> {
                        String query = "ImageId=" + copy + "&ImageOwnerAlias=self&PageNumber=1&PageSize=100&RegionId="
                                + REGION + "&Status=" + STATUSES;
                        String[] headers = Signing.alibaba("DescribeImages", host, query);
                        yield send(
                                endpoint + "/?" + query, Signing.NOTHING, false, headers, "Images", "Image", "Status");
                    }
                    case YANDEX -> {
                        String[] headers = {"Authorization", BEARER};
                        yield send(endpoint + "/operations/" + copy, null, false, headers, "done");
                    }
                    case FABRIC -> look("golden/copy");
                };
        needed(status);
    }

    private String look(String destination) throws IOException, InterruptedException {
        String url = endpoint + "/ImageStore/" + destination + "?api-version=6.2";
        String[] headers = {"Authorization", BEARER};
        return send(url, null, false, headers, "StoreFiles", "FileVersion", "VersionNumber");
    }

    private static String needed(String text) throws IOException {
        if (text == null) {
            throw new IOException("the answer is not understood");
        }
        return text;
    }
}
