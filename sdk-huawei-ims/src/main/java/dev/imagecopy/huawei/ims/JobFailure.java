package dev.imagecopy.huawei.ims;

import dev.imagecopy.core.operation.OperationFailure;
import dev.imagecopy.huawei.ims.model.HuaweiJob;
import dev.imagecopy.huawei.ims.model.HuaweiJobStatus;
import java.util.Optional;
import java.util.StringJoiner;

/** Summarizes a failed job in one code and one line: its own message and those of its failed sub-jobs. */
final class JobFailure {
    private JobFailure() {}

    static OperationFailure of(HuaweiJob job) {
        StringJoiner words = new StringJoiner("; ");
        job.failReason().map(JobFailure::oneLine).ifPresent(words::add);
        job.subJobs().stream().filter(JobFailure::isFailed).forEach(subJob -> words.add(words(subJob)));
        String code = job.errorCode()
                .or(() -> job.subJobs().stream()
                        .filter(JobFailure::isFailed)
                        .flatMap(subJob -> subJob.errorCode().stream())
                        .findFirst())
                .orElse(job.status());
        return new OperationFailure(oneLine(code), words.toString(), Optional.empty());
    }

    private static boolean isFailed(HuaweiJob job) {
        return job.knownStatus() == HuaweiJobStatus.FAIL;
    }

    private static String words(HuaweiJob subJob) {
        StringBuilder text =
                new StringBuilder("sub-job ").append(oneLine(subJob.id())).append(" failed");
        subJob.errorCode().ifPresent(code -> text.append(": ").append(oneLine(code)));
        subJob.failReason()
                .ifPresent(reason -> text.append(" \"").append(oneLine(reason)).append('"'));
        return text.toString();
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    }
}
