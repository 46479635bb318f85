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
import java.util.function.Consumer;

/**
 * What an application has set for its runs.
 *
 * @param clients the clients by name
 * @param store what remembers the copies, where there is one
 * @param limits how many copies at once
 * @param name names the run in the store
 * @param attempts how many copies are begun for a job whose copies fail
 * @param deletesLeftovers whether what a failed copy left is deleted
 * @param stopsAtFirstFailure whether a failure keeps other jobs from being started
 * @param deadline for the whole run
 * @param copyDeadline for each job, from when its turn comes
 * @param resumePolicy what may be assumed about copies that were being sent when the process ended
 * @param options for the calls
 * @param readAhead how many jobs may wait for their turn
 * @param onProgress hears how the run goes
 * @param onCopyProgress hears how each copy goes
 * @param onOutcome hears what became of each job
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
        Optional<Consumer<? super CopyOutcome>> onOutcome) {}
