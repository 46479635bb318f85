package dev.imagecopy.servicefabric.auth;

import java.io.ByteArrayOutputStream;
import java.security.InvalidKeyException;
import java.util.Arrays;

/** The part of ASN.1's distinguished encoding that tells key files apart and puts a key into another envelope. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int CONTEXT_0 = 0xa0;

    private Der() {}

    /** A value within an array. */
    static final class Value {
        private final byte[] array;
        private final int tag;
        private final int start;
        private final int end;

        private Value(byte[] array, int tag, int start, int end) {
            this.array = array;
            this.tag = tag;
            this.start = start;
            this.end = end;
        }

        int tag() {
            return tag;
        }

        /** The first value within this one. */
        Value first() throws InvalidKeyException {
            return at(array, start, end);
        }

        /** Whether another value follows within an outer one. */
        boolean hasNext(Value outer) {
            return end < outer.end;
        }

        /** The value after this one, within an outer one. */
        Value next(Value outer) throws InvalidKeyException {
            return at(array, end, outer.end);
        }

        byte[] content() {
            return Arrays.copyOfRange(array, start, end);
        }
    }

    /** Reads the value that begins an array. */
    static Value read(byte[] array) throws InvalidKeyException {
        return at(array, 0, array.length);
    }

    private static Value at(byte[] array, int start, int limit) throws InvalidKeyException {
        if (limit - start < 2) {
            throw new InvalidKeyException("an encoded value ends too early");
        }
        int tag = array[start] & 0xff;
        int length = array[start + 1] & 0xff;
        int content = start + 2;
        if (length >= 0x80) {
            int octets = length & 0x7f;
            length = 0;
            if (octets < 1 || octets > 3 || limit - content < octets) {
                throw new InvalidKeyException("an encoded value has a bad length");
            }
            for (int i = 0; i < octets; i++) {
                length = (length << 8) | (array[content++] & 0xff);
            }
        }
        if (length > limit - content) {
            throw new InvalidKeyException("an encoded value ends too early");
        }
        return new Value(array, tag, content, content + length);
    }

    /** Writes one value: tag, length, parts. */
    static byte[] write(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream value = new ByteArrayOutputStream(length + 6);
        value.write(tag);
        if (length < 0x80) {
            value.write(length);
        } else {
            int octets = (32 - Integer.numberOfLeadingZeros(length) + 7) / 8;
            value.write(0x80 | octets);
            for (int i = octets - 1; i >= 0; i--) {
                value.write(length >> (8 * i));
            }
        }
        for (byte[] part : parts) {
            value.writeBytes(part);
        }
        return value.toByteArray();
    }
}
