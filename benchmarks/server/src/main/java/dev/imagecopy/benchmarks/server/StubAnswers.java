package dev.imagecopy.benchmarks.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.function.UnaryOperator;

/** What the services say: the shape and size of their documented examples. */
public final class StubAnswers {
    private static final String IMAGE_FIELDS =
            "\"ImageName\":\"golden-2026-11\",\"Description\":\"a copy\",\"Status\":\"Creating\","
                    + "\"Progress\":\"32%\",\"Size\":40,\"OSName\":\"Ubuntu 24.04 64 bit\",\"OSNameEn\":\"Ubuntu 24.04 64 bit\","
                    + "\"OSType\":\"linux\",\"Platform\":\"Ubuntu\",\"Architecture\":\"x86_64\",\"ImageOwnerAlias\":\"self\","
                    + "\"IsCopied\":true,\"IsSubscribed\":false,\"IsSupportCloudinit\":true,\"IsSupportIoOptimized\":true,"
                    + "\"IsSelfShared\":\"\",\"ImageVersion\":\"\",\"ProductCode\":\"\",\"Usage\":\"none\",\"ResourceGroupId\":\"\","
                    + "\"CreationTime\":\"2026-11-21T10:00:00Z\",\"Tags\":{\"Tag\":[]},\"DiskDeviceMappings\":{\"DiskDeviceMapping\":[{"
                    + "\"Device\":\"/dev/xvda\",\"Type\":\"system\",\"Size\":\"40\",\"Format\":\"\",\"Progress\":\"32%\",\"RemainTime\":600,"
                    + "\"Encrypted\":false,\"ImportOSSBucket\":\"\",\"ImportOSSObject\":\"\",\"SnapshotId\":\"\"}]}";

    private static final String LISTING =
            "{\"StoreFiles\":[{\"StoreRelativePath\":\"golden\\\\copy\\\\_.dir\",\"FileVersion\":{"
                    + "\"VersionNumber\":\"23\",\"EpochDataLossNumber\":\"131510254310497004\",\"EpochConfigurationNumber\":"
                    + "\"25769803776\"},\"FileSize\":\"0\",\"ModifiedDate\":\"2026-11-21T10:00:00.000Z\"},{\"StoreRelativePath\":"
                    + "\"golden\\\\copy\\\\ApplicationManifest.xml\",\"FileVersion\":{\"VersionNumber\":\"22\",\"EpochDataLossNumber\":"
                    + "\"131510254310497004\",\"EpochConfigurationNumber\":\"25769803776\"},\"FileSize\":\"897\",\"ModifiedDate\":"
                    + "\"2026-11-21T10:00:00.000Z\"}],\"StoreFolders\":[]}";

    private StubAnswers() {}

    /**
     * Answers a request.
     *
     * @param method its method
     * @param target its target with the query
     * @param headers looks up a header by its name in lower case, and returns an empty text if there is none
     * @param body its body, empty if there is none
     * @param arrivals counts it
     * @return the answer
     */
    public static StubAnswer to(
            String method, String target, UnaryOperator<String> headers, String body, Arrivals arrivals) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? "" : target.substring(mark + 1);
        if (path.equals("/")) {
            return alibaba(headers, query.isEmpty() ? body : body.isEmpty() ? query : query + "&" + body, arrivals);
        }
        if (path.startsWith("/ImageStore")) {
            return fabric(method, path, arrivals);
        }
        if (path.startsWith("/v1/cloudimages/job/") || path.contains("/jobs/")) {
            arrivals.polled();
            return ok(huaweiJob(path.substring(path.lastIndexOf('/') + 1)));
        }
        if (path.startsWith("/operations/")) {
            arrivals.polled();
            return ok(yandexOperation(path.substring("/operations/".length())));
        }
        if (path.endsWith("/copy")) {
            return ok("{\"job_id\":\"" + "edc89b490d7d439289" + fixed(arrivals.nextCopy()) + "\"}");
        }
        if (path.endsWith(":copy")) {
            return ok(yandexOperation("fv4" + fixed(arrivals.nextCopy())));
        }
        return path.equals("/arrivals") ? ok(arrivals.toString()) : new StubAnswer(404, "{\"error\":\"no such path\"}");
    }

    private static StubAnswer alibaba(UnaryOperator<String> headers, String query, Arrivals arrivals) {
        String action = headers.apply("x-acs-action");
        if (action.isEmpty()) {
            action = parameter(query, "Action");
        }
        if (action.equals("CopyImage")) {
            return ok("{\"ImageId\":\"m-bp1" + fixed(arrivals.nextCopy())
                    + "\",\"RequestId\":\"C8B26B44-0189-443E-9816-D951F59623A9\"}");
        }
        if (!action.equals("DescribeImages")) {
            return new StubAnswer(404, "{\"Code\":\"InvalidAction.NotFound\",\"Message\":\"no such action\"}");
        }
        arrivals.polled();
        String[] ids = parameter(query, "ImageId").split(",", -1);
        StringBuilder text = new StringBuilder(200 + 900 * ids.length)
                .append("{\"TotalCount\":")
                .append(ids.length)
                .append(",\"PageNumber\":1,\"PageSize\":100,\"RegionId\":\"eu-west-101\",")
                .append("\"RequestId\":\"C8B26B44-0189-443E-9816-D951F59623A9\",\"Images\":{\"Image\":[");
        for (int i = 0; i < ids.length; i++) {
            text.append(i == 0 ? "{" : ",{")
                    .append("\"ImageId\":\"")
                    .append(ids[i])
                    .append("\",")
                    .append(IMAGE_FIELDS)
                    .append('}');
        }
        return ok(text.append("]}}").toString());
    }

    private static StubAnswer fabric(String method, String path, Arrivals arrivals) {
        if (method.equals("POST")) {
            arrivals.nextCopy();
            return ok("");
        }
        if (path.endsWith("/new")) {
            return new StubAnswer(404, ""); // how a gateway says that there is nothing
        }
        arrivals.polled();
        return ok(LISTING);
    }

    private static String huaweiJob(String id) {
        return "{\"status\":\"RUNNING\",\"entities\":{\"process_percent\":0.32,\"current_task\":\"copy\",\"image_name\":"
                + "\"golden-2026-11\",\"sub_jobs_result\":[]},\"job_id\":\"" + id
                + "\",\"job_type\":\"imsCopyImageInRegionJob\",\"begin_time\":\"2026-11-21T10:00:00.859Z\",\"end_time\":\"\","
                + "\"error_code\":null,\"fail_reason\":null}";
    }

    private static String yandexOperation(String id) {
        return "{\"id\":\"" + id
                + "\",\"description\":\"Copy image\",\"createdAt\":\"2026-11-21T10:00:00Z\",\"createdBy\":"
                + "\"ajeb2b3c4d5e6f7g8h9i\",\"modifiedAt\":\"2026-11-21T10:00:00Z\",\"done\":false,\"metadata\":{\"@type\":"
                + "\"type.googleapis.com/yandex.cloud.clouddesktop.v1.api.CopyImageMetadata\",\"imageId\":\"fd8copy\"}}";
    }

    private static String fixed(long number) {
        String digits = Long.toString(number);
        return "00000000000000".substring(digits.length()) + digits;
    }

    private static StubAnswer ok(String body) {
        return new StubAnswer(200, body);
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name) && pair.length() > name.length() && pair.charAt(name.length()) == '=') {
                return URLDecoder.decode(pair.substring(name.length() + 1), UTF_8);
            }
        }
        return "";
    }
}
