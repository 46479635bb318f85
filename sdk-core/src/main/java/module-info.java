/**
 * Transport, retries, authentication, operations and errors: everything the provider modules share. What is not exported is the
 * engine: {@code internal.call} makes calls, {@code internal.operation} runs operations on top of them, and {@code internal}
 * holds what both share.
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
