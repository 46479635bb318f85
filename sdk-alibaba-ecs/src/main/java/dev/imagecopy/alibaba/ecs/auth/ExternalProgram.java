package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.credentials.ListedSettings;
import dev.imagecopy.core.credentials.MisplacedSecret;
import dev.imagecopy.core.credentials.NamedSettings;
import dev.imagecopy.core.credentials.SettingFile;
import dev.imagecopy.core.credentials.SwappedKey;
import dev.imagecopy.core.credentials.UnusedSettings;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.json.LenientJson;
import dev.imagecopy.core.time.TimeSource;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A program that prints a key as JSON, within a minute. Its output, its errors and its command line are never shown.
 *
 * <p>A key with {@code sts_token} is a temporary one, whatever mode the program prints or omits; it expires at
 * {@code expiration} (ISO 8601) or {@code sts_expiration} (seconds).
 */
final class ExternalProgram implements CredentialsProvider<AlibabaCredentials> {
    private static final long LIMIT_SECONDS = 60;
    private static final long LAST_WORDS_SECONDS = 2;
    private static final int MAX_OUTPUT = 64 * 1024;

    private static final List<String> NAMES = Stream.of(AlibabaSetting.values())
            .filter(each -> each.place().equals(AlibabaSetting.Place.PROGRAM))
            .map(AlibabaSetting::key)
            .toList();

    private final List<String> command;
    private final TimeSource time;
    private final UnusedSettings told;

    ExternalProgram(String commandLine, TimeSource time) {
        this(commandLine, time, new UnusedSettings("AlibabaEcsClient"));
    }

    /**
     * Creates the provider of one client.
     *
     * @param told warns about what the program prints and nobody knows
     */
    ExternalProgram(String commandLine, TimeSource time, UnusedSettings told) {
        String secret = MisplacedSecret.kind(commandLine);
        if (!secret.isEmpty()) {
            throw failure(AlibabaSetting.CLI_PROCESS_COMMAND.key() + " must be a command, but holds " + secret);
        }
        this.command = CommandLine.words(commandLine);
        this.time = time;
        this.told = told;
    }

    @Override
    public AlibabaCredentials resolve() {
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            CompletableFuture<byte[]> output = outputOf(process);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw failure("the program did not end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failure("the program ended with " + process.exitValue());
            }
            return key(ProgramOutput.document(SettingFile.decoded(output.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS))));
        } catch (TimeoutException e) {
            throw failure("the program ended, but another one that it started keeps its output open");
        } catch (IllegalArgumentException unfit) {
            throw failure("the program printed a key that cannot be used: " + unfit.getMessage());
        } catch (IOException | ExecutionException e) {
            // The cause is left out: it quotes the command line, which may hold a secret.
            throw failure("the program could not be run");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while a program ran", ErrorContext.none(true), e);
        } finally {
            if (process != null) {
                process.descendants().forEach(ProcessHandle::destroyForcibly); // they would keep the output open
                process.destroyForcibly();
            }
        }
    }

    /**
     * Reads during the wait, since a program that fills the pipe or never ends must not delay us beyond the limit. Uses a
     * thread of its own, which others in the process cannot starve; there is one for each program that is running.
     */
    private static CompletableFuture<byte[]> outputOf(Process process) {
        CompletableFuture<byte[]> output = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        output.complete(process.getInputStream().readNBytes(MAX_OUTPUT));
                    } catch (IOException | RuntimeException | Error e) {
                        output.completeExceptionally(e);
                    }
                },
                "image-copy-program-output");
        reader.setDaemon(true);
        reader.start();
        return output;
    }

    private AlibabaCredentials key(JsonNode document) {
        LenientJson.ambiguous(document, NAMES).ifPresent(name -> {
            throw failure("the program printed " + name + " twice, in different case and with different values");
        });
        NamedSettings printed = new ListedSettings(LenientJson.texts(document));
        told.warnUnknown(printed, KnownEntries.OF_PROGRAM.names(), KnownEntries.OF_PROGRAM.where());
        String mode = printed.value(AlibabaSetting.PROGRAM_MODE).orElse("");
        boolean temporary = mode.equalsIgnoreCase("StsToken");
        if (!mode.isEmpty() && !temporary && !mode.equalsIgnoreCase("AK")) {
            throw failure("the program printed a mode other than AK and StsToken, which is not supported");
        }
        String id = required(printed, AlibabaSetting.PROGRAM_KEY_ID);
        String secret = required(printed, AlibabaSetting.PROGRAM_KEY_SECRET);
        requireInPlace(printed);
        Optional<String> token = printed.value(AlibabaSetting.PROGRAM_STS_TOKEN);
        if (token.isEmpty() && (temporary || AlibabaCredentials.isTemporary(id) || hasOtherToken(printed))) {
            throw failure("the program did not print a key with its token: " + ProgramOutput.EXPECTED);
        }
        boolean roleAlone = mode.isEmpty() && token.isEmpty(); // a profile with these entries takes the role on
        if (roleAlone && printed.value(AlibabaSetting.CLI_RAM_ROLE_ARN).isPresent()) {
            throw failure("the program printed " + AlibabaSetting.CLI_RAM_ROLE_ARN.key()
                    + " without a mode, and only a key of its own is supported");
        }
        IdentityEntries.OF_PROGRAM.unused(printed, mode).forEach(told::warn);
        Optional<Instant> end = Stream.of(AlibabaSetting.PROGRAM_EXPIRATION, AlibabaSetting.PROGRAM_STS_EXPIRATION)
                .filter(each -> printed.value(each).isPresent())
                .findFirst()
                .map(each -> UnixTime.parse(printed.required(each), each))
                .filter(moment -> !moment.equals(Instant.EPOCH)); // programs in Go print 0 for none
        if (end.isPresent() && !end.get().isAfter(time.now())) {
            throw failure("the program printed a key that has ended");
        }
        if (token.isEmpty()) {
            return end.map(at -> AlibabaCredentials.accessKey(id, secret, at))
                    .orElseGet(() -> AlibabaCredentials.accessKey(id, secret));
        }
        return end.map(at -> AlibabaCredentials.sts(id, secret, token.orElse(""), at))
                .orElseGet(() -> AlibabaCredentials.sts(id, secret, token.orElse("")));
    }

    private static void requireInPlace(NamedSettings printed) {
        try {
            SwappedKey.requireInPlace(
                    printed,
                    AlibabaSetting.PROGRAM_KEY_ID,
                    AlibabaSetting.PROGRAM_KEY_SECRET,
                    AlibabaSetting.PROGRAM_STS_TOKEN);
        } catch (CredentialsException swapped) {
            throw failure("the program printed a key that cannot be used: " + swapped.getMessage());
        }
    }

    private static String required(NamedSettings printed, AlibabaSetting setting) {
        return printed.value(setting)
                .orElseThrow(() -> failure("the program did not print a key: " + setting.key() + " is missing, "
                        + ProgramOutput.EXPECTED));
    }

    /** Whether there is a token under a name of another tool or service. */
    private static boolean hasOtherToken(NamedSettings printed) {
        return printed.names().stream()
                .filter(name -> printed.value(name).isPresent())
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith("token"))
                .anyMatch(name -> IdentityEntries.OF_CLI.isMisnamed(name)
                        || KnownEntries.OF_PROGRAM.names().stream().noneMatch(name::equalsIgnoreCase));
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
