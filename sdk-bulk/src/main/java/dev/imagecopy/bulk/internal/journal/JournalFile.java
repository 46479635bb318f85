package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One file of the journal with its index. Written by one thread; access by others is guarded by the journal's lock. */
final class JournalFile implements AutoCloseable {
    static final int VERSION = 1;
    private static final int USUAL_LINE = 2048;

    /** A line to be written. */
    static final class Line {
        private final byte[] bytes;
        private final KeyHash key;

        Line(Entry entry) {
            bytes = LineFormat.entry(entry);
            key = LineFormat.keyHash(entry.key());
        }
    }

    private final Medium medium;
    private final KeyIndex index;
    private final List<Damage> damage;
    private long end;
    private long lineCount;
    private long acknowledgedTo;
    private boolean endsWithLine;

    private JournalFile(Medium medium, KeyIndex index, List<Damage> damage) {
        this.medium = medium;
        this.index = index;
        this.damage = damage;
    }

    /** Reads a file, and writes the first line if it is new or empty. */
    static JournalFile open(Path path, Medium medium) throws IOException {
        KeyIndex index = new KeyIndex();
        Counted counted = new Counted(index);
        LineScan scan;
        try (InputStream in = Files.newInputStream(path)) {
            scan = LineScan.of(in, counted);
        }
        JournalFile file = new JournalFile(medium, index, scan.damage());
        file.end = scan.end();
        file.endsWithLine = scan.endsWithLine();
        file.lineCount = counted.lines;
        file.acknowledgedTo = counted.acknowledgedTo;
        long length = Files.size(path);
        if (counted.version > VERSION) {
            throw new IOException("The operation store is of version " + counted.version
                    + "; this release reads version " + VERSION + " and older");
        }
        if (counted.version == 0 && counted.lines == 0 && length > 0 && !isBeginOfHeader(path, length)) {
            throw new IOException("The file is no operation store: nothing in it is a line of one");
        }
        if (length > file.end) {
            medium.truncate(file.end);
        }
        if (file.end == 0) {
            byte[] header = LineFormat.header(VERSION);
            medium.write(0, header);
            medium.sync();
            file.end = header.length;
        }
        return file;
    }

    private static boolean isBeginOfHeader(Path path, long length) throws IOException {
        byte[] header = LineFormat.header(VERSION);
        return length < header.length && Arrays.equals(Files.readAllBytes(path), Arrays.copyOf(header, (int) length));
    }

    /** Appends lines. They count after {@link #publish}. */
    void write(List<Line> lines) throws IOException {
        int length = endsWithLine ? 0 : 1;
        for (Line line : lines) {
            length += line.bytes.length;
        }
        byte[] bytes = new byte[length];
        int at = 0;
        if (!endsWithLine) {
            bytes[at++] = '\n';
        }
        for (Line line : lines) {
            System.arraycopy(line.bytes, 0, bytes, at, line.bytes.length);
            at += line.bytes.length;
        }
        medium.write(end, bytes);
    }

    void sync() throws IOException {
        medium.sync();
    }

    /** Undoes what was written since the last {@link #publish}. */
    void withdraw() throws IOException {
        medium.truncate(end);
    }

    void publish(List<Line> lines) {
        long offset = end + (endsWithLine ? 0 : 1);
        for (Line line : lines) {
            index.put(line.key, offset);
            offset += line.bytes.length;
        }
        lineCount += lines.size();
        end = offset;
        endsWithLine = true;
    }

    /** Records that all damage is known. */
    void acknowledge() throws IOException {
        byte[] line = LineFormat.acknowledgement(end);
        byte[] bytes = endsWithLine ? line : new byte[line.length + 1];
        if (!endsWithLine) {
            bytes[0] = '\n';
            System.arraycopy(line, 0, bytes, 1, line.length);
        }
        medium.write(end, bytes);
        medium.sync();
        acknowledgedTo = end;
        end += bytes.length;
        endsWithLine = true;
    }

