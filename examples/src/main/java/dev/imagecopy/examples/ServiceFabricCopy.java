package dev.imagecopy.examples;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.servicefabric.ServiceFabricClient;
import dev.imagecopy.servicefabric.auth.ServiceFabricCredentials;
import dev.imagecopy.servicefabric.model.CopiedContent;
import dev.imagecopy.servicefabric.model.CopyImageStoreContentRequest;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;

/**
 * Copies a folder or file inside the image store of a Service Fabric cluster and waits for it; or, given the resume token that
 * an earlier run printed, checks whether the copy has finished.
 *
 * <pre>
 * ServiceFabricCopy &lt;source path&gt; &lt;destination path&gt;
 * ServiceFabricCopy &lt;resume token&gt;
 * </pre>
 *
 * <p>Environment: {@code SERVICE_FABRIC_GATEWAY}, for example {@code https://cluster.example:19080}, and
 * {@code SERVICE_FABRIC_TOKEN}, a bearer token of Microsoft Entra ID. Service Fabric's own tools define no variables; these are
 * this program's. Exit status: 0 copied, 1 not copied, 2 unknown: run it again with the token.
 */
public final class ServiceFabricCopy {
    private ServiceFabricCopy() {}

    public static void main(String[] args) throws InterruptedException {
        ServiceFabricClient.Builder settings = ServiceFabricClient.builder()
                .endpoint(URI.create(System.getenv("SERVICE_FABRIC_GATEWAY")))
                .credentials(ServiceFabricCredentials.bearer(() -> System.getenv("SERVICE_FABRIC_TOKEN")));
        System.exit(run(settings, Duration.ofHours(1), System.out, args));
    }

    static int run(ServiceFabricClient.Builder settings, Duration patience, PrintStream out, String... args)
            throws InterruptedException {
        try (ServiceFabricClient fabric = settings.build()) {
            Operation<CopiedContent> copy = args.length == 1
                    ? fabric.resume(ResumeToken.parse(args[0]))
                    : fabric.copyImage(CopyImageStoreContentRequest.builder()
                            .remoteSource(args[0])
                            .remoteDestination(args[1])
                            .serverTimeout(Duration.ofMinutes(30))
                            .build());
            out.println("Sent. Resume token: " + copy.resumeToken().value()); // keep it: it survives this process
            CopiedContent content = copy.onProgress(progress -> out.println(progress.providerStatus()))
                    .await(patience);
            out.println("Copied to " + content.destination());
            return 0;
        } catch (OperationFailedException | OperationCancelledException over) {
            out.println("The copy ended without content: " + over.getMessage());
            return 1;
        } catch (OperationWaitTimeoutException | PollingStoppedException goesOn) {
            out.println("The copy goes on without us: " + goesOn.getMessage());
            return 2;
        } catch (AmbiguousOutcomeException unknown) {
            out.println("The destination may hold the old, the new or no content: " + unknown.getMessage());
            unknown.resumeToken().ifPresent(token -> out.println("Resume token: " + token.value()));
            return 2;
        } catch (SdkException refused) {
            out.println("Not copied: " + refused.getMessage());
            return 1;
        }
    }
}
