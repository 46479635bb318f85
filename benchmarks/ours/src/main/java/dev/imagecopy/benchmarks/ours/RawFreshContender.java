package dev.imagecopy.benchmarks.ours;

import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * The yardstick for calls that this SDK sends on a fresh connection: like "raw", with a second client for such calls whose pool
 * keeps nothing. It speaks HTTP/1.1, since two calls at the same time could share a connection of HTTP/2.
 */
public final class RawFreshContender extends RawContender {
    private OkHttpClient fresh;

    @Override
    void open() {
        fresh = client(false)
                .newBuilder()
                .protocols(List.of(Protocol.HTTP_1_1))
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES))
                .build();
    }

    @Override
    OkHttpClient client(boolean once) {
        return once ? fresh : super.client(false);
    }
}
