/**
 * Many copies with one call, on any mix of clouds, and a file that remembers them. Built on the public face of
 * {@code dev.imagecopy.core} alone; what is not exported keeps the file and runs the copies.
 */
@SuppressWarnings("module") // sdk-fleet is built after this module
module dev.imagecopy.bulk {
    requires transitive dev.imagecopy.core;
    requires com.fasterxml.jackson.databind;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports dev.imagecopy.bulk;
    exports dev.imagecopy.bulk.internal.run to
            dev.imagecopy.fleet;
}
