package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;

/** The bytes of one file. Tests replace it by one whose disk is full. Safe for use by many threads. */
interface Medium extends AutoCloseable {
    /** Reads up to the length of the buffer from there; -1 at the end. */
    int read(long offset, byte[] buffer) throws IOException;

    void write(long offset, byte[] bytes) throws IOException;

    /** Returns when what was written survives a loss of power. */
    void sync() throws IOException;

    void truncate(long length) throws IOException;

    @Override
    void close() throws IOException;
}
