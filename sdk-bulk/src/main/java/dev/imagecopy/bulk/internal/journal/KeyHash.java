package dev.imagecopy.bulk.internal.journal;

/** A 128-bit hash of a key: the probability that two of a million keys have the same one is 10^-26. */
record KeyHash(long first, long second) {

    static KeyHash of(byte[] bytes, int from, int to) {
        long first = 0xcbf29ce484222325L;
        long second = 31;
        for (int i = from; i < to; i++) {
            first = (first ^ bytes[i]) * 0x100000001b3L;
            second = (Long.rotateLeft(second, 23) + bytes[i]) * 0x9e3779b97f4a7c15L;
        }
        return new KeyHash(mixed(first), mixed(second));
    }

    /** The finalizer of MurmurHash3, which spreads each bit over all. */
    private static long mixed(long bits) {
        long mixed = (bits ^ bits >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