    List<Damage> unacknowledged() {
        return damage.stream().filter(one -> one.offset() >= acknowledgedTo).toList();
    }

    /** Whether a later line of the same key may be among damage that is not acknowledged. */
    boolean isInDoubt(long offset) {
        return !damage.isEmpty() && damage.get(damage.size() - 1).offset() > Math.max(offset, acknowledgedTo - 1);
    }

    int size() {
        return index.size();
    }

    /** How many lines no longer count. */
    long outdated() {
        return lineCount - index.size();
    }

    long offset(KeyHash key) {
        return index.find(key);
    }

    long[] offsets() {
        return index.offsets();
    }

    byte[] bytes(long offset) throws IOException {
        return bytes(medium, offset);
    }

    /** Reads the line at an offset, without its line end. */
    static byte[] bytes(Medium medium, long offset) throws IOException {
        byte[] buffer = new byte[USUAL_LINE];
        int filled = 0;
        int lineEnd = -1;
        while (lineEnd < 0) {
            if (filled == buffer.length) {
                buffer = Arrays.copyOf(buffer, filled * 4);
            }
            byte[] part = filled == 0 ? buffer : new byte[buffer.length - filled];
            int read = medium.read(offset + filled, part);
            if (read < 0) {
                lineEnd = filled;
                break;
            }
            if (part != buffer) {
                System.arraycopy(part, 0, buffer, filled, read);
            }
            for (int i = filled; i < filled + read && lineEnd < 0; i++) {
                lineEnd = buffer[i] == '\n' ? i : -1;
            }
            filled += read;
        }
        if (!LineFormat.isIntact(buffer, 0, lineEnd)) {
            int next = LineFormat.indexOfBegin(buffer, 1, lineEnd);
            lineEnd = (next < 0 ? lineEnd : next) - 1; // its end was changed
            if (!LineFormat.isIntact(buffer, 0, Math.max(0, lineEnd))) {
                throw new IOException("the operation store was changed while it was open");
            }
        }
        return Arrays.copyOf(buffer, lineEnd);
    }

    /** Writes the latest line of each key to another file, up to disk. */
    void copyTo(Medium other) throws IOException {
        long at = append(other, 0, List.of(LineFormat.header(VERSION)));
        List<byte[]> batch = new ArrayList<>();
        int batched = 0;
        for (long offset : index.offsets()) {
            byte[] kept = terminated(bytes(offset));
            batch.add(kept);
            batched += kept.length;
            if (batched > 1 << 18) {
                at = append(other, at, batch);
                batch.clear();
                batched = 0;
            }
        }
        append(other, at, batch);
        other.sync();
    }

    private static byte[] terminated(byte[] line) {
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        return whole;
    }

    private static long append(Medium to, long offset, List<byte[]> lines) throws IOException {
        byte[] bytes = new byte[lines.stream().mapToInt(line -> line.length).sum()];
        int at = 0;
        for (byte[] line : lines) {
            System.arraycopy(line, 0, bytes, at, line.length);
            at += line.length;
        }
        to.write(offset, bytes);
        return offset + bytes.length;
    }

    @Override
    public void close() throws IOException {
        medium.close();
    }

    /** Adds what is read to the index. */
    private static final class Counted implements LineScan.Lines {
        private final KeyIndex index;
        private int version;
        private long lines;
        private long acknowledgedTo;

        Counted(KeyIndex index) {
            this.index = index;
        }

        @Override
        public void line(long offset, byte[] bytes, int from, int to) {
            KeyHash key = LineFormat.keyHash(bytes, from, to).orElse(null);
            if (key != null) {
                index.put(key, offset);
                lines++;
                return;
            }
            LineFormat.version(bytes, from, to).ifPresent(found -> version = Math.max(version, found));
            LineFormat.acknowledged(bytes, from, to).ifPresent(upTo -> acknowledgedTo = Math.max(acknowledgedTo, upTo));
        }
    }
}
