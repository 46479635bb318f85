/** Copies content inside a Service Fabric image store. */
module dev.imagecopy.servicefabric {
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
