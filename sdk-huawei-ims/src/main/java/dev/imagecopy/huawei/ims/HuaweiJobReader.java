package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.http.HttpResponse;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.JsonValue;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads jobs as both endpoints send them. Lenient: {@code entities} may be an object, a text or an array, numbers may be
 * texts, and dates empty; the vendor's own client fails a poll on each of these.
 */
final class HuaweiJobReader {
    private HuaweiJobReader() {}

    static HuaweiJob read(JsonValue body, HttpResponse response) {
        if (!body.get("status").isPresent() && !body.get("job_id").isPresent()) {
            throw new JsonFormatException("the answer is no job: it has neither status nor job_id");
        }
        return job(body, HuaweiImsErrors.requestId(response));
    }

    private static HuaweiJob job(JsonValue body, Optional<String> requestId) {
        JsonValue entities = body.get("entities");
        List<HuaweiJob> subJobs = new ArrayList<>(0); // one copy has none: the first poll needs no streams for them
        for (JsonValue subJob : entities.get("sub_jobs_result").items()) {
            subJobs.add(job(subJob, requestId));
        }
        return new HuaweiJob(
                body.get("job_id").textOr(""),
                body.get("status").textOr(""),
                body.get("job_type").textOr(""),
                HuaweiTimes.read(body.get("begin_time")),
                HuaweiTimes.read(body.get("end_time")),
                first(body.get("error_code"), entities.get("error_code"), entities.get("addition_error_code")),
                first(
                        body.get("fail_reason"),
                        entities.get("error"),
                        entities.get("error_msg"),
                        entities.get("addition_error_msg")),
                percent(entities.get("process_percent")),
                entities.get("current_task").nonEmptyText(),
                imageId(entities, subJobs),
                entities.get("image_name").nonEmptyText(),
                subJobs,
                requestId);
    }

    private static Optional<String> imageId(JsonValue entities, List<HuaweiJob> subJobs) {
        Optional<String> imageId = entities.get("image_id").nonEmptyText();
        for (JsonValue result : entities.get("results").items()) {
            imageId = imageId.isPresent() ? imageId : result.get("image_id").nonEmptyText();
        }
        for (HuaweiJob subJob : subJobs) {
            imageId = imageId.isPresent() ? imageId : subJob.imageId();
        }
        return imageId;
    }

    /** A fraction of 1; the final value is the integer 1. */
    private static OptionalInt percent(JsonValue value) {
        double number = value.asDouble().orElse(-1);
        return number < 0 ? OptionalInt.empty() : OptionalInt.of((int) Math.min(100, Math.round(number * 100)));
    }

    private static Optional<String> first(JsonValue... places) {
        for (JsonValue place : places) {
            if (!place.textOr("").isEmpty()) {
                return place.text();
            }
        }
        return Optional.empty();
    }
}
