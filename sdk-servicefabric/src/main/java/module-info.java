/** Copies content inside a Service Fabric image store. */
module dev.imagecopy.servicefabric {
    exports dev.imagecopy.servicefabric;
    exports dev.imagecopy.servicefabric.auth;
    exports dev.imagecopy.servicefabric.model;

    requires com.fasterxml.jackson.databind;
    requires transitive dev.imagecopy.core;
    requires static transitive org.jspecify;
}
