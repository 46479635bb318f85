/**
 * Transport, retries, authentication, operations and errors: everything the provider modules share. The package
 * {@code internal} is the engine: the one-screen pipeline, the retry decisions, the poll loop. No tool of a caller's reads its
 * annotations, and the build takes all our packages as {@code @NullMarked}, so it has no description of its own.
 */
module dev.imagecopy.core {
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires okhttp3;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.imagecopy.core;
    exports dev.imagecopy.core.auth;
    exports dev.imagecopy.core.client;
    exports dev.imagecopy.core.credentials;
    exports dev.imagecopy.core.error;
    exports dev.imagecopy.core.event;
    exports dev.imagecopy.core.http;
    exports dev.imagecopy.core.json;
    exports dev.imagecopy.core.okhttp;
    exports dev.imagecopy.core.operation;
    exports dev.imagecopy.core.retry;
    exports dev.imagecopy.core.spi;
    exports dev.imagecopy.core.time;
}
