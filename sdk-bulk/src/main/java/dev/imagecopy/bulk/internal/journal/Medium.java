package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;

/** The bytes of one file. Tests replace it with one whose disk is full. Safe for use by multiple threads. */
interface Medium extends AutoCloseable {
    /** Reads at most the length of the buffer from an offset; -1 at the end. */
    int read(long offset, byte[] buffer) throws IOException;

    void write(long offset, byte[] bytes) throws IOException;

    /** Returns when everything written survives a power failure. */
    void sync() throws IOException;

    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
}
