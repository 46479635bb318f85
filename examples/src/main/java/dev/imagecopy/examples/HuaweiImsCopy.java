package dev.imagecopy.examples;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.OperationSnapshot;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.huawei.ims.HuaweiImsClient;
import dev.imagecopy.huawei.ims.model.HuaweiCopyImageRequest;
import dev.imagecopy.huawei.ims.model.HuaweiImage;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Copies an image of Huawei Cloud IMS within its region and waits for it; or, given the resume token that an earlier run
 * printed, continues waiting.
 *
 * <pre>
 * HuaweiImsCopy &lt;region&gt; &lt;image id&gt; &lt;new name&gt;
 * HuaweiImsCopy &lt;region&gt; &lt;resume token&gt;
 * </pre>
 *
 * <p>Environment: {@code HUAWEICLOUD_SDK_AK}, {@code HUAWEICLOUD_SDK_SK}, {@code HUAWEICLOUD_SDK_PROJECT_ID} and, for temporary
 * keys, {@code HUAWEICLOUD_SDK_SECURITY_TOKEN}. Exit status: 0 copied, 1 not copied, 2 unknown: run it again with the token.
 */
public final class HuaweiImsCopy {
    private HuaweiImsCopy() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(HuaweiImsClient.builder(), Duration.ofHours(2), System.out, args));
    }

    static int run(HuaweiImsClient.Builder settings, Duration patience, PrintStream out, String... args)
            throws InterruptedException {
        try (HuaweiImsClient ims = settings.region(args[0]).build()) {
            Operation<HuaweiImage> copy = args.length == 2
                    ? ims.resume(ResumeToken.parse(args[1]))
                    : ims.copyImage(HuaweiCopyImageRequest.builder()
                            .imageId(args[1])
                            .name(args[2])
                            .build());
            out.println("Accepted. Resume token: " + copy.resumeToken().value()); // keep it: it survives this process
            HuaweiImage image =
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

    private static String line(OperationSnapshot<HuaweiImage> progress) {
        String percent = progress.progressPercent().isPresent()
                ? progress.progressPercent().getAsInt() + " %"
                : "";
        return (progress.state() + " " + percent).strip();
    }
}
