package dev.imagecopy.examples;

import dev.imagecopy.alibaba.ecs.AlibabaEcsClient;
import dev.imagecopy.alibaba.ecs.model.AlibabaCopyImageRequest;
import dev.imagecopy.alibaba.ecs.model.AlibabaImage;
import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Copies an image of Alibaba Cloud ECS and waits for it; or, given the resume token that an earlier run printed, continues
 * waiting.
 *
 * <pre>
 * AlibabaEcsCopy &lt;region&gt; &lt;image id&gt; &lt;destination region&gt; &lt;new name&gt;
 * AlibabaEcsCopy &lt;region&gt; &lt;resume token&gt;
 * </pre>
 *
 * <p>Environment: {@code ALIBABA_CLOUD_ACCESS_KEY_ID}, {@code ALIBABA_CLOUD_ACCESS_KEY_SECRET} and, for temporary keys,
 * {@code ALIBABA_CLOUD_SECURITY_TOKEN}. Exit status: 0 copied, 1 not copied, 2 unknown: run it again with the token.
 */
public final class AlibabaEcsCopy {
    private AlibabaEcsCopy() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(AlibabaEcsClient.builder(), Duration.ofHours(2), System.out, args));
    }

    static int run(AlibabaEcsClient.Builder settings, Duration patience, PrintStream out, String... args)
            throws InterruptedException {
        try (AlibabaEcsClient ecs = settings.region(args[0]).build()) {
            Operation<AlibabaImage> copy = args.length == 2
                    ? ecs.resume(ResumeToken.parse(args[1]))
                    : ecs.copyImage(AlibabaCopyImageRequest.builder()
                            .imageId(args[1])
                            .targetRegion(args[2])
                            .name(args[3])
                            .build());
            out.println("Accepted. Resume token: " + copy.resumeToken().value()); // keep it: it survives this process
            AlibabaImage image =
                    copy.onProgress(progress -> out.println(line(progress))).await(patience);
            out.println("Copied to " + image.id() + " in " + image.region());
            return 0;
        } catch (OperationFailedException | OperationCancelledException over) {
            out.println("The copy ended without an image: " + over.getMessage());
            return 1;
        } catch (OperationWaitTimeoutException | PollingStoppedException goesOn) {
            out.println("The copy goes on without us: " + goesOn.getMessage());
            return 2;
        } catch (AmbiguousOutcomeException unknown) {
            out.println("The copy may have begun, do not start another: " + unknown.getMessage());
            unknown.resumeToken().ifPresent(token -> out.println("Resume token: " + token.value()));
            return 2;
        } catch (SdkException refused) {
            out.println("Not copied: " + refused.getMessage());
            return 1;
        }
    }

    private static String line(OperationSnapshot<AlibabaImage> progress) {
        String percent = progress.progressPercent().isPresent()
                ? progress.progressPercent().getAsInt() + " %"
                : "";
        return (progress.state() + " " + percent).strip();
    }
}
