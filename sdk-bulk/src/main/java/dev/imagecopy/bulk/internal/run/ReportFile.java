package dev.imagecopy.bulk.internal.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagecopy.bulk.CopyOutcome;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The report of a run: a line for each job, in the order in which they end. The first are kept in memory, all others in a
 * temporary file that only the owner can read, so that the report of a million jobs takes no more memory than that of a
 * thousand. The file has no name as soon as it is open, if the system permits that, and ends with the report.
 *
 * <p>Written by one thread at a time; afterwards it may be read by any number.
 */
public final class ReportFile implements Supplier<Stream<String>> {
    private static final int IN_MEMORY = 256 * 1024;

    private final boolean isKept;
    private final int inMemory;
    private final ByteArrayOutputStream recent = new ByteArrayOutputStream();
    private @Nullable RandomAccessFile file;
    private long written;
    private @Nullable IOException failure;

    /**
     * Creates an empty report.
     *
     * @param isKept whether there is one: a run without a store leaves nothing
     */
    public ReportFile(boolean isKept) {
        this(isKept, IN_MEMORY);
    }

    ReportFile(boolean isKept, int inMemory) {
        this.isKept = isKept;
        this.inMemory = inMemory;
    }

    /** Adds a job that has ended. */
    void add(CopyOutcome outcome) {
        if (!isKept || failure != null) {
            return;
        }
        recent.writeBytes((ReportLines.line(outcome) + '\n').getBytes(UTF_8));
        if (recent.size() >= inMemory) {
            try {
                spill();
            } catch (IOException e) {
                failure = e; // the copies are worth more than their report
                recent.reset();
            }
        }
    }

    private void spill() throws IOException {
        if (file == null) {
            file = open();
        }
        file.write(recent.toByteArray());
        written += recent.size();
        recent.reset();
    }

    private static RandomAccessFile open() throws IOException {
        Path path = Files.createTempFile("image-copy-report-", ".jsonl");
        RandomAccessFile opened = new RandomAccessFile(path.toFile(), "rw");
        try {
            Files.delete(path);
        } catch (IOException e) { // Windows keeps the name of an open file
            path.toFile().deleteOnExit();
        }
        return opened;
    }

    @Override
    public Stream<String> get() {
        if (!isKept) {
            throw new IllegalStateException("The run had no store, so there is no report of its jobs");
        }
        if (failure != null) {
            throw new UncheckedIOException("The report could not be written to a temporary file", failure);
        }
        InputStream tail = new ByteArrayInputStream(recent.toByteArray());
        InputStream all = file == null ? tail : new SequenceInputStream(new Section(file, written), tail);
        return new BufferedReader(new InputStreamReader(all, UTF_8)).lines();
    }

    /** Reads a file from its start, at its own position. */
    private static final class Section extends InputStream {
        private final RandomAccessFile file;
        private final long end;
        private long position;

        Section(RandomAccessFile file, long end) {
            this.file = file;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position >= end) {
                return -1;
            }
            synchronized (file) {
                file.seek(position);
                int count = file.read(into, offset, (int) Math.min(length, end - position));
                position += Math.max(0, count);
                return count;
            }
        }
    }
}
