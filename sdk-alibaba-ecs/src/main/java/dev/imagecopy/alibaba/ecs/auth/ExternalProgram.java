package dev.imagecopy.alibaba.ecs.auth;

import com.fasterxml.jackson.databind.JsonNode;
import dev.imagecopy.core.auth.CredentialsProvider;
import dev.imagecopy.core.error.CredentialsException;
import dev.imagecopy.core.error.ErrorContext;
import dev.imagecopy.core.error.SdkInterruptedException;
import dev.imagecopy.core.json.Json;
import dev.imagecopy.core.json.JsonFormatException;
import dev.imagecopy.core.json.LenientJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/** A program that prints a key as JSON within a minute. Its output is never shown. */
final class ExternalProgram implements CredentialsProvider<AlibabaCredentials> {
    private static final long LIMIT_SECONDS = 60;
    private static final int MAX_OUTPUT = 64 * 1024;

    private final List<String> command;

    ExternalProgram(String commandLine) {
        this.command = Arrays.stream(commandLine.strip().split("\\s+")).toList();
    }

    @Override
    public AlibabaCredentials resolve() {
        Process process = null;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            InputStream printed = process.getInputStream();
            // Read on another thread: a program that fills the pipe or never ends must not block us beyond the limit.
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> {
                try {
                    return printed.readNBytes(MAX_OUTPUT);
                } catch (IOException e) {
                    throw new CompletionException(e);
                }
            });
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw failure("the program did not end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failure("the program ended with " + process.exitValue());
            }
            return key(Json.parse(output.join()));
        } catch (IOException | CompletionException | JsonFormatException | IllegalArgumentException e) {
            throw new CredentialsException(
                    "the program could not be run, or did not print a key", ErrorContext.none(false), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SdkInterruptedException("interrupted while a program ran", ErrorContext.none(true), e);
        } finally {
            if (process != null) {
                process.destroyForcibly();
            }
        }
    }

    private static AlibabaCredentials key(JsonNode printed) {
        String id = LenientJson.text(printed.path("access_key_id"));
        String secret = LenientJson.text(printed.path("access_key_secret"));
        return LenientJson.textOr(printed.path("mode"), "AK").equals("StsToken")
                ? AlibabaCredentials.sts(id, secret, LenientJson.text(printed.path("sts_token")))
                : AlibabaCredentials.accessKey(id, secret);
    }

    private static CredentialsException failure(String reason) {
        return new CredentialsException(reason, ErrorContext.none(false), null);
    }
}
