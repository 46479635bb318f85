package dev.imagecopy.bulk.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.operation.StoredRequest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/**
 * The idempotency keys of a run's jobs, which are the same in every start: UUIDs of version 8, which all services accept. The
 * first part is the same for all jobs of a run, the middle identifies the job and its run, and the end is the number of the
 * attempt. The job's client is only included
 * if its account is unknown, so that any other can be renamed between two starts.
 */
public final class JobKeys {
    /** How many attempts of a job have a key. */
    static final int MOST_ATTEMPTS = 0xffff;

    private final MessageDigest digest = sha256();
    private final SeenJobs seen = new SeenJobs();
    private final SeenJobs givenIds = new SeenJobs();
    private final SeenJobs givenRequests = new SeenJobs();
    private final String name;
    private final String run;

    /** Identifies a job. */
    public record JobId(String run, long high, long low) {
        /**
         * The key of an attempt.
         *
         * @param attempt from 1; 0 for an image that was found without an attempt
         */
        public String key(int attempt) {
            return String.format(
                    Locale.ROOT,
                    "%s-%04x-8%03x-%04x-%08x%04x",
                    run,
                    high >>> 48,
                    high >>> 36 & 0xfff,
                    0x8000 | (high >>> 22 & 0x3fff),
                    low >>> 32,
                    Math.min(attempt, MOST_ATTEMPTS));
        }
    }

    /**
     * Creates the keys of a run.
     *
     * @param runName its name
     */
    public JobKeys(String runName) {
        this.name = runName;
        this.run = String.format(Locale.ROOT, "%08x", (int) hash("run", runName).getLong());
    }

    /** The prefix of the keys of all jobs of this run. */
    String prefix() {
        return run + "-";
    }

    /** Reads the number of the attempt from a key. */
    static int attempt(String key) {
        return Integer.parseInt(key.substring(key.length() - 4), 16);
    }

    /**
     * Returns what the keys of all attempts of a job have in common.
     *
     * @param key one of them, or any text
     */
    public static String job(String key) {
        return key.substring(0, Math.max(0, key.length() - 4));
    }

    /**
     * The key of an attempt of a job.
     *
     * @param job the part that {@link #job} returns
     * @param attempt from 1
     */
    public static String key(String job, int attempt) {
        return job + String.format(Locale.ROOT, "%04x", Math.min(attempt, MOST_ATTEMPTS));
    }

    /**
     * Returns the identity of a job.
     *
     * @param scope the account, project or folder; if it is unknown, what keeps it apart from others
     * @throws IllegalArgumentException if another request of the run has the id that the job was given
     */
    JobId id(CopyJob job, String provider, String scope, StoredRequest request) {
        String mode = job.mode().name();
        if (job.id().isPresent()) {
            ByteBuffer given = hash("id", name, mode, provider, scope, job.id().get());
            requireSameRequest(job.id().get(), given, request);
            return id(given);
        }
        ByteBuffer alike = hash("request", name, mode, provider, scope, request.kind(), request.json());
        if (job.mode() == CopyJob.Mode.ENSURE) {
            return id(alike); // one image is enough for two jobs that ensure the same one
        }
        int before = seen.count(alike.getLong(0));
        return before == 0
                ? id(alike)
                : id(hash(
                        "again", name, mode, provider, scope, request.kind(), request.json(), String.valueOf(before)));
    }

    private void requireSameRequest(String id, ByteBuffer given, StoredRequest request) {
        String owner = Long.toHexString(given.getLong(0));
        long asked = hash("given", owner, request.kind(), request.json()).getLong(0);
        if (givenRequests.contains(asked)) {
            return;
        }
        if (givenIds.contains(given.getLong(0))) {
            throw new IllegalArgumentException(
                    "The id '" + id + "' is that of another request in this run; give each request an id of its own");
        }
        givenIds.count(given.getLong(0));
        givenRequests.count(asked);
    }

    private JobId id(ByteBuffer hash) {
        return new JobId(run, hash.getLong(0), hash.getLong(8));
    }

    private ByteBuffer hash(String... parts) {
        for (String part : parts) {
            byte[] bytes = part.getBytes(UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
            digest.update(bytes);
        }
        return ByteBuffer.wrap(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
