package dev.imagecopy.examples;

import dev.imagecopy.core.error.AmbiguousOutcomeException;
import dev.imagecopy.core.error.OperationCancelledException;
import dev.imagecopy.core.error.OperationFailedException;
import dev.imagecopy.core.error.OperationWaitTimeoutException;
import dev.imagecopy.core.error.PollingStoppedException;
import dev.imagecopy.core.error.SdkException;
import dev.imagecopy.core.operation.Operation;
import dev.imagecopy.core.operation.ResumeToken;
import dev.imagecopy.yandex.desktop.YandexDesktopClient;
import dev.imagecopy.yandex.desktop.model.DesktopImage;
import dev.imagecopy.yandex.desktop.model.YandexCopyImageRequest;
import java.io.PrintStream;
import java.time.Duration;

/**
 * Copies a compute image of Yandex Cloud to Cloud Desktop and waits for it; or, given the resume token that an earlier run
 * printed, continues waiting.
 *
 * <pre>
 * YandexDesktopCopy &lt;folder id&gt; &lt;image id&gt; &lt;new name&gt;
 * YandexDesktopCopy &lt;resume token&gt;
 * </pre>
 *
 * <p>Environment: {@code YC_IAM_TOKEN}, or {@code YC_SERVICE_ACCOUNT_KEY_FILE} with an authorized key. Exit status: 0 copied, 1
 * not copied, 2 unknown: run it again with the token.
 */
public final class YandexDesktopCopy {
    private YandexDesktopCopy() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(YandexDesktopClient.builder(), Duration.ofHours(2), System.out, args));
    }

    static int run(YandexDesktopClient.Builder settings, Duration patience, PrintStream out, String... args)
            throws InterruptedException {
        try (YandexDesktopClient desktop = settings.build()) {
            Operation<DesktopImage> copy = args.length == 1
                    ? desktop.resume(ResumeToken.parse(args[0]))
                    : desktop.copyImage(YandexCopyImageRequest.builder()
                            .folderId(args[0])
                            .imageId(args[1])
                            .name(args[2])
                            .build());
            out.println("Accepted. Resume token: " + copy.resumeToken().value()); // keep it: it survives this process
            DesktopImage image =
                    copy.onProgress(progress -> out.println(progress.state())).await(patience);
            out.println("Copied to " + image.id() + " in folder " + image.folderId());
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
}
