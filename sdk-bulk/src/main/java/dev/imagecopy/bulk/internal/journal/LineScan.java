package dev.imagecopy.bulk.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a file from the beginning and distinguishes intact lines, the partially written last line, and changed bytes. A changed
 * byte damages only one line, even if it is a line end.
 */
final class LineScan {
    private static final int BUFFER = 1 << 16;

    /** Receives the intact lines. */
    interface Lines {
        /**
         * Receives one line.
         *
         * @param offset its offset in the file
         * @param bytes the buffer that contains it
         * @param from the index of its first byte
         * @param to the index after its last byte, without the line end
         */
        void line(long offset, byte[] bytes, int from, int to);
    }

    private final Lines lines;
    private final List<Damage> damage = new ArrayList<>();
    private long end;
    private boolean endsWithLine = true;

    private LineScan(Lines lines) {
        this.lines = lines;
    }

    static LineScan of(InputStream in, Lines lines) throws IOException {
        LineScan scan = new LineScan(lines);
        scan.read(in);
        return scan;
    }

    /** Where the next line is written: the end of the file, without a partially written line. */
    long end() {
        return end;
    }

    /** Whether the file ends with a line end. */
    boolean endsWithLine() {
        return endsWithLine;
    }

    List<Damage> damage() {
        return damage;
    }

    private void read(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long base = 0; // the offset of the buffer's first byte
        int filled = 0;
        for (int read = in.read(buffer, 0, buffer.length);
                read >= 0;
                read = in.read(buffer, filled, buffer.length - filled)) {
            int from = 0;
            for (int i = filled; i < filled + read; i++) {
                if (buffer[i] == '\n') {
                    segment(base, buffer, from, i, true);
                    from = i + 1;
                }
            }
            filled += read - from;
            System.arraycopy(buffer, from, buffer, 0, filled);
            base += from;
            if (filled == buffer.length) {
                if (filled > 4 * LineFormat.MAX_LENGTH) {
                    throw new IOException("a line of the file is longer than any that was written");
                }
                buffer = Arrays.copyOf(buffer, filled * 2);
            }
        }
        end = base;
        if (filled > 0) {
            segment(base, buffer, 0, filled, false);
        }
    }

    /** Examines what is between two line ends, which is more than one line if a line end was changed. */
    private void segment(long base, byte[] bytes, int from, int to, boolean terminated) {
        int start = from;
        if (from == to) {
            damaged(base, bytes, from, to); // no line is empty
        }
        while (start < to) {
            boolean whole = LineFormat.isIntact(bytes, start, to);
            int next = whole ? -1 : LineFormat.indexOfBegin(bytes, start + 1, to);
            int stop = next < 0 ? to : next;
            if (whole) {
                lines.line(base + start, bytes, start, to);
            } else if (LineFormat.isIntact(bytes, start, stop - 1)) { // its end was changed
                lines.line(base + start, bytes, start, stop - 1);
                damaged(base, bytes, stop - 1, stop);
            } else if (next < 0 && !terminated) {
                end = base + start;
                endsWithLine = start == from;
                return;
            } else {
                damaged(base, bytes, start, stop);
            }
            start = stop;
        }
        end = base + to + (terminated ? 1 : 0);
        endsWithLine = terminated;
    }

    private void damaged(long base, byte[] bytes, int from, int to) {
        Damage found = new Damage(base + from, to - from, LineFormat.likelyKey(bytes, from, to));
        if (!damage.isEmpty() && damage.get(damage.size() - 1).isNextTo(found)) {
            damage.set(damage.size() - 1, damage.get(damage.size() - 1).joined(found));
        } else {
            damage.add(found);
        }
    }
}
