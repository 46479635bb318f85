package dev.imagecopy.bulk.internal.run;

import dev.imagecopy.bulk.BulkProgress;
import dev.imagecopy.bulk.CopyClients;
import dev.imagecopy.bulk.CopyLimits;
import dev.imagecopy.bulk.CopyOutcome;
import dev.imagecopy.bulk.CopyProgress;
import dev.imagecopy.core.CallOptions;
import dev.imagecopy.core.operation.OperationStore;
import dev.imagecopy.core.operation.ResumePolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What an application has set for its runs.
 *
 * @param clients the clients by name
 * @param store the store for the copies, if there is one
 * @param limits how many copies may be in progress at once
 * @param name the run's name in the store
 * @param attempts how many copies are begun for a job whose copies fail
 * @param deletesLeftovers whether to delete what a failed copy has left
 * @param stopsAtFirstFailure whether no further jobs are started after a failure
 * @param deadline for the whole run
 * @param copyDeadline for each job, from its start
 * @param resumePolicy what may be assumed about copies that were being sent when the process ended
 * @param options for the calls
 * @param readAhead how many jobs may wait to start
 * @param onProgress receives the progress of the run
 * @param onCopyProgress receives the progress of each copy
 * @param onOutcome receives the outcome of each job
 * @param onFailure receives the exception of each job that has one
 */
public record RunSettings(
        CopyClients clients,
        Optional<OperationStore> store,
        CopyLimits limits,
        String name,
        int attempts,
        boolean deletesLeftovers,
        boolean stopsAtFirstFailure,
        Optional<Duration> deadline,
        Optional<Duration> copyDeadline,
        ResumePolicy resumePolicy,
        CallOptions options,
        int readAhead,
        Optional<Consumer<? super BulkProgress>> onProgress,
        Optional<Consumer<? super CopyProgress>> onCopyProgress,
        Optional<Consumer<? super CopyOutcome>> onOutcome,
        Optional<BiConsumer<? super CopyOutcome, ? super Throwable>> onFailure) {}
