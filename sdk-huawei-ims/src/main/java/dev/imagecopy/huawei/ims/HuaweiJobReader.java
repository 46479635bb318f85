package dev.imagecopy.huawei.ims;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.spi.WireId;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads jobs as both calls return them. Lenient: {@code entities} may be an object, a text or an array, numbers may be texts,
 * and dates may be empty; the vendor's own client fails on each of these.
 */
final class HuaweiJobReader {
    private HuaweiJobReader() {}

    static HuaweiJob read(JsonNode body) {
        if (LenientJson.string(body.path("status")).isEmpty()
                && WireId.find(body.path("job_id")).isEmpty()) {
            throw new JsonFormatException("the response is not a job: it has neither status nor job_id");
        }
        return job(body);
    }

    private static HuaweiJob job(JsonNode body) {
        JsonNode entities = body.path("entities");
        List<HuaweiJob> subJobs = new ArrayList<>(0); // a single copy has none, so the first poll loads no streams
        for (JsonNode subJob : LenientJson.items(entities.path("sub_jobs_result"))) {
            subJobs.add(job(subJob));
        }
        return HuaweiJob.builder()
                .id(LenientJson.text(body.path("job_id")))
                .status(LenientJson.text(body.path("status")))
                .type(LenientJson.nonEmptyText(body.path("job_type")))
                .beginTime(HuaweiTimes.read(body.path("begin_time")))
                .endTime(HuaweiTimes.read(body.path("end_time")))
                .errorCode(first(
                        body.path("error_code"), entities.path("error_code"), entities.path("addition_error_code")))
                .failReason(first(
                        body.path("fail_reason"),
                        entities.path("error"),
                        entities.path("error_msg"),
                        entities.path("addition_error_msg")))
                .progressPercent(percent(entities.path("process_percent")))
                .currentTask(LenientJson.nonEmptyText(entities.path("current_task")))
                .imageId(imageId(entities, subJobs))
                .imageName(LenientJson.nonEmptyText(entities.path("image_name")))
                .subJobs(subJobs)
                .build();
    }

    private static Optional<String> imageId(JsonNode entities, List<HuaweiJob> subJobs) {
        Optional<String> imageId = WireId.find(entities.path("image_id"));
        for (JsonNode result : LenientJson.items(entities.path("results"))) {
            imageId = imageId.isPresent() ? imageId : WireId.find(result.path("image_id"));
        }
        for (HuaweiJob subJob : subJobs) {
            imageId = imageId.isPresent() ? imageId : subJob.imageId();
        }
        return imageId;
    }

    /** A fraction of 1; at the end it is the integer 1. */
    private static OptionalInt percent(JsonNode value) {
        double number = LenientJson.asDouble(value).orElse(-1);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(100, Math.round(number * 100)));
    }

    private static Optional<String> first(JsonNode... places) {
        for (JsonNode place : places) {
            if (!LenientJson.text(place).isEmpty()) {
                return LenientJson.scalar(place);
            }
        }
        return Optional.empty();
    }
}
