/** Simulators of the four services, a fake transport, a manual clock and a leak check, for tests. */
module dev.imagecopy.testing {
    exports dev.imagecopy.testing;
    exports dev.imagecopy.testing.junit;

    requires com.fasterxml.jackson.core;
    requires java.logging;
    requires mockwebserver3;
    requires okhttp3;
    requires okhttp3.tls;
    requires transitive dev.imagecopy.core;
    // Not transitive: an application that starts simulators without JUnit would not compile.
    requires static org.junit.jupiter.api;
    requires static transitive org.jspecify;
}
