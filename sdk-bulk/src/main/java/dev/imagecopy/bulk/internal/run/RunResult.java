package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How a run ended.
 *
 * @param counts how many jobs ended with each status
 * @param failures the first failures
 * @param elapsed how long it took
 */
public record RunResult(Map<CopyStatus, Long> counts, List<CopyOutcome> failures, Duration elapsed) {}
