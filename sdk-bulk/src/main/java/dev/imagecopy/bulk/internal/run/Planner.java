package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyJob;
import dev.imagecopy.core.Copies;
import dev.imagecopy.core.CopyTarget;
import dev.imagecopy.core.ImageCopyClient;
import dev.imagecopy.core.operation.StoredRequest;

/** Plans each job with the help of its client. Not thread-safe. */
public final class Planner {
    private final CopyClients clients;
    private final JobKeys keys;

    /**
     * Creates a planner.
     *
     * @param clients the clients by name
     * @param keys gives the jobs their keys
     */
    public Planner(CopyClients clients, JobKeys keys) {
        this.clients = clients;
        this.keys = keys;
    }

    /**
     * Plans a job.
     *
     * @throws IllegalArgumentException if there is no such client, or it does not know the request
     */
    public PlannedJob<?> plan(CopyJob job) {
        ImageCopyClient<?, ?> client = clients.client(job.client())
                .orElseThrow(() -> new IllegalArgumentException(
                        "There is no client of the name " + job.client() + ", only " + clients.names()));
        return plan(job, client.copies());
    }

    private <T> PlannedJob<T> plan(CopyJob job, Copies<T> copies) {
        CopyTarget target = copies.target(job.request());
        StoredRequest request = copies.write(job.request());
        if (job.mode() == CopyJob.Mode.ENSURE && target.name().isEmpty()) {
            throw new IllegalArgumentException("The request gives its copy no name, so there is nothing to look for");
        }
        return new PlannedJob<>(
                job,
                copies,
                target,
                copies.sourceId(job.request()),
                request.kind(),
                keys.id(job, target.provider(), PlannedJob.owner(target, job), request));
    }
}
