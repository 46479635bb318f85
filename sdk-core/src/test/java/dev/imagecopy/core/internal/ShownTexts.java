package dev.imagecopy.core.internal;

import dev.imagecopy.core.error.ApiException;
import dev.imagecopy.core.error.SdkException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Every text of an exception that a person may read. */
public final class ShownTexts {
    private ShownTexts() {}

    /** Collects the texts of an exception, its causes and those suppressed. */
    public static void collect(Throwable error, List<String> into) {
        if (error == null) {
            return;
        }
        into.add(printed(error));
        if (error instanceof ApiException api) {
            into.add(api.code() + api.serviceMessage() + api.requestId() + api.bodyExcerpt() + api.details());
        }
        if (error instanceof SdkException sdk) {
            into.add(String.valueOf(sdk.resumeToken()));
        }
        collect(error.getCause(), into);
        for (Throwable suppressed : error.getSuppressed()) {
            collect(suppressed, into);
        }
    }

    /** What a log shows of an exception. */
    public static String printed(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
