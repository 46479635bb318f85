package dev.imagecopy.benchmarks.run;

/** Tells on standard output how far a run is. */
final class Progress {
    private Progress() {}

    static void say(String text) {
        System.out.printf("[%tT] %s%n", System.currentTimeMillis(), text);
    }
}
