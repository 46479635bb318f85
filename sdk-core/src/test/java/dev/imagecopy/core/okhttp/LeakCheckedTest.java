package dev.imagecopy.core.okhttp;

import dev.imagecopy.testing.NoLeaks;
import java.util.ArrayDeque;
import java.util.Deque;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;

/** Closes what a test opened, last first, and fails if a thread is left or an exception was caught by nobody. */
abstract class LeakCheckedTest {
    private final NoLeaks leaks = NoLeaks.start();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    /** Closes this at the end of the test. */
    final <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** A client of the application's, whose connections and threads the test frees in its stead. */
    final OkHttpClient borrowed(OkHttpClient.Builder builder) {
        OkHttpClient client = builder.build();
        opened.push(() -> {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        });
        return client;
    }

    @AfterEach
    final void nothingIsLeft() throws Exception {
        for (AutoCloseable resource : opened) {
            resource.close();
        }
        leaks.close();
    }
}
